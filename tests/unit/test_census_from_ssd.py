"""The CIN census made from SSD tables: children, referrals and assessments, at each end of the year."""

from __future__ import annotations

from typing import Any

import pytest

from ssd_rows import (
    AFTER,
    BEFORE,
    FIRST,
    LAST,
    Row,
    assessment,
    by_child,
    factors,
    make,
    open_case,
    person,
    referral,
    rows,
    said,
    side_by_side,
)


def test_which_referrals_belong() -> None:
    cases = [
        (referral(LAST), True),
        (referral(AFTER), False),
        (referral("2020-01-01"), True),
        (referral("2020-01-01", BEFORE), False),
        (referral("2020-01-01", FIRST), True),
        (referral(FIRST, nfa="Y"), True),
        (referral(LAST, nfa="Y"), True),
        # The Monday before the period: the return before has it, closed in the period or not at all.
        (referral(BEFORE, nfa="Y"), False),
        (referral(BEFORE, FIRST, nfa="Y"), False),
        (referral(BEFORE, nfa=None), True),
        (referral(None), True),
        (referral(None, BEFORE), False),
        (referral(None, nfa="Y"), True),
    ]
    made = make(side_by_side({"ssd_person": [person()], "ssd_cin_episodes": [case]} for case, _ in cases))
    for table in ("cin_details", "child_identifiers", "child_characteristics"):
        assert list(map(bool, by_child(made, len(cases), table, "record"))) == [each for _, each in cases]


def test_a_closure_after_the_end_has_not_happened() -> None:
    cases = {LAST: (LAST, "RC7"), AFTER: (None, None), None: (None, None)}
    made = make(side_by_side({"ssd_cin_episodes": [referral(FIRST, closed)]} for closed in cases))
    assert said(made, "cin_details", "cin_closure_date", "reason_for_closure") == list(cases.values())


def test_a_reason_without_a_date_stays_as_recorded() -> None:
    made = make({"ssd_cin_episodes": [referral(reason="RC8")]})
    assert said(made, "cin_details", "cin_closure_date", "reason_for_closure") == [(None, "RC8")]


def test_assessments_are_open_or_authorised_in_the_period() -> None:
    cases: list[tuple[Row, list[tuple[Any, ...]]]] = [
        (assessment(LAST), [(LAST, None)]),
        (assessment(AFTER), []),
        (assessment("2024-01-01"), [("2024-01-01", None)]),
        (assessment("2025-03-01", BEFORE), []),
        (assessment("2025-03-01", FIRST), [("2025-03-01", FIRST)]),
        (assessment("2026-03-01", LAST), [("2026-03-01", LAST)]),
        (assessment("2026-03-01", AFTER), [("2026-03-01", None)]),
        (assessment(None, FIRST), [(None, FIRST)]),
    ]
    made = make(side_by_side(open_case(ssd_cin_assessments=[case]) for case, _ in cases))
    columns = ("assessment_actual_start_date", "assessment_authorisation_date")
    assert by_child(made, len(cases), "assessments", *columns) == [told for _, told in cases]


def test_factors_in_every_spelling() -> None:
    cases: dict[str | None, list[str]] = {
        '["2B", "1A"]': ["1A", "2B"],
        '["1A", "1A"]': ["1A", "1A"],
        "[21]": ["21"],
        "[]": [],
        None: [],
        '{"1A": "Yes", "2B": "No", "3C": true, "4/~A": "y"}': ["1A", "3C", "4/~A"],
        "1A, 2B": ["1A", "2B"],
        "[1A,2B]": ["1A", "2B"],
        'broken ["': ["broken"],
    }
    made = make(
        side_by_side(
            open_case(ssd_cin_assessments=[assessment(FIRST, LAST)], ssd_assessment_factors=[factors(text)])
            for text in cases
        )
    )
    found = by_child(made, len(cases), "assessment_factors", "assessment_factor")
    assert [[code for (code,) in each] for each in found] == list(cases.values())


def test_factors_keep_to_their_assessment_and_come_with_its_end() -> None:
    made = make(
        open_case(
            ssd_cin_assessments=[
                assessment("2025-05-01", "2025-06-01"),
                assessment("2025-07-01", AFTER, id="A2"),
                assessment("2025-09-01", None, id="A3"),
            ],
            ssd_assessment_factors=[
                factors('["4B"]', "A3", "F3"),
                factors('["4A"]', "A2", "F2"),
                factors('["2A"]', "A1", "F1"),
            ],
        )
    )
    # What an open assessment has already is as recorded, so that rule 8614 names it.
    assert said(made, "assessment_factors", "assessment", "assessment_factor", "episode") == [
        (1, "2A", 1),
        (3, "4B", 1),
    ]


