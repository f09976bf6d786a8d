"""Referrals and assessments, and what else is known of each case."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np

from caseclock.synthetic import calibration as rate
from caseclock.synthetic.care import CarePeriods
from caseclock.synthetic.cases import Cases
from caseclock.synthetic.draws import Dates, Flags, Numbers, Rng, Texts, mark, only, pick, words, yes_no
from caseclock.synthetic.histories import IN_NEED, NO_FURTHER_ACTION, NOT_IN_NEED
from caseclock.synthetic.population import Families
from caseclock.synthetic.table import Rows, ids, person_ids, row_ids, sorted_rows
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import ASSESSMENT, DISABLED_CHILDREN, SAFEGUARDING, Workforce, team_ids

FACTORS = ("1A", "1B", "2B", "2A", "3A", "3B", "3C", "4A", "4B", "5A", "6A", "7A", "8B", "8C", "8E", "9A",
           "10A", "12A", "14A", "16A", "18B", "19B", "20", "22A", "23A", "24A")  # fmt: skip
NO_FACTOR, WITHOUT_FACTOR = "21", 0.15
"""The code that says that no factor was found, which stands alone, and its share of assessments that closed a case."""


@dataclass(frozen=True)
class Casework:
    """What else is known of each case: its need, and the teams that assess and then hold it."""

    need: Texts
    assessing: Numbers
    holding: Numbers


def casework(rng: Rng, people: Families, opened: Cases) -> Casework:
    """Draw the need of each case, the same for a group, and its teams by the family's district."""
    _, group = np.unique(opened.group, return_inverse=True)
    need = pick(rng, int(group.max(initial=-1)) + 1, rate.PRIMARY_NEEDS)[group]
    district = people.locality[people.family[opened.child]]
    holding = np.where(need == "N2", DISABLED_CHILDREN, SAFEGUARDING[district])
    return Casework(need=need, assessing=ASSESSMENT[district], holding=holding)


def closing_reasons(rng: Rng, people: Families, opened: Cases, periods: CarePeriods, died: Dates) -> Texts:
    """Why each case closes or will close; died: day of death of each child.

    After an assessment (RC8, RC9) closes only what went no further than that.
    """
    case, size = opened.history, opened.child.size
    leaving = np.full(size, "", dtype=object)
    leaving[periods.row] = periods.leaving
    reason = np.select(
        [case.path == NO_FURTHER_ACTION, case.path == NOT_IN_NEED],
        [words(["RC7"] * size), pick(rng, size, {"RC8": 75, "RC9": 25})],
        pick(rng, size, {"RC7": 90, "RC5": 6, "RC9": 4}),
    )
    went_on = ~np.isnat(case.enquiry_started) | ~np.isnat(case.conference) | ~np.isnat(case.need_started)
    reason[went_on & after_assessment(reason)] = "RC7"
    for codes, closing in ((("E11", "E12"), "RC1"), (("E41",), "RC3"), (("E45", "E46"), "RC4")):
        reason[np.isin(leaving.astype(str), codes)] = closing
    reason[opened.closed >= people.eighteen[opened.child]] = "RC6"
    reason[died[opened.child] == opened.closed] = "RC2"
    return reason


def after_assessment(reason: Texts) -> Flags:
    """Whether each reason says that the case closed after its assessment."""
    return np.asarray((reason == "RC8") | (reason == "RC9"), dtype=bool)


def without_factor(rng: Rng, opened: Cases, closing: Texts, window: Window) -> Flags:
    """Some of the cases that closed after their one assessment: it found no factor."""
    once = np.isnat(opened.history.again_started) & (opened.closed <= window.to)
    return mark(rng, once & after_assessment(closing), WITHOUT_FACTOR)


