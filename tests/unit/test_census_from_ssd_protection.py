"""The CIN census made from SSD tables: enquiries, conferences and plans, at each end of the year."""

from __future__ import annotations

from typing import Any

from ssd_rows import (
    AFTER,
    BEFORE,
    FIRST,
    LAST,
    Row,
    by_child,
    conference,
    enquiry,
    make,
    need_plan,
    open_case,
    plan,
    pre_proceedings,
    review,
    rows,
    said,
    side_by_side,
)


def test_plans_of_both_kinds_are_open_in_the_period() -> None:
    cases: list[tuple[str, str | None, list[tuple[Any, ...]]]] = [
        ("2020-02-02", BEFORE, []),
        ("2020-02-02", FIRST, [("2020-02-02", FIRST)]),
        ("2020-02-02", None, [("2020-02-02", None)]),
        ("2020-02-02", AFTER, [("2020-02-02", None)]),
        (LAST, None, [(LAST, None)]),
        (AFTER, None, []),
    ]
    made = make(
        side_by_side(
            open_case(ssd_cp_plans=[plan(started, ended)], ssd_cin_plans=[need_plan(started, ended)])
            for started, ended, _ in cases
        )
    )
    for table, kind in (("child_protection_plans", "cpp"), ("cin_plan_dates", "cin_plan")):
        told = by_child(made, len(cases), table, f"{kind}_start_date", f"{kind}_end_date")
        assert told == [each for *_, each in cases]


def test_words_for_abuse_become_letters_and_unknown_ones_stay() -> None:
    words = ["Neglect", "physical abuse", "SEXUAL ABUSE", "Emotional abuse", "Multiple", "EMO", "Harm", None]
    made = make(
        open_case(
            ssd_cp_plans=[
                plan(f"2025-0{4 + place % 5}-1{place}", "2025-12-01", id=f"P{place}", first=word, now=word)
                for place, word in enumerate(words)
            ]
        )
    )
    told = rows(made, "select distinct initial_category_of_abuse, latest_category_of_abuse from"
                      " cin_census.child_protection_plans")  # fmt: skip
    letters = ("NEG", "PHY", "SAB", "EMO", "MUL", "Harm", None)
    assert set(told) == {(each, each) for each in letters}


def test_earlier_plans_are_those_that_had_ended() -> None:
    made = make(
        open_case(
            ssd_cp_plans=[
                plan("2018-01-01", "2019-01-01", id="P1", referral="R0"),
                plan("2020-06-01", "2025-05-01", id="P2"),
                plan("2025-05-01", "2025-06-01", id="P3"),  # begins on the day on which P2 ends
                plan("2025-05-20", None, id="P4"),  # begins while P3 runs
                plan("2010-01-01", "2011-01-01", id="P5", person="K2"),
                plan("2024-01-01", "2024-02-01", id="P6", ola="Y"),
                plan(None, None, id="P7"),
            ]
        )
    )
    assert said(made, "child_protection_plans", "cpp_start_date", "number_of_previous_cpp") == [
        ("2020-06-01", 1),
        ("2025-05-01", 3),
        ("2025-05-20", 3),
        (None, None),
    ]


def test_the_plan_of_another_authority_is_in_that_authoritys_return() -> None:
    made = make(
        open_case(
            ssd_cp_plans=[plan(FIRST, ola="Y"), plan(FIRST, id="P2", ola="N")],
            ssd_cp_reviews=[review("2025-06-01"), review("2025-07-01", "P2", "V2")],
        )
    )
    assert said(made, "child_protection_plans", "record") == [(1,)]
    assert said(made, "reviews", "cpp_review_date", "plan") == [("2025-07-01", 1)]
    assert rows(made, "from cin_census.left_out") == [
        ("child_protection_plans", 1, "it is the plan of another authority")
    ]


def test_reviews_are_all_that_were_held_of_a_plan_in_the_return() -> None:
    made = make(
        open_case(
            ssd_cp_plans=[plan("2024-01-01"), plan("2022-01-01", "2023-01-01", id="P0")],
            ssd_cp_reviews=[
                review(LAST, number="V4"),
                review("2024-03-01", number="V1"),
                review(AFTER, number="V5"),
                review(None, number="V6"),
                review("2022-03-01", "P0", "V0"),
            ],
        )
    )
    assert said(made, "reviews", "cpp_review_date", "plan", "episode", "child") == [
        ("2024-03-01", 1, 1, 1),
        (LAST, 1, 1, 1),
    ]
    assert rows(made, "from cin_census.left_out") == []


