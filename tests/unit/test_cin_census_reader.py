"""Reading census files: what is sound, what is odd, and what is refused."""

from pathlib import Path

import pytest

from caseclock.catalogue.cin_layout import layout
from caseclock.catalogue.contracts import contracts
from caseclock.errors import DeliveryRefused
from caseclock.sources import cin_problems as found
from caseclock.sources.cin_reader import CensusReader

HEADER = """<Header>
<CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>201</LEA><SerialNo>001</SerialNo><DateTime>2026-05-01T09:30:00</DateTime></Source>
</Header>"""

FULL_CHILD = """<Child>
<ChildIdentifiers><LAchildID>K1</LAchildID><UPNunknown>UN1</UPNunknown><PersonBirthDate>2019-02-03</PersonBirthDate>
<Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity>
<Disabilities><Disability>LD</Disability><Disability/><Disability>MOB</Disability></Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>2025-05-06</CINreferralDate><ReferralSource>6</ReferralSource>
<Assessments><AssessmentActualStartDate>2025-05-07</AssessmentActualStartDate>
<FactorsIdentifiedAtAssessment><AssessmentFactors>4B</AssessmentFactors><AssessmentFactors>2A</AssessmentFactors>
</FactorsIdentifiedAtAssessment></Assessments>
<Assessments><AssessmentActualStartDate>2025-09-01</AssessmentActualStartDate><FactorsIdentifiedAtAssessment/></Assessments>
<Section47><S47ActualStartDate>2025-05-08</S47ActualStartDate><DateOfInitialCPC>2025-05-20</DateOfInitialCPC>
<ICPCnotRequired>false</ICPCnotRequired></Section47>
<ReferralNFA>0</ReferralNFA>
<ChildProtectionPlans><CPPstartDate>2025-05-20</CPPstartDate>
<Reviews><CPPreviewDate>2025-08-01</CPPreviewDate><CPPreviewDate>2026-01-09</CPPreviewDate></Reviews>
<Reviews/></ChildProtectionPlans></CINdetails>
<CINdetails><CINreferralDate>2026-01-12</CINreferralDate><ReferralNFA>true</ReferralNFA>
<ChildProtectionPlans><Reviews><CPPreviewDate></CPPreviewDate></Reviews></ChildProtectionPlans></CINdetails>
</Child>"""


def child(local_id="K2", inside=""):
    return f"<Child><ChildIdentifiers><LAchildID>{local_id}</LAchildID></ChildIdentifiers>{inside}</Child>\n"


def message(children, header=HEADER):
    return f"<Message>\n{header}\n<Children>\n{children}</Children>\n</Message>"


def read(tmp_path, text, **options):
    path = tmp_path / "census.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    reader = CensusReader(path, **options)
    tables = {table: [] for table in layout().tables}
    for table, rows in reader.batches():
        tables[table] += rows.to_pylist()
    return reader, tables


def whats(reader):
    return [problem.what for problem in reader.problems.listed]


def test_layout_and_contracts_name_the_same_columns():
    declared = {table: contract.column_names for table, contract in contracts("cin_census").items()}
    assert declared.pop("structure") == ("what", "path", "child", "line")
    assert declared == dict(sorted(layout().tables.items()))


def test_full_child_fills_every_table_with_positions_of_the_file(tmp_path):
    reader, tables = read(tmp_path, message(child("K0") + FULL_CHILD))
    assert whats(reader) == []
    assert tables["header"][0]["reference_date"] == "2026-03-31"
    assert [row["la_child_id"] for row in tables["child_identifiers"]] == ["K0", "K1"]
    assert [(row["child"], row["episode"], row["record"]) for row in tables["cin_details"]] == [
        (2, 1, 1),
        (2, 2, 2),
    ]
    assert [(row["assessment"], row["assessment_factor"]) for row in tables["assessment_factors"]] == [
        (1, "4B"),
        (1, "2A"),
    ]
    assert {row["la_child_id"] for row in tables["section_47"]} == {"K1"}
    assert tables["cin_details"][1]["referral_nfa"] == "true"


