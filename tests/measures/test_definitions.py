"""The definitions of the front door, of assessments and of enquiries, one small history at a time."""

from __future__ import annotations

from datetime import date

import pytest

from measures.definition_cases import AS_AT, Answers, Case, Row, assessment, no, referral, yes

LIVE = (("nfa_reasons_live_from", "2025-03-03"),)
ISO = date.fromisoformat


def contact(on: str, *flags: str, number: int = 1, **more: object) -> tuple[str, Row]:
    said = "{" + ",".join(f'"{flag}_FLAG":"Y"' for flag in flags) + "}" if flags else None
    return "ssd_contacts", {
        "cont_contact_id": f"CHILD-k{number}", "cont_person_id": "CHILD", "cont_contact_date": on,
        "cont_contact_outcome_json": said, **more,
    }  # fmt: skip


def said(
    words: str | None, why: str | None = None, entity: str = "contact", of: str = "k1"
) -> tuple[str, Row]:
    return "ext_contact_outcome", {
        "exco_id": f"CHILD-{of}", "exco_entity": entity, "exco_person_id": "CHILD", "exco_outcome": words,
        "exco_reason": why,
    }  # fmt: skip


def mapped(words: str, code: str, entity: str = "contact") -> tuple[str, Row]:
    return "mapping_no_further_action", {
        "source_system": "any", "entity": entity, "source_field": "reason", "source_value_folded": words,
        "reason_code": code, "disposition": "NO_FURTHER_ACTION",
    }  # fmt: skip


def banded(day: str, band: str) -> list[tuple[date, bool, str]]:
    return [(ISO(day), True, band)]