ASKED, DONE = "2026-01-05", "2026-01-12"
CONFERENCE, SERVICES = '{"CP_CONFERENCE_FLAG":"Y"}', '{"CP_CONFERENCE_FLAG":"N","PROV_OF_SERVICES_FLAG":"Y"}'
SILENT = '{"NFA_FLAG":"N","CP_CONFERENCE_FLAG":"N"}'


def test_whether_a_conference_was_not_required() -> None:
    cases: list[tuple[Row, str | None]] = [
        (enquiry(ASKED), "N"),
        (enquiry(ASKED, AFTER, nfa="Y"), "N"),  # not finished by then
        (enquiry(ASKED, DONE, nfa="Y"), "Y"),
        (enquiry(ASKED, None, nfa="Y"), "Y"),
        (enquiry(ASKED, DONE, nfa="N"), "N"),
        (enquiry(ASKED, DONE, nfa="N", outcome=SERVICES), "Y"),  # a flag that can only say N
        (enquiry(ASKED, DONE, nfa="Y", outcome=CONFERENCE), "N"),
        (enquiry(ASKED, DONE, outcome=SILENT), None),
        (enquiry(ASKED, DONE), None),
    ]
    made = make(side_by_side(open_case(ssd_s47_enquiry=[case]) for case, _ in cases))
    assert [flag for (flag,) in said(made, "section_47", "icpc_not_required")] == [each for _, each in cases]
    met = [conference("2026-01-20")]
    made = make(
        side_by_side(open_case(ssd_s47_enquiry=[case], ssd_initial_cp_conference=met) for case, _ in cases)
    )
    told = said(made, "section_47", "icpc_not_required", "date_of_initial_cpc")
    assert told == [("N", "2026-01-20")] * len(cases)


def test_which_enquiries_belong() -> None:
    cases: list[tuple[Row, str | None, bool]] = [
        (enquiry(FIRST, FIRST, nfa="Y"), None, True),
        (enquiry(LAST, LAST, nfa="Y"), None, True),
        (enquiry(AFTER), None, False),
        (enquiry(BEFORE, BEFORE, nfa="Y"), None, False),
        (enquiry(BEFORE, BEFORE, nfa="Y"), BEFORE, False),
        (enquiry(BEFORE, BEFORE), FIRST, True),
        (enquiry(BEFORE, BEFORE), LAST, True),
        # Still looking towards a conference, which it has only later or not at all.
        (enquiry(BEFORE, BEFORE, outcome=CONFERENCE), AFTER, True),
        (enquiry("2021-01-01"), None, True),
        # It ended long ago, and nobody knows how.
        (enquiry("2021-01-01", "2021-01-20"), None, False),
        (enquiry(None), None, True),
        (enquiry(None), BEFORE, False),
    ]
    made = make(
        side_by_side(
            open_case(ssd_s47_enquiry=[case], ssd_initial_cp_conference=[conference(held)] if held else [])
            for case, held, _ in cases
        )
    )
    assert list(map(bool, by_child(made, len(cases), "section_47", "record"))) == [each for *_, each in cases]
    assert rows(made, "from cin_census.left_out") == []


def test_the_target_is_the_one_recorded_or_15_working_days() -> None:
    cases: list[tuple[str | None, str | None, str | None]] = [
        ("2026-03-10", None, "2026-03-31"),
        ("2025-12-22", None, "2026-01-15"),  # over Christmas
        ("2026-01-10", None, "2026-01-30"),  # a Saturday counts as the Friday before
        ("2026-03-10", "2026-03-28", "2026-03-28"),
        (None, None, None),
    ]
    made = make(
        side_by_side(
            open_case(
                ssd_s47_enquiry=[enquiry(started)],
                ssd_initial_cp_conference=[conference(None, target=target)] if target else [],
            )
            for started, target, _ in cases
        )
    )
    assert said(made, "section_47", "initial_cpc_target") == [(told,) for *_, told in cases]


def test_no_target_where_no_conference_is_required() -> None:
    made = make(open_case(ssd_s47_enquiry=[enquiry(ASKED, DONE, nfa="Y")]))
    assert said(made, "section_47", "initial_cpc_target") == [(None,)]


def test_the_first_conference_of_an_enquiry_is_the_one() -> None:
    made = make(
        open_case(
            ssd_s47_enquiry=[enquiry("2025-05-01")],
            ssd_initial_cp_conference=[
                conference("2025-06-09", id="C2"),
                conference("2025-05-20", target="2025-05-23"),
            ],
        )
    )
    assert said(made, "section_47", "date_of_initial_cpc", "initial_cpc_target") == [
        ("2025-05-20", "2025-05-23")
    ]
    assert rows(made, "select rows, why from cin_census.left_out") == [
        (1, "a further conference of one enquiry")
    ]