def test_blank_code_is_no_record_and_blank_review_is_one(tmp_path):
    _, tables = read(tmp_path, message(FULL_CHILD))
    assert [row["disability"] for row in tables["disabilities"]] == ["LD", "MOB"]
    assert [(row["plan"], row["cpp_review_date"]) for row in tables["reviews"]] == [
        (1, "2025-08-01"),
        (1, "2026-01-09"),
        (1, None),
        (2, None),
    ]


def test_child_without_groups_still_has_its_two_rows(tmp_path):
    _, tables = read(tmp_path, message("<Child/>" + child()))
    assert [row["la_child_id"] for row in tables["child_identifiers"]] == [None, "K2"]
    assert len(tables["child_characteristics"]) == 2


def test_ids_and_codes_stay_as_sent(tmp_path):
    _, tables = read(tmp_path, message(child(" K 2 ") + child("a&amp;b<![CDATA[<]]><!-- gone -->c")))
    assert [row["la_child_id"] for row in tables["child_identifiers"]] == [" K 2 ", "a&b<c"]


def test_records_go_on_over_batches(tmp_path):
    _, tables = read(tmp_path, message("".join(child(f"K{n}") for n in range(600))), rows_a_batch=100)
    assert [row["record"] for row in tables["child_identifiers"]] == list(range(1, 601))


def test_loose_text_after_an_element_is_named_with_its_line(tmp_path):
    # As in a public sample: the name of the next element stands as text after UPNunknown.
    odd = child().replace("</LAchildID>", "</LAchildID>\n<UPNunknown>UN3</UPNunknown>PersonBirthDate\n")
    reader, tables = read(tmp_path, message(odd))
    problem = reader.problems.listed[0]
    assert (problem.what, problem.child, problem.line) == (found.STRAY_TEXT, 1, 8)
    assert problem.path == "Message/Children/Child/ChildIdentifiers/UPNunknown"
    assert tables["child_identifiers"][0]["upn_unknown"] == "UN3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (message(child() + "<Bar/>" + child()), [found.UNKNOWN]),
        (message(child("K2", "<Odd><LAchildID>K9</LAchildID></Odd>")), [found.UNKNOWN]),
        (message(child("K2", child("K3"))), [found.UNKNOWN]),
        (message(child("<b>K</b>2")), [found.INSIDE_VALUE]),
        (message(child()).replace("<Message>", '<Message xmlns="urn:x">'), [found.NAMESPACE]),
        (message(child()).replace("<Children>", '<Children xmlns="urn:x">'), [found.NAMESPACE]),
        (message(child() * 2).replace("<Child>", '<Child xmlns="urn:x">'), [found.NAMESPACE]),
        (message(child()).replace("<Header>", '<Header xmlns="urn:x">'), [found.NAMESPACE]),
        (message(child()).replace("LAchildID>", "c:LAchildID>"), [found.UNKNOWN, found.NAMESPACE]),
        (message(child(), HEADER + HEADER), [found.SECOND_HEADER]),
        (message(child(), ""), [found.NO_HEADER]),
        (message(""), [found.NO_CHILDREN]),
        (f"<Message>{HEADER}</Message>", [found.NO_CHILDREN]),
        (f"<Message>{HEADER}{child()}</Message>", [found.OUT_OF_PLACE]),
        (f"<Message><Children>{child()}</Children>{HEADER}</Message>", [found.OUT_OF_ORDER]),
        (message(child() + "</Children><Children>" + child()), [found.SECOND_CHILDREN]),
        (message(child()).replace("Message>", "Envelope>"), [found.OTHER_ROOT]),
        (message(child()).replace(">CIN<", ">CLA<"), [found.OTHER_COLLECTION]),
        (message(child()).replace(">2026<", ">2014<"), [found.OTHER_YEAR]),
    ],
)
def test_odd_structure_is_named_and_the_children_are_read(tmp_path, text, expected):
    reader, tables = read(tmp_path, text)
    assert whats(reader) == expected
    assert reader.children == len(tables["child_identifiers"])
    assert reader.broken is None


