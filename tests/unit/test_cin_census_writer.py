"""Writing census files: the department's order, and what was written read back."""

import re
from datetime import UTC, date, datetime

import pytest
from lxml import etree

from caseclock.errors import ConfigurationError, ReturnNotReady
from caseclock.returns.cin_writer import write_census
from census_files import census_xml, in_order, read_tables

# The department's order, written here from its specification and not from the layout.
HEADER = "CollectionDetails Collection Year ReferenceDate Source SourceLevel LEA SoftwareCode Release SerialNo DateTime"
CHILD = """
ChildIdentifiers LAchildID UPN FormerUPN UPNunknown PersonBirthDate ExpectedPersonBirthDate Sex GenderCurrent
PersonDeathDate ChildCharacteristics Ethnicity Disabilities Disability Disability CINdetails CINreferralDate
ReferralSource PrimaryNeedCode CINclosureDate ReasonForClosure DateOfInitialCPC Assessments
AssessmentActualStartDate AssessmentInternalReviewDate AssessmentAuthorisationDate FactorsIdentifiedAtAssessment
AssessmentFactors AssessmentFactors CINPlanDates CINPlanStartDate CINPlanEndDate Section47 S47ActualStartDate
InitialCPCtarget DateOfInitialCPC ICPCnotRequired ReferralNFA ChildProtectionPlans CPPstartDate CPPendDate
InitialCategoryOfAbuse LatestCategoryOfAbuse NumberOfPreviousCPP Reviews CPPreviewDate CPPreviewDate
PreProceedingsandFGDM PPStartDate LBPSentDate FGDMMeetingOffer FGDMMeetingFac InitialPPMeetingDate
ReviewMeetingsCount StepDecisionDate PPOutcome CourtAppDate LetterInitCPDate
"""
PRE_PROCEEDINGS = CHILD.split()[CHILD.split().index("PreProceedingsandFGDM") :]
DAY = date(2025, 5, 6)


FULL = [
    (
        "header",
        {
            **{"collection": "CIN", "year": 2026, "reference_date": date(2026, 3, 31), "source_level": "L"},
            **{"lea": "201", "software_code": "x", "release": "1", "serial_no": "001", "record": 1},
            "date_time": datetime(2026, 6, 1, 8, 30, tzinfo=UTC),
        },
    ),
    (
        "child_identifiers",
        {
            **{"child": 1, "la_child_id": "K1", "upn": "A", "former_upn": "B", "upn_unknown": "UN1"},
            **{
                "person_birth_date": DAY,
                "expected_person_birth_date": DAY,
                "sex": "F",
                "gender_current": "2",
            },
            **{"person_death_date": DAY, "record": 1},
        },
    ),
    ("child_characteristics", {"child": 1, "ethnicity": "WBRI", "record": 1}),
    ("disabilities", {"child": 1, "disability": "LD", "record": 1}),
    ("disabilities", {"child": 1, "disability": "MOB", "record": 2}),
    (
        "cin_details",
        {
            **{"child": 1, "episode": 1, "cin_referral_date": DAY, "referral_source": "6", "record": 1},
            **{"primary_need_code": "N1", "cin_closure_date": DAY, "reason_for_closure": "RC1"},
            **{"date_of_initial_cpc": DAY, "referral_nfa": "N"},
        },
    ),
    (
        "pre_proceedings",
        {
            **{
                "child": 1,
                "episode": 1,
                "pp_start_date": DAY,
                "lbp_sent_date": DAY,
                "fgdm_meeting_offer": "Y",
            },
            **{
                "fgdm_meeting_fac": "N",
                "initial_pp_meeting_date": DAY,
                "review_meetings_count": 0,
                "record": 1,
            },
            **{
                "step_decision_date": DAY,
                "pp_outcome": "A",
                "court_app_date": DAY,
                "letter_init_cp_date": DAY,
            },
        },
    ),
    (
        "assessments",
        {
            **{"child": 1, "episode": 1, "assessment_actual_start_date": DAY, "record": 1},
            **{"assessment_internal_review_date": DAY, "assessment_authorisation_date": DAY},
        },
    ),
    (
        "assessment_factors",
        {"child": 1, "episode": 1, "assessment": 1, "assessment_factor": "4B", "record": 1},
    ),
    (
        "assessment_factors",
        {"child": 1, "episode": 1, "assessment": 1, "assessment_factor": "2A", "record": 2},
    ),
    (
        "cin_plan_dates",
        {"child": 1, "episode": 1, "cin_plan_start_date": DAY, "cin_plan_end_date": DAY, "record": 1},
    ),
    (
        "section_47",
        {
            **{
                "child": 1,
                "episode": 1,
                "s47_actual_start_date": DAY,
                "initial_cpc_target": DAY,
                "record": 1,
            },
            **{"date_of_initial_cpc": DAY, "icpc_not_required": "Y"},
        },
    ),
    (
        "child_protection_plans",
        {
            **{"child": 1, "episode": 1, "cpp_start_date": DAY, "cpp_end_date": DAY, "record": 1},
            **{
                "initial_category_of_abuse": "NEG",
                "latest_category_of_abuse": "EMO",
                "number_of_previous_cpp": 0,
            },
        },
    ),
    ("reviews", {"child": 1, "episode": 1, "plan": 1, "cpp_review_date": DAY, "record": 1}),
    ("reviews", {"child": 1, "episode": 1, "plan": 1, "cpp_review_date": None, "record": 2}),
]


