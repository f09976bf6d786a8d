"""The census in the work file, and the SSD tables made from it."""

import duckdb
import pytest

from caseclock.errors import DeliveryMissing, DeliveryRefused
from caseclock.returns.census_from_file import load_census
from caseclock.returns.ssd_from_census import derive_ssd
from caseclock.sources.cin_census import CinCensus, spool
from caseclock.sources.cin_reader import CensusReader

HEADER = (
    "<Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>"
    "<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header>"
)


def identifiers(local_id, more=""):
    return f"<ChildIdentifiers><LAchildID>{local_id}</LAchildID>{more}</ChildIdentifiers>"


@pytest.fixture
def work(tmp_path):
    """A function that loads children into a work database and derives the SSD tables."""

    def make(*children):
        path = tmp_path / "census.xml"
        inside = "".join(f"<Child>{child}</Child>" for child in children)
        path.write_text(f"<Message>{HEADER}<Children>{inside}</Children></Message>")
        spool(CensusReader(path), tmp_path)
        connection = duckdb.connect()
        connection.execute("set TimeZone='Europe/London'")
        load_census(connection, {file.stem: file for file in tmp_path.glob("*.parquet")}, path.name)
        derive_ssd(connection)
        return connection

    return make


def rows(connection, query):
    return connection.execute(query).fetchall()


def episode(inside, nfa="0"):
    day = "<CINreferralDate>2025-05-06</CINreferralDate>"
    return f"<CINdetails>{day}{inside}<ReferralNFA>{nfa}</ReferralNFA></CINdetails>"


def test_values_are_typed_strictly_and_what_is_lost_is_told(work):
    child = identifiers(" K1", "<PersonBirthDate>2019-2-3</PersonBirthDate><Sex> </Sex>") + episode(
        "", "maybe"
    )
    connection = work(child)
    assert rows(
        connection, "select la_child_id, person_birth_date, sex from cin_census.child_identifiers"
    ) == [(" K1", None, None)]
    assert rows(connection, "select * from cin_census.unread order by all") == [
        ("child_identifiers", "person_birth_date", 1, "not a date in the form YYYY-MM-DD"),
        ("cin_details", "referral_nfa", 1, "none of true, false, 1 and 0"),
    ]
    assert rows(connection, "select table_name, column_name, record from main.unread order by all") == [
        ("ssd_cin_episodes", "cine_referral_nfa", 1),
        ("ssd_person", "pers_dob", 1),
    ]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("true", "Y"),
        ("TRUE", "Y"),
        ("1", "Y"),
        ("false", "N"),
        ("0", "N"),
        ("", None),
        ("yes", None),
        (" 1", None),
    ],
)
def test_flag_of_no_further_action_in_both_spellings(work, sent, read):
    connection = work(identifiers("K1") + episode("", sent))
    assert rows(connection, "select cine_referral_nfa from ssd_cin_episodes") == [(read,)]


@pytest.mark.parametrize(
    "sent",
    ["20250901", "2025-9-1", "2025-02-30", "01/09/2025", "0000-01-01", "2025-09-01T00:00:00", "2025-09-01 "],
)
def test_other_forms_of_date_are_not_read(work, sent):
    connection = work(identifiers("K1", f"<PersonBirthDate>{sent}</PersonBirthDate>"))
    assert rows(connection, "select pers_dob from ssd_person") == [(None,)]
    assert rows(connection, "select count(*) from cin_census.unread") == [(1,)]


def test_children_without_an_id_or_with_the_same_one_never_meet(work):
    twin = "<PersonBirthDate>2019-02-03</PersonBirthDate>"
    first = work(
        identifiers("K1", twin),
        identifiers("K1"),
        identifiers(" K1", twin),
        identifiers(""),
        identifiers(" "),
        "",
        identifiers("K2"),
    )
    ids = [each for (each,) in rows(first, "select pers_person_id from ssd_person order by record")]
    assert len(set(ids)) == 7
    assert ids[-1] == "K2"
    assert [each[:3] for each in ids[:3]] == ["K1~"] * 3
    assert [each[:6] for each in ids[3:6]] == ["no-id-"] * 3
    # The same child keeps its made-up id whatever stands before it.
    moved = work(identifiers("K0"), identifiers("K1"), identifiers("K1", twin))
    assert rows(moved, "select pers_person_id from ssd_person order by record")[1:] == [(ids[1],), (ids[0],)]