def test_wrong_order_is_read_and_of_two_the_first_counts(tmp_path):
    inside = "<UPN>first</UPN><LAchildID>K5</LAchildID><UPN>second</UPN>"
    text = message(f"<Child><CINdetails/><ChildIdentifiers>{inside}</ChildIdentifiers></Child>")
    reader, tables = read(tmp_path, text)
    assert whats(reader) == [found.OUT_OF_ORDER, found.OUT_OF_ORDER, found.GIVEN_TWICE]
    assert tables["child_identifiers"][0]["upn"] == "first"
    assert tables["cin_details"][0]["la_child_id"] == "K5"


def test_a_namespace_hides_no_second_value(tmp_path):
    inside = '<y:UPN xmlns:y="urn:y">first</y:UPN><UPN>second</UPN>'
    reader, tables = read(tmp_path, message(f"<Child><ChildIdentifiers>{inside}</ChildIdentifiers></Child>"))
    assert whats(reader) == [found.NAMESPACE, found.GIVEN_TWICE]
    assert tables["child_identifiers"][0]["upn"] == "first"


def test_elements_of_other_years_are_named_once(tmp_path):
    odd = child().replace("</LAchildID>", "</LAchildID><Sex>M</Sex>")
    reader, _ = read(tmp_path, message(odd * 3).replace(">2026<", ">2024<"))
    assert whats(reader) == [found.NOT_THIS_YEAR]
    reader, _ = read(tmp_path, message(odd), year=2025)
    assert whats(reader) == [found.OTHER_YEAR]


def test_many_problems_are_counted_and_only_the_first_are_kept(tmp_path):
    reader, _ = read(tmp_path, message(child("K2", "<Odd/>") * 1200))
    assert len(reader.problems.listed) == found.MOST_PROBLEMS
    assert reader.problems.counted.total() == 1200


def test_the_first_of_each_kind_of_problem_is_listed(tmp_path):
    many = "".join(child(f"K{n}", "<Odd/>") for n in range(1200))
    reader, _ = read(
        tmp_path, f"<Message><Children>{many}</Children>{HEADER.replace('CIN<', 'CLA<')}</Message>"
    )
    assert whats(reader)[-2:] == [found.OUT_OF_ORDER, found.OTHER_COLLECTION]
    with pytest.raises(DeliveryRefused, match="not a CIN census"):
        reader.require_whole()


@pytest.mark.parametrize(("length", "kept"), [(10_000, 10_000), (10_001, 10_000), (3_000_000, 10_000)])
def test_an_id_without_end_is_cut_and_named(tmp_path, length, kept):
    reader, tables = read(tmp_path, message(child("K" * length, "<CINdetails/>" * 2)))
    assert whats(reader) == ([] if length == kept else [found.LONG_ID])
    assert {row["la_child_id"] for table in tables.values() for row in table if "la_child_id" in row} == {
        "K" * kept
    }


@pytest.mark.parametrize(
    "text",
    [
        message("".join(child("K", "<CINdetails/>" * 2_000) for _ in range(3))),
        message(child("K" * 10_000, "<CINdetails/>" * 10_000)),
    ],
)
def test_what_is_handed_on_at_once_is_never_much(tmp_path, text):
    path = tmp_path / "census.xml"
    path.write_text(text)
    given = [rows for _, rows in CensusReader(path, rows_a_batch=1_000).batches()]
    assert max(rows.num_rows for rows in given) <= 1_000
    assert max(rows.nbytes for rows in given) < 40_000_000
    assert sum(rows.num_rows for rows in given) > 6_000