def referrals(
    rng: Rng, opened: Cases, known: Casework, closing: Texts, staff: Workforce, window: Window
) -> Rows:
    """ssd_cin_episodes. closing: the reason for which each case closes."""
    case, size = opened.history, opened.child.size
    _, group = np.unique(opened.group, return_inverse=True)
    source = pick(rng, int(group.max(initial=-1)) + 1, rate.REFERRAL_SOURCES)[group]
    closed = window.happened(opened.closed)
    at_once = case.enquiry_started == case.referred
    # No further action is decided by closing; an assessment is decided on at once.
    decided = (case.path != NO_FURTHER_ACTION) | ~np.isnat(closed)
    outcome = np.select(
        [case.path == NO_FURTHER_ACTION, case.transfer_in, at_once],
        [words(["NFA"] * size), words(["CP_TRANSFER_IN|SINGLE_ASSESSMENT"] * size),
         words(["SINGLE_ASSESSMENT|STRATEGY_DISCUSSION"] * size)],
        words(["SINGLE_ASSESSMENT"] * size),
    )  # fmt: skip
    return {
        "cine_referral_id": row_ids("referral", size),
        "cine_person_id": person_ids(opened.child),
        "cine_referral_date": case.referred,
        "cine_cin_primary_need_code": known.need,
        "cine_referral_source_code": source,
        "cine_referral_source_desc": words([rate.SOURCE_WORDS[code] for code in source]),
        "cine_referral_outcome_json": only(decided, outcome),
        "cine_referral_nfa": yes_no(case.path == NO_FURTHER_ACTION, decided),
        "cine_close_reason": only(~np.isnat(closed), closing),
        "cine_close_date": closed,
        "cine_referral_team": team_ids(known.assessing),
        "cine_referral_worker_id": staff.someone_in(rng, known.assessing),
    }


def assessments(
    rng: Rng, opened: Cases, known: Casework, nothing_found: Flags, staff: Workforce, window: Window
) -> dict[str, Rows]:
    """ssd_cin_assessments and ssd_assessment_factors; nothing_found: cases in which no factor was found."""
    case = opened.history
    started = np.concatenate([case.started, case.again_started])
    authorised = np.concatenate([case.authorised, case.again_authorised])
    row = np.tile(np.arange(opened.child.size), 2)
    number = row * 2 + np.repeat([0, 1], opened.child.size)
    begun = started <= window.to
    row, number, started, authorised = (
        row[begun],
        number[begun],
        started[begun],
        window.happened(authorised[begun]),
    )
    done, size = ~np.isnat(authorised), row.size
    in_need = case.path[row] == IN_NEED
    passed_on = mark(rng, ~in_need, 0.25)
    outcome = np.select(
        [~in_need & ~passed_on, passed_on, ~np.isnat(case.care_started[row]), ~np.isnat(case.enquiry_started[row])],
        [words([text] * size) for text in
         ("NFA", "REFERRAL_TO_OTHER_AGENCY", "CLA_REQUEST|PROV_OF_SERVICES", "STRATEGY_DISCUSSION|PROV_OF_SERVICES")],
        words(["PROV_OF_SERVICES"] * size),
    )  # fmt: skip
    seen = mark(rng, done, 0.97)
    found = sorted_rows({
        "cina_assessment_id": ids("assessment", number),
        "cina_person_id": person_ids(opened.child[row]),
        "cina_referral_id": ids("referral", row),
        "cina_assessment_start_date": started,
        "cina_assessment_child_seen": yes_no(seen, done),
        "cina_assessment_auth_date": authorised,
        "cina_assessment_outcome_json": only(done, outcome),
        "cina_assessment_outcome_nfa": yes_no(outcome == "NFA", done),
        "cina_assessment_team": team_ids(known.assessing[row]),
        "cina_assessment_worker_id": staff.someone_in(rng, known.assessing[row]),
    }, "cina_assessment_start_date", "cina_assessment_id")  # fmt: skip
    assessed = found["cina_assessment_id"][~np.isnat(found["cina_assessment_auth_date"])]
    lists = [np.unique(rng.integers(0, len(FACTORS), count)).tolist() for count in rng.integers(1, 5, 300)]
    texts = words([json.dumps([FACTORS[place] for place in each]) for each in lists])
    factors = texts[rng.integers(0, len(lists), assessed.size)]
    # The first assessment of a case has twice its place.
    factors[np.isin(assessed, ids("assessment", np.flatnonzero(nothing_found) * 2))] = json.dumps([NO_FACTOR])
    return {
        "ssd_cin_assessments": found,
        "ssd_assessment_factors": {
            "cinf_table_id": row_ids("factors", assessed.size),
            "cinf_assessment_id": assessed,
            "cinf_assessment_factors_json": factors,
        },
    }