HELD = "2025-05-20"


def test_a_conference_stands_with_its_enquiry_or_else_with_the_referral() -> None:
    cases: list[tuple[list[Row], Row, str | None, list[str | None]]] = [
        # A transfer in without an enquiry is of the referral; so is one that may be a transfer.
        ([], conference(HELD, enquiry=None, transfer="Y"), HELD, []),
        ([], conference(HELD, enquiry=None), HELD, []),
        ([], conference(HELD, enquiry=None, transfer="N"), None, []),
        ([], conference(HELD, enquiry="E7"), None, []),
        ([], conference(HELD, enquiry="E7", transfer="Y"), HELD, []),
        ([], conference(BEFORE, enquiry=None, transfer="Y"), None, []),
        ([], conference(FIRST, enquiry=None, transfer="Y"), FIRST, []),
        ([], conference(AFTER, enquiry=None, transfer="Y"), None, []),
        # An enquiry that had begun takes it, unless it ended without need of one or begins later.
        ([enquiry(HELD)], conference(HELD, enquiry=None), None, [HELD]),
        ([enquiry("2025-05-21")], conference(HELD, enquiry=None, transfer="Y"), HELD, [None]),
        ([enquiry("2025-05-01", "2025-05-06", nfa="Y")], conference(HELD, enquiry=None), HELD, [None]),
        (
            [enquiry("2025-04-07", id="E1"), enquiry("2025-05-07", id="E2")],
            conference(HELD, enquiry=None),
            None,
            [None, HELD],
        ),
        # The enquiry of another child of the group is not this child's.
        ([enquiry("2025-05-01", person="K99")], conference(HELD, transfer="N"), None, []),
    ]
    made = make(
        side_by_side(
            open_case(ssd_s47_enquiry=listed, ssd_initial_cp_conference=[met]) for listed, met, *_ in cases
        )
    )
    assert said(made, "cin_details", "date_of_initial_cpc") == [(each,) for *_, each, _ in cases]
    found = by_child(made, len(cases), "section_47", "date_of_initial_cpc")
    assert [[held for (held,) in each] for each in found] == [each for *_, each in cases]


def test_of_several_transfer_conferences_the_one_that_began_a_plan_is_returned() -> None:
    made = make(
        open_case(
            ssd_initial_cp_conference=[
                conference("2025-05-20", enquiry=None, transfer="Y", id="C1"),
                conference("2025-05-27", enquiry=None, transfer="Y", id="C2", referral=None),
            ],
            ssd_cp_plans=[plan("2025-05-27", conference="C2")],
        )
    )
    assert said(made, "cin_details", "date_of_initial_cpc") == [("2025-05-27",)]
    assert rows(made, "from cin_census.left_out") == [
        ("section_47", 1, "a further conference of one referral")
    ]


def test_a_conference_that_cannot_be_placed_is_counted() -> None:
    made = make(
        open_case(
            ssd_initial_cp_conference=[conference(HELD), conference("2024-05-05", id="C0", enquiry="E0")]
        )
    )
    assert rows(made, "from cin_census.left_out") == [
        ("section_47", 1, "a conference without its enquiry or referral")
    ]


def test_pre_proceedings_are_collected_from_2026_27_under_the_referral_that_was_open() -> None:
    night = open_case(
        ssd_pre_proceedings=[
            pre_proceedings("2026-05-01", prep_pre_pro_letter_date="2026-05-08", prep_pre_pro_outcome="A",
                            prep_pre_pro_meetings_num=2, prep_agree_stepdown_issue_date="2026-09-01"),
            pre_proceedings(LAST),
            pre_proceedings("2026-05-03", prep_person_id="K2"),
        ]
    )  # fmt: skip
    made = make(night, 2027)
    columns = ("la_child_id", "episode", "pp_start_date", "lbp_sent_date", "review_meetings_count")
    # The step is still to come on the last day that the delivery covers, and its outcome with it.
    assert said(made, "pre_proceedings", *columns, "step_decision_date", "pp_outcome") == [
        ("K1", 1, "2026-05-01", "2026-05-08", 2, None, None)
    ]
    assert rows(made, "from cin_census.left_out") == [
        ("pre_proceedings", 1, "no referral was open on that day")
    ]
    assert rows(make(night, 2026), "from cin_census.pre_proceedings") == []
