"""`validate cin-census` on whole files: the exit code, the findings, and what it says of the rest."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from caseclock import work
from caseclock.check.run_checks import check
from caseclock.desk.findings_workbook import COLUMNS
from caseclock.errors import (
    CaseclockError,
    ConfigurationError,
    DeliveryMissing,
    DeliveryRefused,
    NotBuilt,
)
from caseclock.returns.validating import validate
from rules.tables_of_a_night import make_work_file

HEADER = (
    "<Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>"
    "<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel>"
    "<LEA>301</LEA><SerialNo>001</SerialNo><DateTime>2026-05-01T09:00:00</DateTime></Source></Header>"
)
CODES = ("MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS")
"""Eight kinds of disability, so that rule 2887Q has nothing to ask."""


def child(
    local_id: str, more: str = "", born: str = "2015-06-01", disability: str = "<Disability>NONE</Disability>"
) -> str:
    return (
        f"<Child><ChildIdentifiers><LAchildID>{local_id}</LAchildID><UPNunknown>UN2</UPNunknown>"
        f"<PersonBirthDate>{born}</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>"
        f"<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities>{disability}</Disabilities>"
        "</ChildCharacteristics><CINdetails><CINreferralDate>2025-06-03</CINreferralDate>"
        "<ReferralSource>1A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>"
        f"{more}<ReferralNFA>0</ReferralNFA></CINdetails></Child>"
    )


CLEAN = [child(f"K{code}", disability=f"<Disability>{code}</Disability>") for code in CODES]
CLEAN[0] = child("KMOB", disability="<Disability>MOB</Disability><Disability>HAND</Disability>")

Judge = Callable[..., tuple[int, list[dict[str, str]], list[str]]]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """A function that validates a document: the exit code, the findings, and the lines that were said."""

    def judged(
        *children: str,
        header: str = HEADER,
        text: str = "",
        year: int | None = None,
        previous: Path | None = None,
    ) -> tuple[int, list[dict[str, str]], list[str]]:
        path, out, said = tmp_path / "census.xml", tmp_path / "out.csv", []
        path.write_text(text or f"<Message>{header}<Children>{''.join(children)}</Children></Message>")
        code = validate("cin-census", path, out, previous, year, None, said.append)
        with out.open(newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
        assert tuple(reader.fieldnames or ()) == COLUMNS
        return code, rows, said

    return judged


def rules(findings: list[dict[str, str]]) -> list[tuple[str, str]]:
    return sorted((row["rule"], row["child_id"]) for row in findings)


def test_a_clean_file_is_clean(judge: Judge) -> None:
    code, findings, said = judge(*CLEAN)
    assert (code, findings) == (0, [])
    assert said[0].startswith("8 children, ") and " 0 problems of structure" in said[0]


def test_a_query_alone_does_not_fail_the_file(judge: Judge) -> None:
    code, findings, _ = judge(*CLEAN[:-1])
    assert code == 0
    assert [(row["rule"], row["severity"], row["row"], row["child_id"]) for row in findings] == [
        ("2887Q", "query", "", "")
    ]
    assert "7" in findings[0]["message"]


def test_a_finding_says_where_and_what(judge: Judge) -> None:
    late = "<Assessments><AssessmentActualStartDate>2025-06-02</AssessmentActualStartDate></Assessments>"
    code, findings, _ = judge(*CLEAN, child("K9", late))
    assert code == 1
    [found] = [row for row in findings if row["rule"] == "1103"]
    assert found | {"message": ""} == {
        "rule": "1103", "severity": "error", "table": "assessments", "row": "1", "child_id": "K9",
        "columns": "assessment_actual_start_date, cin_details.cin_referral_date", "message": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ("true", []),
        ("TRUE", []),
        ("1", []),
        ("maybe", [("8568", "K9"), ("unreadable_value", "K9")]),
        ("", [("8568", "K9")]),
    ],
)
def test_flags_in_both_spellings(judge: Judge, sent: str, found: list[tuple[str, str]]) -> None:
    flagged = child("K9").replace("<ReferralNFA>0", f"<ReferralNFA>{sent}")
    assert rules(judge(*CLEAN, flagged)[1]) == found


@pytest.mark.parametrize(
    "day", ["20250603", "2025-6-3", "03/06/2025", "2025-02-30", " 2025-06-03", "2025-06-03T00:00"]
)
def test_a_date_in_another_form_is_a_finding_and_counts_as_blank(judge: Judge, day: str) -> None:
    code, findings, _ = judge(*CLEAN, child("K9").replace("2025-06-03", day))
    assert rules(findings) == [("8600", "K9"), ("unreadable_value", "K9")]
    assert code == 1
    assert not any(day.strip() in row["message"] for row in findings)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("K&#13;1", "K\r1"),
        ("K&#10;1", "K\n1"),
        ("K\t1", "K\t1"),
        ('K",1', 'K",1'),
        ("=cmd", "'=cmd"),
        ("Zo\xeb\u202e子", "Zo\xeb\u202e子"),
        ("K" * 10_000, "K" * 10_000),
    ],
    ids=["a return", "a line", "a tab", "a quote", "a formula", "other writing", "long"],
)
def test_an_odd_id_is_one_cell_of_one_row(judge: Judge, sent: str, shown: str) -> None:
    code, findings, _ = judge(*CLEAN, child(sent))
    assert (code, [row["child_id"] for row in findings]) == (1, [shown])


def test_ids_stay_as_sent_and_groups_of_them_are_told(judge: Judge) -> None:
    code, findings, _ = judge(*CLEAN, child("K 9"), child("KMOB"), child(""), child(""))
    assert rules(findings) == [
        ("1580", "K 9"),
        ("8500", ""),
        ("8500", ""),
        ("8510", "KMOB"),
        ("8510", "KMOB"),
    ]
    assert code == 1


def test_codes_of_another_year(judge: Judge) -> None:
    closed = "<CINclosureDate>2021-12-01</CINclosureDate><ReasonForClosure>RC9</ReasonForClosure>"
    old = child("K9", closed).replace("<Sex>F</Sex>", "<GenderCurrent>2</GenderCurrent>")
    old = old.replace("2025-06-03", "2021-06-03").replace(">1A<", ">5D<")
    header = HEADER.replace("2026", "2022")
    found = rules(judge(old, header=header)[1])
    assert ("8640", "K9") in found and ("8866", "K9") in found and ("4180", "K9") not in found
    assert not {rule for rule, _ in found} & {"1580", "8945Q"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"<Message>{HEADER}<Children>{''.join(CLEAN)}<Child><ChildIdent", "breaks off"),
        (f"<Message>{HEADER}{HEADER}<Children>{''.join(CLEAN)}</Children></Message>", "second Header"),
        (f"<Message>{HEADER}<Children/></Message>", "no children"),
        (f"<Message><Children>{''.join(CLEAN)}</Children></Message>", "no Header"),
        (f'<Message xmlns="urn:x">{HEADER}<Children>{"".join(CLEAN)}</Children></Message>', "namespace"),
        (f"<Return>{HEADER}<Children>{''.join(CLEAN)}</Children></Return>", "another root"),
        (f"<Message>{HEADER}<Children>{''.join(CLEAN)}<Pet/></Children></Message>", "unknown element"),
        (f"<Message><Children>{''.join(CLEAN)}</Children>{HEADER}</Message>", "out of order"),
    ],
)
def test_odd_structure_is_a_finding_and_the_file_is_not_clean(judge: Judge, text: str, what: str) -> None:
    code, findings, _ = judge(text=text)
    told = [row for row in findings if row["rule"] == "structure"]
    assert code == 1
    assert any(what in row["message"] for row in told), told


def test_rules_that_hold_on_half_a_file_have_not_run(judge: Judge) -> None:
    text = f"<Message>{HEADER}<Children>{''.join(CLEAN)}{child('')}<Child><ChildIdent"
    _, findings, said = judge(text=text)
    assert {row["rule"] for row in findings} == {"structure", "8500"}
    assert said[1].startswith("0 rules held, 2 broken, ")
    assert "not run: 2887Q (the file breaks off after 9 whole children)" in said


def test_without_a_reference_date_what_needs_one_is_not_run(judge: Judge) -> None:
    header = HEADER.replace("<Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate>", "")
    code, findings, said = judge(*CLEAN, header=header)
    assert (code, rules(findings)) == (1, [("100", "")])
    assert "not run: 8520 (the return does not say its reference date)" in said


@pytest.mark.parametrize("year", ["9" * 18, "12026", "0", "-5"])
def test_a_year_that_no_calendar_has_and_no_date(judge: Judge, year: str) -> None:
    header = HEADER.replace("2026</Year><ReferenceDate>2026-03-31</ReferenceDate>", f"{year}</Year>")
    code, findings, said = judge(*CLEAN, header=header)
    assert (code, ("100", "") in rules(findings)) == (1, True)
    assert "not run: 8520 (the return does not say its reference date)" in said


def test_a_day_that_the_calendar_does_not_reach_has_no_working_days_before_it(judge: Judge) -> None:
    open_ones = "<Assessments><AssessmentActualStartDate>2025-06-03</AssessmentActualStartDate></Assessments>"
    for day in ("2041-03-31", "9999-12-31", "1999-03-31", "1000-01-01"):
        _, findings, said = judge(*CLEAN, child("K9", open_ones), header=HEADER.replace("2026-03-31", day))
        assert "not run: 8670Q (the return's year lies outside the calendar of working days)" in said
        assert "8670Q" not in {row["rule"] for row in findings}


def test_a_year_before_all_rules_is_not_taken_for_clean(judge: Judge) -> None:
    header = HEADER.replace("<Year>2026</Year>", "<Year/>").replace("2026-03-31", "1000-01-01")
    code, findings, said = judge(*CLEAN, header=header)
    assert (code, ("100", "") in rules(findings)) == (1, True)
    assert int(said[1].split()[0]) > 90


@pytest.mark.parametrize("year", ["", "26", "2026.0", "2026-27", "9" * 20, "9" * 5_000, "-2026", "２０２６"])
def test_an_odd_year_is_told_and_the_date_says_which_rules(judge: Judge, year: str) -> None:
    code, findings, said = judge(*CLEAN, header=HEADER.replace("<Year>2026", f"<Year>{year}"))
    assert (code, ("100", "") in rules(findings)) == (1, True)
    assert {row["child_id"] for row in findings} == {""}
    assert int(said[1].split()[0]) > 105


def test_the_reference_date_is_the_files_own(judge: Judge) -> None:
    header = HEADER.replace("2026-03-31", "2025-05-31")
    found = rules(judge(*CLEAN, header=header)[1])
    assert found == sorted([("100", ""), *(("8600", f"K{code}") for code in CODES)])


def test_a_file_of_another_year_than_asked_for(judge: Judge) -> None:
    code, findings, _ = judge(*CLEAN, year=2027)
    assert code == 1
    assert {"8995Q", "9000Q", "structure"} <= {row["rule"] for row in findings}


def test_with_last_years_file_the_totals_are_compared(judge: Judge, tmp_path: Path) -> None:
    last = tmp_path / "last.xml"
    header = HEADER.replace("2026", "2025")
    children = "".join(CLEAN[:4]).replace("2025-06-03", "2024-06-03")
    last.write_text(f"<Message>{header}<Children>{children}</Children></Message>")
    code, _, said = judge(*CLEAN, previous=last)
    assert code == 0
    assert any("Children" in line and "8" in line and "4" in line for line in said), said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<!DOCTYPE Message [<!ENTITY a 'b'>]><Message/>", DeliveryRefused),
        ("", DeliveryRefused),
        ("not xml", DeliveryRefused),
    ],
)
def test_what_must_not_be_parsed_is_refused(judge: Judge, text: str, told: type[CaseclockError]) -> None:
    with pytest.raises(told):
        judge(text=text or " ")


def test_a_path_without_a_file_and_a_return_that_is_not_built(tmp_path: Path) -> None:
    with pytest.raises(DeliveryMissing):
        validate("cin-census", tmp_path / "none.xml", tmp_path / "o.csv", None, None, None, print)
    with pytest.raises(NotBuilt):
        validate("ssda903", tmp_path, tmp_path / "o.csv", None, None, None, print)


def test_what_cannot_be_last_years_return_is_refused(judge: Judge, tmp_path: Path) -> None:
    whole = f"<Message>{HEADER}<Children>{''.join(CLEAN)}</Children></Message>"
    no_year = whole.replace("<Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate>", "")
    last = tmp_path / "last.xml"
    for text, told in (
        (whole[:-30], "cannot be read to its end"),
        (whole.replace(">CIN<", ">CLA<"), "not a CIN census"),
        ("<html/>", "not a CIN census"),
        (f"<Message>{HEADER}<Children/></Message>", "holds no child"),
        (no_year, "does not say its year"),
    ):
        last.write_text(text)
        with pytest.raises(DeliveryRefused, match=told):
            judge(*CLEAN, previous=last)
    os.mkfifo(tmp_path / "pipe.xml")
    for place in (tmp_path, tmp_path / "pipe.xml", Path("/dev/zero")):
        with pytest.raises(DeliveryMissing):
            judge(*CLEAN, previous=place)
    assert not (tmp_path / "out.csv").exists()


def test_the_findings_take_the_place_of_nothing_that_is_read(tmp_path: Path) -> None:
    text = f"<Message>{HEADER}<Children>{''.join(CLEAN)}</Children></Message>"
    path, last, link, twin = (tmp_path / name for name in ("a.xml", "last.xml", "link.xml", "twin.xml"))
    path.write_text(text)
    last.write_text(text)
    link.symlink_to(path)
    os.link(path, twin)
    for given, out in ((path, path), (path, link), (link, path), (path, twin), (path, last)):
        with pytest.raises(ConfigurationError, match="to be read"):
            validate("cin-census", given, out, last, None, None, print)
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "ssd_person.csv").write_text("pers_person_id\n1\n")
    with pytest.raises(ConfigurationError, match="to be read"):
        validate("ssd", tables, tables / "ssd_person.csv", None, None, None, print)
    assert path.read_text() == last.read_text() == text


@pytest.mark.parametrize("year", [2001, 2021, 2041, 0, -1])
def test_a_year_without_a_collection_is_refused(judge: Judge, year: int) -> None:
    with pytest.raises(ConfigurationError, match="2022 to 2040"):
        judge(*CLEAN, year=year)


def test_shuffled_children_have_the_same_findings(judge: Judge) -> None:
    bad = [child("K 8"), child("K9", born="2027-01-01"), child("KMOB"), child("")]
    one = rules(judge(*CLEAN, *bad)[1])
    other = rules(judge(*reversed([*CLEAN, *bad]))[1])
    assert one == other and len(one) >= 5


def test_equal_records_of_two_referrals_are_told_apart_in_the_same_way_every_time(tmp_path: Path) -> None:
    told = set()
    for shift in (0, 1):
        path = make_work_file(
            tmp_path / f"{shift}.duckdb",
            {
                "child_identifiers": [{}],
                "cin_details": [{"child": 1}, {"child": 1}],
                "section_47": [
                    {"episode": episode, "record": record, "icpc_not_required": "N"}
                    for record, episode in enumerate([1, 1, 2, 2] if shift else [2, 2, 1, 1], 1)
                ],
            },
            return_name="cin_census",
        )
        check(path, ("cin_census",), only={"8839"})
        with work.connect(path, read_only=True) as connection:
            told.add(
                tuple(
                    connection.execute(
                        "select episode, row_number() over (order by finding_key) from finding order by all"
                    ).fetchall()
                )
            )
    assert len(told) == 1 and len(next(iter(told))) == 4
