"""No further action: what was recorded, what became of the case, and why, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from caseclock import work
from front_door import MONDAY, Door, Row, contact, endings, figure, mapped, open_door, referral, said


@pytest.fixture
def door() -> Iterator[Door]:
    connection = work.connect()
    yield open_door(connection)
    connection.close()


def test_flag_state_and_reason_stand_side_by_side(door: Door) -> None:
    made = door(
        ssd_contacts=[
            contact(1, MONDAY, "NFA"),
            contact(2, MONDAY, "NFA", "NEW_REFERRAL"),
            contact(3, MONDAY, "NFA", "ADVICE"),
            contact(4, MONDAY, "NFA"),
            contact(5, MONDAY, "OTHER_OUTCOMES_EXIST"),
            contact(6, MONDAY, "EXISTING_REFERRAL"),
            contact(7, MONDAY, "CP_ENQUIRY"),
            contact(8, MONDAY, "OLA_CP"),
        ],
        ext_contact_outcome=[
            said(2, "Threshold not met"),
            said(4, "Threshold not met"),
            said(5, None, "EH Referral"),
        ],
        mapping_no_further_action=[mapped("threshold not met", "TH")],
    )
    assert endings(made, "recorded_flag", "disposition", "reason_code", "reason_basis") == [
        (True, "NO_FURTHER_ACTION", "NR", "none"),
        (True, "PROGRESSED_REFERRAL", "TH", "recorded"),
        (True, "INFO_ADVICE", "IA", "flag"),
        (True, "NO_FURTHER_ACTION", "TH", "recorded"),
        (False, "EARLY_HELP", "RT-EH", "next_step"),
        (False, "EXISTING_CASE", "DU", "flag"),
        (False, "PROGRESSED_STRATEGY_S47", None, None),
        (False, "ROUTED_ELSEWHERE", "OA", "flag"),
    ]
    assert endings(made, "disagreement") == [
        (None,),
        ("no further action is recorded, and the case went on",),
        ("no further action is recorded beside advice, early help or another service",),
        *[(None,)] * 5,
    ]


def test_a_blank_flag_is_unknown_and_never_no(door: Door) -> None:
    rows = [contact(1, MONDAY), contact(2, MONDAY), contact(3, MONDAY)]
    rows[0]["cont_contact_outcome_json"] = '{"NEW_REFERRAL_FLAG":"N"}'
    rows[1]["cont_contact_outcome_json"] = '{"NFA_FLAG":"N"}'
    made = door(ssd_contacts=rows, ssd_cin_episodes=[referral(9, flag=None)])
    assert endings(made, "recorded_flag") == [(None,), (False,), (None,)]
    assert endings(made, "recorded_flag", "disposition", entity="referral") == [(None, "UNKNOWN")]


def test_a_mapping_holds_on_the_day_of_the_event_for_its_kind_and_system(door: Door) -> None:
    april, may = date(2025, 4, 1), date(2025, 5, 1)
    made = door(
        system="mosaic",
        ssd_contacts=[contact(n, on, "NFA") for n, on in enumerate([date(2025, 3, 31), april, may, april, april, may])],
        ssd_cin_episodes=[referral(9, april)],
        ext_contact_outcome=[
            said(0, "Closed"), said(1, "CLOSED "), said(2, "closed"), said(3, "Other team"), said(4, "Moved"),
            said(5, "–"), said(9, "Closed", entity="referral"),
        ],
        mapping_no_further_action=[
            mapped("closed", "NC", valid_from=april, valid_to=date(2025, 4, 30)),
            mapped("closed", "TH", valid_from=may),
            mapped("other team", "RT-INT"),
            mapped("other team", "RT-AG", source_system="mosaic"),
            mapped("moved", "NT", source_system="eclipse"),
        ],
    )  # fmt: skip
    assert endings(made, "reason_code") == [("UM",), ("NC",), ("TH",), ("RT-AG",), ("UM",), ("NR",)]
    assert endings(made, "reason_code", entity="referral") == [("UM",)]
    coverage = made.execute(
        "select system, month, mapped, unmapped, not_recorded, unmapped_words from mart.no_further_action_mapping"
        " where entity = 'contact' order by month"
    ).fetchall()
    assert coverage == [
        ("mosaic", date(2025, 3, 1), 0, 1, 0, 1),
        ("mosaic", date(2025, 4, 1), 2, 1, 0, 1),
        ("mosaic", date(2025, 5, 1), 1, 0, 1, 0),
    ]


def test_the_national_figure_is_the_flag_whatever_the_reason_and_the_council_counts_by_reason(
    door: Door,
) -> None:
    reasons = ["early", "early", "threshold", "double", None]
    rows: dict[str, list[Row]] = {
        "ssd_cin_episodes": [referral(n) for n in range(5)] + [referral(n, flag="N") for n in range(5, 10)],
        "ext_contact_outcome": [said(n, why, entity="referral") for n, why in enumerate(reasons)],
        "mapping_no_further_action": [
            mapped("early", "RT-EH", "EARLY_HELP", entity="referral"),
            mapped("threshold", "TH", entity="referral"),
            mapped("double", "DU", "EXISTING_CASE", entity="referral"),
        ],
    }
    made = door(**rows)
    assert figure(made, "referral_nfa_pct") == (5, 10, 50.0)
    # Threshold and the one without a reason; the duplicate is in no rate.
    assert figure(made, "referral_no_further_action_council_pct") == (2, 9, 22.2)
    assert figure(made, "referral_nfa_by_reason", band="duplicate_or_open_case") == (1, 5, 20.0)


@pytest.mark.parametrize("name", ["no_further_action_counts_RT-EH", "no_further_action_counts_rt_eh"])
def test_a_setting_says_which_reasons_the_council_counts(door: Door, name: str) -> None:
    made = door(
        ssd_cin_episodes=[referral(1), referral(2, flag="N")],
        ext_contact_outcome=[said(1, "early", entity="referral")],
        mapping_no_further_action=[mapped("early", "RT-EH", "EARLY_HELP", entity="referral")],
        setting=[{"name": name, "value": "yes"}],
    )
    assert figure(made, "referral_no_further_action_council_pct") == (1, 2, 50.0)
    assert endings(made, "counts_nationally", "counts_for_council", entity="referral") == [
        (True, True),
        (False, False),
    ]


def test_what_followed_on_a_referral_contradicts_its_flag(door: Door) -> None:
    later = MONDAY + timedelta(days=3)
    link = {"cina_assessment_id": "a", "cina_person_id": "p1", "cina_referral_id": "r1"}
    made = door(
        ssd_cin_episodes=[
            referral(1),
            referral(2, cine_close_reason="RC8", cine_close_date=later),
            referral(3),
            referral(4, cine_referral_outcome_json='{"NFA_FLAG":"N"}'),
            referral(5),
        ],
        ssd_cin_assessments=[{**link, "cina_assessment_start_date": later}],
        ssd_s47_enquiry=[
            {
                "s47e_s47_enquiry_id": "e",
                "s47e_person_id": "p3",
                "s47e_referral_id": "r3",
                "s47e_s47_start_date": later,
            }
        ],
        ssd_cp_plans=[
            {
                "cppl_cp_plan_id": "x",
                "cppl_person_id": "p5",
                "cppl_referral_id": "r5",
                "cppl_cp_plan_start_date": later,
            }
        ],
    )
    assert endings(made, "recorded_flag", "disposition", "disagreement", entity="referral") == [
        (True, "PROGRESSED_ASSESSMENT", "an assessment followed on the referral"),
        (True, "NO_FURTHER_ACTION", "the referral was closed as after an assessment"),
        (True, "PROGRESSED_STRATEGY_S47", "a section 47 enquiry followed on the referral"),
        (True, "NO_FURTHER_ACTION", "the flag and the outcome say different things"),
        (True, "PROGRESSED_SERVICES", "a plan followed on the referral"),
    ]
    assert figure(made, "referral_nfa_pct") == (5, 5, 100.0)
    assert made.execute("select count(*) from mart.no_further_action_disagreement").fetchall() == [(5,)]


def test_an_enquiry_and_an_assessment_have_the_two_levels_too(door: Door) -> None:
    made = door(
        ssd_s47_enquiry=[
            {
                "s47e_s47_enquiry_id": f"e{n}",
                "s47e_person_id": f"p{n}",
                "s47e_s47_start_date": MONDAY,
                "s47e_s47_end_date": MONDAY,
                "s47e_s47_nfa": "Y",
                "s47e_s47_outcome_json": outcome,
            }
            for n, outcome in enumerate([None, '{"NFA_FLAG":"Y"}', '{"MONITOR_FLAG":"Y"}'])
        ],
        ssd_initial_cp_conference=[
            {
                "icpc_icpc_id": "c",
                "icpc_s47_enquiry_id": "e0",
                "icpc_person_id": "p0",
                "icpc_icpc_date": MONDAY,
            }
        ],
        ssd_cin_assessments=[
            {
                "cina_assessment_id": f"a{n}",
                "cina_person_id": f"p{n}",
                "cina_assessment_start_date": MONDAY,
                "cina_assessment_auth_date": MONDAY,
                "cina_assessment_outcome_nfa": flag,
                "cina_assessment_outcome_json": outcome,
            }
            for n, (flag, outcome) in enumerate([("Y", None), ("N", '{"REFERRAL_TO_OTHER_AGENCY_FLAG":"Y"}')])
        ],
    )
    found = made.execute(
        "select entity, recorded_flag, disposition, reason_code, reason_basis, disagreement"
        " from mart.no_further_action order by all"
    ).fetchall()
    aside = "no further action is recorded beside advice, early help or another service"
    assert found == [
        ("assessment", False, "ROUTED_ELSEWHERE", "RT-AG", "flag", None),
        ("assessment", True, "NO_FURTHER_ACTION", "NR", "none", None),
        ("section_47", True, "NO_FURTHER_ACTION", "NS", "flag", "a conference followed on the enquiry"),
        ("section_47", True, "NO_FURTHER_ACTION", "NS", "flag", None),
        ("section_47", True, "ROUTED_ELSEWHERE", "RT-AG", "flag", aside),
    ]


def test_reasons_beside_the_main_one_are_kept_apart(door: Door) -> None:
    made = door(
        ssd_contacts=[contact(1, MONDAY, "NFA", "ADVICE")],
        ext_contact_outcome=[said(1, "second", exco_order=2), said(1, "first", exco_order=1)],
        mapping_no_further_action=[mapped("first", "TH"), mapped("second", "NC")],
    )
    assert endings(made, "reason_code", "reason_basis") == [("TH", "recorded")]
    assert made.execute(
        "select reason_code, reason_basis from core.secondary_reason order by all"
    ).fetchall() == [
        ("IA", "flag"),
        ("NC", "recorded"),
    ]
    assert figure(made, "contacts_below_threshold_pct") == (1, 1, 100.0)