CASES = [
    Case("contacts", "the same message twice on a day", [
        contact("2025-03-03", cont_contact_source_code="1A"),
        contact("2025-03-03", number=2, cont_contact_source_code="1A"),
    ], yes("2025-03-03")),
    Case("contacts", "two agencies on a day", [
        contact("2025-03-03", cont_contact_source_code="1A"),
        contact("2025-03-03", number=2, cont_contact_source_code="2A"),
    ], yes("2025-03-03", "2025-03-03")),
    Case("contacts", "after the as-at date", [contact("2025-07-01")], []),
    Case("contact_conversion_rate", "a referral in the records is not an outcome",
         [contact("2025-03-03", "NFA"), referral("2025-03-03")], no("2025-03-03")),
    Case("contact_conversion_rate", "undecided", [contact("2025-06-27")], []),
    Case("contact_conversion_rate", "long undecided", [contact("2025-03-03")], []),
    Case("contact_conversion_rate", "referral", [contact("2025-03-03", "NEW_REFERRAL")], yes("2025-03-03")),
    Case("contacts_outcome_mix", "referral", [contact("2025-03-03", "NEW_REFERRAL", "NFA")],
         banded("2025-03-03", "referral")),
    Case("contacts_outcome_mix", "nothing", [contact("2025-03-03", "NFA")],
         banded("2025-03-03", "no_further_action")),
    Case("contacts_outcome_mix", "advice", [contact("2025-03-03", "ADVICE", "NFA")],
         banded("2025-03-03", "advice_or_signpost")),
    Case("contacts_outcome_mix", "open case", [contact("2025-03-03", "EXISTING_REFERRAL")],
         banded("2025-03-03", "other")),
    Case("contacts_outcome_mix", "words of no mapping", [contact("2025-03-03"), said("zz")],
         banded("2025-03-03", "unknown")),
    Case("contacts_outcome_mix", "early help in words", [contact("2025-03-03"), said("EH Referral")],
         banded("2025-03-03", "early_help")),
    Case("contacts_outcome_mix", "undecided", [contact("2025-03-03")], []),
    Case("contacts_below_threshold_pct", "below, and passed to early help",
         [contact("2025-03-03"), said("EH Referral", "below"), mapped("below", "TH")], yes("2025-03-03"),
         settings=LIVE),
    Case("contacts_below_threshold_pct", "another reason",
         [contact("2025-03-03", "NFA"), said(None, "family said no"), mapped("family said no", "NC")],
         no("2025-03-03"),
         settings=LIVE),
    Case("contacts_below_threshold_pct", "undecided", [contact("2025-03-03")], [], settings=LIVE),
    Case("repeat_contacts_12m", "anniversary", [contact("2024-03-01"), contact("2025-03-01", number=2)],
         [*no("2024-03-01"), *yes("2025-03-01")]),
    Case("repeat_contacts_12m", "a day after it", [contact("2024-03-01"), contact("2025-03-02", number=2)],
         no("2024-03-01", "2025-03-02")),
    Case("repeat_contacts_12m", "leap day", [contact("2024-02-29"), contact("2025-02-28", number=2)],
         [*no("2024-02-29"), *yes("2025-02-28")]),
    Case("repeat_contacts_12m", "after the leap day's anniversary",
         [contact("2024-02-29"), contact("2025-03-01", number=2)], no("2024-02-29", "2025-03-01")),
    Case("repeat_contacts_12m", "same day", [contact("2025-03-03"), contact("2025-03-03", number=2)],
         no("2025-03-03")),
    Case("nfa_reason_recorded_pct", "before reasons", [contact("2025-03-02", "NFA"), said(None, "zz")], [],
         settings=LIVE),
    Case("nfa_reason_recorded_pct", "unmapped", [contact("2025-03-03", "NFA"), said(None, "zz")],
         yes("2025-03-03"),
         settings=LIVE),
    Case("nfa_reason_recorded_pct", "words that say nothing", [contact("2025-03-03", "NFA"), said(None,
         "see notes")],
         no("2025-03-03"), settings=LIVE),
    Case("nfa_reason_recorded_pct", "blank", [referral("2025-03-03", "Y")], no("2025-03-03"), settings=LIVE),
    Case("nfa_reason_recorded_pct", "not ended", [referral("2025-03-03", "N")], [], settings=LIVE),
    Case("contact_no_further_action_pct", "undecided", [contact("2025-06-27")], no("2025-06-27")),
    Case("contact_no_further_action_pct", "whatever the reason", [contact("2025-03-03", "NFA", "ADVICE")],
         yes("2025-03-03")),
    Case("contact_no_further_action_council_pct", "advice is none", [contact("2025-03-03", "NFA", "ADVICE")],
         no("2025-03-03"), settings=LIVE),
    Case("contact_no_further_action_council_pct", "no reason recorded", [contact("2025-03-03", "NFA")],
         yes("2025-03-03"), settings=LIVE),
    Case("contact_no_further_action_council_pct", "an open case is in no rate", [contact("2025-03-03",
         "EXISTING_REFERRAL")],
         [], settings=LIVE),
    Case("recontact_after_no_further_action_3m", "three months to the day",
         [contact("2025-01-31", "NFA"), contact("2025-04-30", "NEW_REFERRAL", number=2)], yes("2025-01-31")),
    Case("recontact_after_no_further_action_6m", "a day late",
         [contact("2024-12-29", "NFA"), contact("2025-06-30", number=2)], no("2024-12-29")),
    Case("recontact_after_no_further_action_12m", "the time is not over",
         [contact("2024-07-01", "NFA"), contact("2024-07-02", number=2)], []),
    Case("recontact_after_no_further_action_12m", "it is over today",
         [contact("2024-06-30", "NFA"), contact("2024-07-02", number=2)], yes("2024-06-30")),
    Case("re_referral_after_no_further_action_12m", "a referral that followed the contact that day",
         [contact("2024-03-04", "NFA"), referral("2024-03-04")], no("2024-03-04")),
    Case("re_referral_after_no_further_action_12m", "a referral", [contact("2024-03-04", "NFA"),
         referral("2025-03-04")],
         yes("2024-03-04")),
    Case("repeat_no_further_action_12m", "again, in twelve months",
         [contact("2023-06-05", "NFA"), contact("2024-06-05", "NFA", number=2)], [*yes("2023-06-05"),
         *no("2024-06-05")]),
    Case("referral_no_further_action_council_pct", "below the threshold", [
        referral("2025-03-03", "Y"), said(None, "below", "referral", "r1"), mapped("below", "TH", "referral"),
    ], yes("2025-03-03"), settings=LIVE),
    Case("referral_no_further_action_council_pct", "undecided", [referral("2025-06-27", None)], [],
         settings=LIVE),
    Case("referrals", "same day", [referral("2025-03-03"), referral("2025-03-03", number=2)],
         yes("2025-03-03")),
    Case("referral_children", "two in the year", [referral("2024-09-02"), referral("2025-03-03", number=2)],
         yes("2024-09-02", "2025-03-03")),
    Case("referral_nfa_pct", "undecided", [referral("2025-06-27", None)], no("2025-06-27")),
    Case("referral_nfa_pct", "flag", [referral("2025-03-03", "Y")], yes("2025-03-03")),
    Case("referral_nfa_by_reason", "none recorded", [referral("2025-03-03", "Y")], banded("2025-03-03",
         "not_recorded"),
         settings=LIVE),
    Case("referral_nfa_by_reason", "unmapped", [referral("2025-03-03", "Y"), said(None, "zz", "referral",
         "r1")],
         banded("2025-03-03", "unmapped"), settings=LIVE),
    Case("referral_nfa_by_reason", "consent", [
        referral("2025-03-03", "Y"), said(None, "refused", "referral", "r1"), mapped("refused", "NC",
        "referral"),
    ], banded("2025-03-03", "no_consent"), settings=LIVE),
    Case("re_referrals_12m", "no further action without a closing day",
         [referral("2025-01-06", "Y"), referral("2025-03-03", number=2)], [*no("2025-01-06"),
         *yes("2025-03-03")]),
    Case("re_referrals_12m", "the case is open", [referral("2025-01-06"), referral("2025-03-03", number=2)],
         no("2025-01-06")),
    Case("re_referrals_12m", "closed that day", [referral("2024-03-03", closed="2025-03-03"),
         referral("2025-03-03", number=2)],
         [*no("2024-03-03"), *yes("2025-03-03")]),
    Case("assessed_not_in_need_pct", "closed after it",
         [referral("2025-03-03", closed="2025-04-30", why="RC8"), assessment("2025-03-04", "2025-04-28")],
         yes("2025-03-03")),
    Case("assessed_not_in_need_pct", "closed to early help",
         [referral("2025-03-03", closed="2025-04-30", why="RC9"), assessment("2025-03-04", "2025-04-28")],
         yes("2025-03-03")),
    Case("assessed_not_in_need_pct", "no assessment", [referral("2025-03-03", closed="2025-04-30",
         why="RC8")],
         no("2025-03-03")),
    Case("assessed_not_in_need_pct", "awaited", [referral("2025-03-03"), assessment("2025-03-04")],
         no("2025-03-03")),
    Case("assessed_not_in_need_pct", "closes later",
         [referral("2025-03-03", closed="2025-07-01", why="RC8"), assessment("2025-03-04", "2025-04-28")],
         no("2025-03-03")),
    Case("ceased_cin_reason", "month of closing", [referral("2025-03-03", closed="2025-04-30", why="RC1")],
         banded("2025-04-30", "RC1")),
    Case("ceased_cin_reason", "no reason", [referral("2025-03-03", closed="2025-04-30")],
         banded("2025-04-30", "not_recorded")),
    Case("ceased_cin_reason", "later", [referral("2025-03-03", closed="2025-07-01", why="RC1")], []),
    Case("ceased_cin_reason", "before the referral", [referral("2025-03-03", closed="2025-03-02",
         why="RC1")], []),
    Case("referral_source_mix", "listed", [referral("2025-03-03", cine_referral_source_code="5b")],
         banded("2025-03-03", "5B")),
    Case("referral_source_mix", "unknown is an answer", [referral("2025-03-03",
         cine_referral_source_code="10")],
         banded("2025-03-03", "10")),
    Case("referral_source_mix", "blank", [referral("2025-03-03")], banded("2025-03-03", "not_recorded")),
    Case("assessments_completed", "signed off", [assessment("2025-03-03", "2025-04-01")], yes("2025-04-01")),
    Case("assessments_completed", "open", [assessment("2025-03-03", "2025-07-01")], []),
    Case("assessment_nfa_pct", "case closed for it",
         [referral("2025-03-03", closed="2025-05-01", why="RC8"), assessment("2025-03-03", "2025-04-01")],
         yes("2025-04-01")),
    Case("assessment_nfa_pct", "early help",
         [referral("2025-03-03", closed="2025-05-01", why="RC9"), assessment("2025-03-03", "2025-04-01")],
         no("2025-04-01")),
    Case("assessment_child_seen", "flag", [assessment("2025-03-03", "2025-04-01",
         cina_assessment_child_seen="Y")],
         yes("2025-04-01")),
    Case("assessment_child_seen", "blank", [assessment("2025-03-03", "2025-04-01")], no("2025-04-01")),
    Case("assessment_child_seen", "seen after the sign-off", [
        assessment("2025-03-03", "2025-04-01", cina_assessment_child_seen="Y"),
        ("ext_assessment_progress", {"exap_assessment_id": "CHILD-a1", "exap_person_id": "CHILD",
                                     "exap_child_seen_on": "2025-04-02"}),
    ], no("2025-04-01")),
    Case("assessment_child_seen", "born the day after", [
        ("ssd_person", {"pers_person_id": "CHILD", "pers_dob": "2025-04-02"}), assessment("2025-03-03",
        "2025-04-01"),
    ], []),
    # 24 April and then 4 working days in April, 20 in May and 21 in June.
    Case("assessments_open_overdue", "day 45", [assessment("2025-04-24")], no("2025-06-30"), on=(AS_AT,)),
    Case("assessments_open_overdue", "day 46", [assessment("2025-04-23")], yes("2025-06-30"), on=(AS_AT,)),
    Case("assessments_open_overdue", "signed off in June", [assessment("2025-01-06", "2025-06-02")],
         yes("2025-05-31"),
         on=(ISO("2025-05-31"), AS_AT)),
    Case("assessment_45wd", "an open one is in no share", [assessment("2025-01-06")], []),
    Case("assessment_45wd", "month of the sign-off", [assessment("2025-04-24", "2025-06-30")],
         yes("2025-06-30")),
    Case("assessment_45wd_from_referral", "from the referral",
         [referral("2025-04-23"), assessment("2025-04-24", "2025-06-30")], no("2025-06-30")),
    Case("assessment_45wd_from_referral", "the first is open and this is the second", [
        referral("2025-01-06"), assessment("2025-01-07"),
        ("ssd_cin_assessments", assessment("2025-02-03",
        "2025-02-10")[1] | {"cina_assessment_id": "CHILD-a2"}),
    ], []),
    Case("contact_decision_1wd", "undecided for a day", [contact("2025-06-27")], []),
    Case("contact_decision_1wd", "undecided for two", [contact("2025-06-26")], no("2025-06-26")),
    Case("contact_decision_1wd", "added to an open case", [contact("2025-03-03", "EXISTING_REFERRAL")], []),
    Case("referral_decision_1wd", "undecided for two days", [referral("2025-06-26", None)], no("2025-06-26")),
    Case("assessment_internal_review_10wd", "reviewed before the point that is to come", [
        assessment("2025-06-26"),
        ("ext_assessment_progress", {"exap_assessment_id": "CHILD-a1", "exap_person_id": "CHILD",
                                     "exap_reviewed_on": "2025-06-27"}),
    ], [], settings=(("assessment_review_point", "10"),)),
    Case("assessment_internal_review_10wd", "signed off on the point", [
        assessment("2025-06-02", "2025-06-16"),
        ("ext_assessment_progress", {"exap_assessment_id": "CHILD-a1", "exap_person_id": "CHILD",
                                     "exap_review_point_on": "2025-06-16"}),
    ], []),
    Case("assessment_internal_review_10wd", "never reviewed", [
        assessment("2025-06-02"),
        ("ext_assessment_progress", {"exap_assessment_id": "CHILD-a1", "exap_person_id": "CHILD",
                                     "exap_review_point_on": "2025-06-16"}),
    ], no("2025-06-16")),
]  # fmt: skip


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_counts(answers: Answers, case: Case) -> None:
    assert answers.of(case) == sorted(case.counted, key=repr)