def test_conference_of_an_enquiry_and_of_a_transfer_in(work):
    enquiry = "<Section47><S47ActualStartDate>2025-05-08</S47ActualStartDate>{}</Section47>"
    held = "<DateOfInitialCPC>2025-05-20</DateOfInitialCPC>"
    plan = "<ChildProtectionPlans><CPPstartDate>2025-05-20</CPPstartDate></ChildProtectionPlans>"
    connection = work(
        identifiers("K1") + episode(enquiry.format(held) + enquiry.format("") + plan),
        identifiers("K2") + episode(held + plan),
        identifiers("K3") + episode(held + enquiry.format(held)),  # at both places: one conference
        identifiers("K4") + episode(held + enquiry.format("")),
    )
    found = rows(
        connection,
        "select icpc_person_id, icpc_s47_enquiry_id, icpc_icpc_transfer_in, icpc_icpc_outcome_cp_flag,"
        " icpc_cp_plan_id from ssd_initial_cp_conference order by all",
    )
    assert found == [
        ("K1", "1", "N", "Y", "1"),
        ("K2", None, "Y", "Y", "2"),
        ("K3", "3", "N", "N", None),
        ("K4", None, None, "N", None),
    ]
    assert rows(connection, "select count(distinct record) from ssd_initial_cp_conference") == [(4,)]
    assert rows(
        connection,
        "select cppl_person_id, icpc_icpc_date from ssd_cp_plans"
        " inner join ssd_initial_cp_conference on cppl_icpc_id = icpc_icpc_id order by 1",
    ) == [("K1", connection.execute("select date '2025-05-20'").fetchone()[0])] + [
        ("K2", connection.execute("select date '2025-05-20'").fetchone()[0])
    ]


def test_unreadable_conference_date_stays_visible(work):
    connection = work(
        identifiers("K1") + episode("<Section47><DateOfInitialCPC>soon</DateOfInitialCPC></Section47>")
    )
    assert rows(connection, "select table_name, column_name, record from main.unread") == [
        ("ssd_initial_cp_conference", "icpc_icpc_date", 1)
    ]


def test_gender_of_earlier_years_becomes_sex(work):
    connection = work(
        *(identifiers(f"K{code}", f"<GenderCurrent>{code}</GenderCurrent>") for code in "0129X")
    )
    assert rows(connection, "select pers_sex from ssd_person order by record") == [
        ("U",),
        ("M",),
        ("F",),
        ("U",),
        ("X",),
    ]


def test_factors_and_reviews_keep_to_their_own_record(work):
    assessment = (
        "<Assessments><AssessmentActualStartDate>2025-06-01</AssessmentActualStartDate><FactorsIdentifiedAtAssessment>"
        "{}</FactorsIdentifiedAtAssessment></Assessments>"
    )
    factors = "<AssessmentFactors>4B</AssessmentFactors><AssessmentFactors>2A</AssessmentFactors>"
    reviews = (
        "<ChildProtectionPlans/><ChildProtectionPlans><Reviews><CPPreviewDate>2025-08-01</CPPreviewDate></Reviews>"
        "<Reviews/></ChildProtectionPlans>"
    )
    connection = work(
        identifiers("K1") + episode(assessment.format("") + assessment.format(factors) + reviews)
    )
    assert rows(
        connection, "select cinf_assessment_id, cinf_assessment_factors_json from ssd_assessment_factors"
    ) == [("2", '["4B","2A"]')]
    assert rows(connection, "select cppr_cp_plan_id from ssd_cp_reviews") == [("2",)]


def test_what_a_census_cannot_hold_is_not_supplied(work):
    connection = work(identifiers("K1"))
    supplied = dict(rows(connection, "select table_name, supplied from main.delivered"))
    assert supplied["ssd_cp_plans"]
    assert not supplied["ssd_contacts"]
    expected = dict(
        rows(
            connection,
            "select column_name, expected from main.delivered_column where table_name = 'ssd_person'",
        )
    )
    assert expected["pers_dob"]
    assert not expected["pers_forename"]
    assert rows(connection, "select distinct file from main.delivered where supplied") == [("census.xml",)]
    assert rows(
        connection, "select rows_in from cin_census.delivered where table_name = 'child_identifiers'"
    ) == [(1,)]


def test_deriving_twice_gives_the_same(work):
    connection = work(identifiers("K1", "<PersonBirthDate>never</PersonBirthDate>") + episode(""))
    derive_ssd(connection)
    assert rows(connection, "select count(*) from ssd_cin_episodes") == [(1,)]
    assert rows(connection, "select count(*) from main.unread") == [(1,)]


def test_source_hands_on_every_table_as_text(tmp_path, monkeypatch):
    monkeypatch.setenv("CASECLOCK_HOME", str(tmp_path))
    path = tmp_path / "census.xml"
    path.write_text(
        f"<Message>{HEADER}<Children><Child>{identifiers('K1')}<Odd/></Child></Children></Message>"
    )
    source = CinCensus(path)
    assert source.files()[0].name == "census.xml"
    delivered = {
        table.table: [row for batch in table.batches() for row in batch.rows.to_pylist()]
        for table in source.tables()
    }
    assert list(delivered) == sorted(delivered)
    assert delivered["child_identifiers"][0]["child"] == "1"
    assert delivered["structure"] == [
        {
            "what": "unknown element",
            "path": "Message/Children/Child/Odd",
            "child": "1",
            "line": "1",
            "record": 1,
        }
    ]
    assert list((tmp_path / ".caseclock" / "work").iterdir()) == []


def test_source_refuses_a_file_that_is_cut_short_or_gone(tmp_path, monkeypatch):
    monkeypatch.setenv("CASECLOCK_HOME", str(tmp_path))
    path = tmp_path / "census.xml"
    path.write_text(f"<Message>{HEADER}<Children><Child>{identifiers('K1')}</Child><Child>")
    with pytest.raises(DeliveryRefused, match="after 1 whole children"):
        next(CinCensus(path).tables())
    with pytest.raises(DeliveryMissing):
        CinCensus(tmp_path / "other.xml").files()