@pytest.mark.parametrize(
    ("end", "what"),
    [
        ("<Child><ChildIdentifiers><LAchi", "the file breaks off"),
        ("<Child><a></b></Child></Children></Message>", "an element is closed by the name of another"),
        (child("&secret;") + "</Children></Message>", "an entity that is not XML's own"),
        (child("a\0b") + "</Children></Message>", "a character that XML does not allow"),
        (child("a & b") + "</Children></Message>", "an & or < that is not written as &amp; or &lt;"),
        (child("a &b c") + "</Children></Message>", "an & or < that is not written as &amp; or &lt;"),
        (child("a < b") + "</Children></Message>", "an & or < that is not written as &amp; or &lt;"),
        (child("a &am"), "the file breaks off"),
        (child("K3", '<Odd a="b></Odd>') + "</Children></Message>", "the file is not well-formed XML"),
        ("<Child>" + "<a>" * 100_000, "elements nested too deep, or a value that is too long"),
        (child("x" * 11_000_000), "more than 4 MB without the end of a child"),
        ("<Child>" + "<Odd/>" * 1_000_000, "more than 4 MB without the end of a child"),
    ],
)
def test_what_stands_before_a_break_is_read_and_the_break_is_named(tmp_path, end, what):
    reader, tables = read(tmp_path, f"<Message>\n{HEADER}\n<Children>\n{child('K1')}{child('K2')}{end}")
    assert [row["la_child_id"] for row in tables["child_identifiers"]] == ["K1", "K2"]
    assert (reader.broken.what, reader.broken.child, reader.broken.line) == (what, 3, 9)
    with pytest.raises(DeliveryRefused, match="line 9, after 2 whole children"):
        reader.require_whole()


@pytest.mark.parametrize("text", [message(child()).replace("Message>", "Envelope>"), "<html><body/></html>"])
def test_another_root_is_refused_for_a_night(tmp_path, text):
    reader, _ = read(tmp_path, text)
    with pytest.raises(DeliveryRefused, match="not a CIN census"):
        reader.require_whole()


@pytest.mark.parametrize(
    "text",
    [
        b'<?xml version="1.0"?>\n<!-- x --><!DOCTYPE Message [<!ENTITY a "b">]><Message>&a;</Message>',
        b"\xef\xbb\xbf<!DOCTYPE Message SYSTEM 'file:///etc/hostname'><Message/>",
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><Message/>'.encode("utf-16"),
        "<!DOCTYPE x><Message/>".encode("utf-16-be"),
        "<!DOCTYPE x><Message/>".encode("utf-32-le"),
        "<!DOCTYPE x><Message/>".encode("utf-32-be"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x><Message/>',
        b"",
        b" \n",
        b"LAchildID,UPN\n",
        b"<!-- " + b"x" * 100_000,
    ],
)
def test_what_must_not_be_parsed_is_refused_before(tmp_path, text):
    with pytest.raises(DeliveryRefused):
        read(tmp_path, text)


def test_bytes_that_do_not_fit_the_encoding_are_named(tmp_path):
    latin = message(child("caf\xe9")).encode("latin-1")
    reader, _ = read(tmp_path, latin)
    assert reader.broken.what == "bytes that do not fit the file's encoding"
    reader, tables = read(tmp_path, b'<?xml version="1.0" encoding="ISO-8859-1"?>' + latin)
    assert tables["child_identifiers"][0]["la_child_id"] == "caf\xe9"


def test_one_endless_child_is_refused_for_a_night(tmp_path):
    reader, _ = read(tmp_path, message(child("K1") + child("K2", "<Odd/>" * 1_000_000)))
    with pytest.raises(DeliveryRefused, match="without the end of a child.*after 1 whole children"):
        reader.require_whole()


def test_lines_past_65535_are_known(tmp_path):
    filler = "\n" * 70_000
    odd = child("K2", "\n<CINdetails>\n<Odd>\n</Odd></CINdetails>")
    reader, _ = read(
        tmp_path, f"<Message>{HEADER.replace(chr(10), '')}<Children>{filler}{odd}</Children></Message>"
    )
    assert reader.problems.listed[0].line == 70_003


def test_no_value_of_the_file_stands_in_a_problem(tmp_path):
    secret = "CANARY77"
    odd = child(
        secret,
        f"{secret}<Odd>{secret}</Odd><CINdetails><ReferralNFA><b>{secret}</b></ReferralNFA></CINdetails>",
    )
    reader, _ = read(tmp_path, f"<Message>{HEADER}<Children>{odd}<Child>{secret}&{secret};")
    assert len(reader.problems.listed) >= 4
    assert secret not in " ".join(map(str, reader.problems.listed))
    assert isinstance(reader.path, Path)