UNBORN: list[tuple[str | None, str | None, tuple[Any, ...]]] = [
    (LAST, None, (LAST, None, "F")),
    (AFTER, None, (None, AFTER, "U")),
    (AFTER, "2026-04-09", (None, "2026-04-09", "U")),
    ("2015-05-05", "2015-05-09", ("2015-05-05", None, "F")),
    (None, "2026-05-09", (None, "2026-05-09", "F")),
]


def test_who_is_born_later_is_unborn() -> None:
    made = make(
        side_by_side(
            {
                "ssd_person": [person(pers_dob=born, pers_expected_dob=due)],
                "ssd_cin_episodes": [referral("2020-01-01")],
            }
            for born, due, _ in UNBORN
        )
    )
    columns = ("person_birth_date", "expected_person_birth_date", "sex")
    assert said(made, "child_identifiers", *columns) == [told for *_, told in UNBORN]


@pytest.mark.parametrize(
    ("year", "column", "none"), [(2025, "sex", "gender_current"), (2024, "gender_current", "sex")]
)
def test_sex_is_collected_from_2024_25_and_a_gender_before(year: int, column: str, none: str) -> None:
    genders = {"M": "1", "F": "2", "U": "0", "I": "9", "Z": "Z", None: None}
    made = make(
        side_by_side(
            {"ssd_person": [person(pers_sex=sex)], "ssd_cin_episodes": [referral("2020-01-01")]}
            for sex in genders
        ),
        year,
    )
    told = genders.keys() if column == "sex" else genders.values()
    assert said(made, "child_identifiers", column, none) == [(each, None) for each in told]


def test_a_child_born_after_an_earlier_year_has_no_gender_in_it() -> None:
    made = make(
        {"ssd_person": [person(pers_dob="2024-05-05")], "ssd_cin_episodes": [referral("2020-01-01")]}, 2024
    )
    assert said(made, "child_identifiers", "gender_current") == [("0",)]


def test_a_death_after_the_end_has_not_happened() -> None:
    cases = {LAST: LAST, AFTER: None, BEFORE: BEFORE}
    made = make(
        side_by_side(
            {"ssd_person": [person(pers_death_date=died)], "ssd_cin_episodes": [referral()]} for died in cases
        )
    )
    assert said(made, "child_identifiers", "person_death_date") == [(told,) for told in cases.values()]


def test_ids_and_pupil_numbers_stay_as_recorded() -> None:
    made = make(
        {
            "ssd_person": [
                person("k 1/x", pers_upn="a1", pers_upn_unknown="UN3", pers_ethnicity="WBRI"),
                person("unknown elsewhere"),
            ],
            "ssd_cin_episodes": [referral(person="k 1/x"), referral(id="R2", person="not among the people")],
            "ssd_linked_identifiers": [
                {"link_person_id": "k 1/x", "link_identifier_type": kind, "link_identifier_value": number,
                 "link_valid_from_date": since}
                for kind, number, since in (
                    ("Former Unique Pupil Number", "OLDER", "2019-01-01"),
                    ("Former Unique Pupil Number", "OLD", "2021-01-01"),
                    ("NHS Number", "999", "2022-01-01"),
                )
            ],
        }
    )  # fmt: skip
    columns = ("la_child_id", "upn", "former_upn", "upn_unknown")
    assert said(made, "child_identifiers", *columns) == [
        ("k 1/x", "a1", "OLD", "UN3"),
        ("not among the people", None, None, None),
    ]
    assert said(made, "child_characteristics", "child", "ethnicity") == [(1, "WBRI"), (2, None)]
    assert rows(made, "from cin_census.left_out") == []


def test_disabilities_are_the_recorded_codes_and_no_more() -> None:
    night = {
        "ssd_person": [person(), person("K2"), person("K3")],
        "ssd_cin_episodes": [referral(), referral(id="R2", person="K2")],
        "ssd_disability": [
            {"disa_person_id": who, "disa_disability_code": code}
            for who, code in (("K1", "LD"), ("K1", "AUT"), ("K1", "LD"), ("K3", "MOB"))
        ],
    }
    assert said(make(night), "disabilities", "child", "disability") == [(1, "AUT"), (1, "LD"), (1, "LD")]
    told = make(night, settings=[("no_disability_recorded", "none")])
    assert said(told, "disabilities", "child", "disability")[3:] == [(2, "NONE")]