def child(number, **columns):
    """The two rows that every child has."""
    own = {"child": number, "record": number}
    return [("child_identifiers", {**own, **columns}), ("child_characteristics", own)]


def write(tmp_path, rows, year=2027):
    path = tmp_path / "return.xml"
    return write_census(path, rows, year), path


def names(path, inside):
    top = etree.parse(path).getroot().find(inside)
    return [element.tag for element in top.iter() if element is not top]


@pytest.mark.parametrize(
    ("year", "left_out"),
    [
        (2022, {"Sex", *PRE_PROCEEDINGS}),
        (2024, {"Sex", *PRE_PROCEEDINGS}),
        (2025, {"GenderCurrent", *PRE_PROCEEDINGS}),
        (2026, {"GenderCurrent", *PRE_PROCEEDINGS}),
        (2027, {"GenderCurrent"}),
    ],
)
def test_elements_of_the_year_stand_in_the_departments_order(tmp_path, year, left_out):
    written, path = write(tmp_path, FULL, year)
    assert names(path, "Header") == HEADER.split()
    assert names(path, "Children/Child") == [name for name in CHILD.split() if name not in left_out]
    assert written.left_out == dict.fromkeys({"Sex", "GenderCurrent", "PreProceedingsandFGDM"} & left_out, 1)
    assert written.records["pre_proceedings"] == (year == 2027)
    assert (written.children, written.records["reviews"], written.records["disabilities"]) == (1, 2, 2)


def test_values_have_the_departments_forms(tmp_path):
    _, path = write(tmp_path, FULL)
    text = path.read_bytes()
    assert text.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<Message>\n<Header>")
    for part in (
        b"<DateTime>2026-06-01T09:30:00</DateTime>",
        b"<CINreferralDate>2025-05-06</CINreferralDate>",
        b"<ReferralNFA>0</ReferralNFA>",
        b"<ICPCnotRequired>1</ICPCnotRequired>",
        b"<NumberOfPreviousCPP>0</NumberOfPreviousCPP>",
        b"<CPPreviewDate/>",
    ):
        assert part in text
    assert path.stat().st_mode & 0o777 == 0o600


def test_values_may_come_as_text(tmp_path):
    as_text = [
        (
            table,
            {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()},
        )
        for table, row in FULL
    ]
    (tmp_path / "text").mkdir()
    assert write(tmp_path, FULL)[1].read_bytes() == write(tmp_path / "text", as_text)[1].read_bytes()


@pytest.mark.parametrize("year", [2022, 2024, 2026, 2027])
@pytest.mark.parametrize("seed", [1, 2])
def test_what_was_read_and_written_reads_the_same(tmp_path, seed, year):
    given = tmp_path / "given.xml"
    given.write_text("".join(census_xml(seed, 60, year)), newline="")
    tables = read_tables(given)
    written, path = write(tmp_path, in_order(tables), year)
    assert read_tables(path) == tables
    assert written.records == {table: len(rows) for table, rows in tables.items()}
    assert (written.children, written.left_out) == (60, {})
    # And what is written once more is the same file.
    again = tmp_path / "again.xml"
    write_census(again, in_order(read_tables(path)), year)
    assert again.read_bytes() == path.read_bytes()


def test_a_record_of_blanks_is_an_empty_element_and_an_empty_group_is_none(tmp_path):
    rows = [
        *child(1, la_child_id="", sex=" \t"),
        ("cin_details", {"child": 1, "episode": 1, "record": 1}),
        ("assessments", {"child": 1, "episode": 1, "record": 1}),
        ("child_protection_plans", {"child": 1, "episode": 1, "record": 1}),
        ("reviews", {"child": 1, "episode": 1, "plan": 1, "record": 1}),
        ("cin_details", {"child": 1, "episode": 2, "record": 2}),
    ]
    _, path = write(tmp_path, rows)
    text = re.sub(r"\s", "", path.read_text())
    plan = "<ChildProtectionPlans><Reviews><CPPreviewDate/></Reviews></ChildProtectionPlans>"
    inside = f"<CINdetails><Assessments/>{plan}</CINdetails><CINdetails/>"
    assert text.endswith(
        f"<Message><Children><Child><ChildIdentifiers/><ChildCharacteristics/>{inside}</Child></Children></Message>"
    )


def test_rows_keep_to_their_own_row_above(tmp_path):
    rows = [
        *child(1),
        *(("cin_details", {"child": 1, "episode": n, "record": n}) for n in (1, 2)),
        *(("child_protection_plans", {"child": 1, "episode": n, "record": n}) for n in (1, 2)),
        ("reviews", {"child": 1, "episode": 2, "plan": 2, "record": 1}),
        ("section_47", {"child": 1, "episode": 2, "record": 1}),
    ]
    _, path = write(tmp_path, rows)
    first, second = etree.parse(path).getroot().iter("CINdetails")
    assert [element.tag for element in first] == ["ChildProtectionPlans"]
    assert [element.tag for element in second] == ["Section47", "ChildProtectionPlans"]
    assert first.find(".//CPPreviewDate") is None
    assert second.find(".//CPPreviewDate") is not None


@pytest.mark.parametrize(
    "text", ["<&>\"'", "]]>", "&amp;", " outer ", "a\r\nb\rc", "é子\U0001f600", "x\u0085\u00a0"]
)
def test_text_comes_back_as_it_was(tmp_path, text):
    _, path = write(tmp_path, child(1, la_child_id=text))
    assert read_tables(path)["child_identifiers"][0]["la_child_id"] == text


@pytest.mark.parametrize("text", ["\0", "a\x07b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_text_that_xml_does_not_allow_leaves_the_old_file_and_is_not_shown(tmp_path, text):
    out = tmp_path / "return.xml"
    out.write_text("before")
    with pytest.raises(ReturnNotReady) as refused:
        write(tmp_path, [*child(1), *child(2, upn=f"CANARY{text}")])
    assert refused.value.where == "child_identifiers.upn, record 2"
    assert "CANARY" not in str(refused.value)
    assert refused.value.__suppress_context__
    assert list(tmp_path.iterdir()) == [out]
    assert out.read_text() == "before"


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        (
            [*child(1), ("cin_details", {"child": 1, "episode": 1, "referral_nfa": "?", "record": 1})],
            "referral_nfa",
        ),
        ([*child(1), ("assessments", {"child": 1, "episode": 7, "record": 5})], "assessments, record 5"),
        ([*child(1), ("reviews", {"child": 1, "episode": 1, "plan": 9, "record": 3})], "reviews, record 3"),
        ([("cin_details", {"child": 1, "episode": 1, "record": 1})], "child_identifiers"),
        ([*child(1), *child(1)], "child_identifiers, record 1"),
        ([*child(2), *child(1)], "child_identifiers, record 1"),
        ([*child(1), *child(2), *child(1)], "child_identifiers, record 1"),
        ([FULL[0], FULL[0], *child(1)], "header, record 1"),
        ([FULL[0], ("cin_details", {"episode": 1, "record": 4})], "cin_details, record 4"),
    ],
)
def test_rows_that_do_not_hang_together_make_no_file(tmp_path, rows, where):
    with pytest.raises(ReturnNotReady) as refused:
        write(tmp_path, rows)
    assert where in refused.value.where
    assert list(tmp_path.iterdir()) == []


def test_a_return_of_nobody_is_a_file_too(tmp_path):
    written, path = write(tmp_path, [])
    assert written.children == 0
    assert [element.tag for element in etree.parse(path).getroot().iter()] == ["Message", "Children"]


def test_a_place_where_no_file_can_be_is_named(tmp_path):
    for out in (tmp_path, tmp_path / "nowhere" / "return.xml"):
        with pytest.raises(ConfigurationError) as refused:
            write_census(out, child(1), 2026)
        assert refused.value.where == str(out)
    assert list(tmp_path.iterdir()) == []


def test_rows_are_not_gathered(tmp_path):
    """A child has been written before the next but one is asked for."""
    alive = 0

    class Row(dict):
        def __init__(self, row):
            nonlocal alive
            alive += 1
            super().__init__(row)

        def __del__(self):
            nonlocal alive
            alive -= 1

    most = 0

    def rows():
        nonlocal most
        for number in range(1, 200):
            for table, row in child(number):
                yield table, Row(row)
                most = max(most, alive)

    write(tmp_path, rows())
    assert most < 10
