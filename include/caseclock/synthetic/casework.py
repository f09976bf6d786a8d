"""The tables of a case up to its plans: referral, assessment, section 47, conference, plan."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np

from caseclock.synthetic import calibration as rate
from caseclock.synthetic.cases import Cases
from caseclock.synthetic.draws import Dates, Flags, Numbers, Rng, Texts, choose, mark, pick, words, yes_no
from caseclock.synthetic.histories import IN_NEED, NO_FURTHER_ACTION, NOT_IN_NEED
from caseclock.synthetic.population import Families
from caseclock.synthetic.table import NO_ID, Rows, ids, person_ids, row_ids, sorted_rows
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import ASSESSMENT, DISABLED_CHILDREN, SAFEGUARDING, Workforce, team_ids
from caseclock.synthetic.working_days import days_after

FACTORS = ("1A", "1B", "2B", "2A", "3A", "3B", "3C", "4A", "4B", "5A", "6A", "7A", "8B", "8C", "8E", "9A",
           "10A", "12A", "14A", "16A", "18B", "19B", "20", "21", "23A", "24A")  # fmt: skip


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


def referrals(
    rng: Rng, opened: Cases, known: Casework, leaving: Texts, died: Dates, people: Families, staff: Workforce, window: Window
) -> Rows:
    """ssd_cin_episodes. leaving: reason for which care ended, where it did; died: of each child."""
    case, size = opened.history, opened.child.size
    _, group = np.unique(opened.group, return_inverse=True)
    source = pick(rng, int(group.max(initial=-1)) + 1, rate.REFERRAL_SOURCES)[group]
    closed = window.happened(opened.closed)
    reason = np.select(
        [case.path == NO_FURTHER_ACTION, case.path == NOT_IN_NEED],
        [words(["RC7"] * size), pick(rng, size, {"RC8": 75, "RC9": 25})],
        pick(rng, size, {"RC7": 90, "RC5": 6, "RC9": 4}),
    )
    for codes, closing in ((("E11", "E12"), "RC1"), (("E41",), "RC3"), (("E45", "E46"), "RC4")):
        reason[np.isin(leaving.astype(str), codes)] = closing
    reason[opened.closed >= people.eighteen[opened.child]] = "RC6"
    reason[died[opened.child] == opened.closed] = "RC2"
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
        "cine_referral_outcome_json": np.where(decided, outcome, None),
        "cine_referral_nfa": yes_no(case.path == NO_FURTHER_ACTION, decided),
        "cine_close_reason": np.where(np.isnat(closed), None, reason),
        "cine_close_date": closed,
        "cine_referral_team": team_ids(known.assessing),
        "cine_referral_worker_id": staff.someone_in(rng, known.assessing),
    }


def assessments(rng: Rng, opened: Cases, known: Casework, staff: Workforce, window: Window) -> dict[str, Rows]:
    """ssd_cin_assessments and ssd_assessment_factors."""
    case = opened.history
    started = np.concatenate([case.started, case.again_started])
    authorised = np.concatenate([case.authorised, case.again_authorised])
    row = np.tile(np.arange(opened.child.size), 2)
    number = row * 2 + np.repeat([0, 1], opened.child.size)
    begun = started <= window.to
    row, number, started, authorised = row[begun], number[begun], started[begun], window.happened(authorised[begun])
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
        "cina_assessment_outcome_json": np.where(done, outcome, None),
        "cina_assessment_outcome_nfa": yes_no(outcome == "NFA", done),
        "cina_assessment_team": team_ids(known.assessing[row]),
        "cina_assessment_worker_id": staff.someone_in(rng, known.assessing[row]),
    }, "cina_assessment_start_date", "cina_assessment_id")  # fmt: skip
    assessed = found["cina_assessment_id"][~np.isnat(found["cina_assessment_auth_date"])]
    lists = [sorted(set(FACTORS[place] for place in rng.integers(0, len(FACTORS), count)), key=FACTORS.index)
             for count in rng.integers(1, 5, 300)]  # fmt: skip
    chosen = words([json.dumps(each) for each in lists])[rng.integers(0, len(lists), assessed.size)]
    return {
        "ssd_cin_assessments": found,
        "ssd_assessment_factors": {
            "cinf_table_id": row_ids("factors", assessed.size),
            "cinf_assessment_id": assessed,
            "cinf_assessment_factors_json": chosen,
        },
    }


def enquiries(rng: Rng, opened: Cases, known: Casework, staff: Workforce, window: Window, *, shared: bool) -> Rows:
    """ssd_s47_enquiry. shared: one id covers a group of children."""
    case = opened.history
    started = np.concatenate([case.enquiry_started, case.before_started])
    ended = np.concatenate([case.enquiry_ended, case.before_ended])
    row = np.tile(np.arange(opened.child.size), 2)
    earlier = np.repeat([0, 1], opened.child.size)
    begun = started <= window.to
    row, earlier, started, ended = row[begun], earlier[begun], started[begun], window.happened(ended[begun])
    done, size = ~np.isnat(ended), row.size
    outcome = np.select(
        [(earlier == 0) & ~np.isnat(case.conference[row]), case.path[row] == NOT_IN_NEED],
        [words(["CP_CONFERENCE"] * size), pick(rng, size, {"NFA": 60, "NFA_CONTINUE_SINGLE": 40})],
        pick(rng, size, {"PROV_OF_SERVICES": 50, "NFA_CONTINUE_SINGLE": 40, "MONITOR": 10}),
    )
    return sorted_rows({
        "s47e_s47_enquiry_id": enquiry_ids(opened, row, earlier, shared=shared),
        "s47e_referral_id": ids("referral", row),
        "s47e_person_id": person_ids(opened.child[row]),
        "s47e_s47_start_date": started,
        "s47e_s47_end_date": ended,
        "s47e_s47_nfa": yes_no(outcome == "NFA", done),
        "s47e_s47_outcome_json": np.where(done, outcome, None),
        "s47e_s47_completed_by_worker_id": staff.someone_in(rng, known.assessing[row]),
        "s47e_s47_completed_by_team": team_ids(known.assessing[row]),
    }, "s47e_s47_start_date", "s47e_person_id")  # fmt: skip


def enquiry_ids(opened: Cases, row: Numbers, earlier: Numbers, *, shared: bool) -> Numbers:
    """The ids of the section 47 enquiries of cases at `row`."""
    return ids("enquiry", (opened.group[row] if shared else row) * 2 + earlier)


def conferences(rng: Rng, opened: Cases, known: Casework, staff: Workforce, window: Window, *, shared: bool) -> Rows:
    """ssd_initial_cp_conference. shared: one id covers a group of children."""
    case = opened.history
    row = np.flatnonzero(case.conference <= window.to)
    planned = ~np.isnat(case.plan_started[row])
    enquiry = enquiry_ids(opened, row, np.zeros(row.size, dtype=np.int64), shared=shared)
    target = days_after(np.where(case.transfer_in, case.referred, case.enquiry_started)[row], np.full(row.size, 15))
    rows: Rows = {
        "icpc_icpc_id": conference_ids(opened, row, shared=shared),
        "icpc_icpc_meeting_id": ids("meeting", row),
        "icpc_s47_enquiry_id": np.where(case.transfer_in[row], NO_ID, enquiry),
        "icpc_person_id": person_ids(opened.child[row]),
        "icpc_cp_plan_id": np.where(planned, ids("plan", row), NO_ID),
        "icpc_referral_id": ids("referral", row),
        "icpc_icpc_transfer_in": yes_no(case.transfer_in[row]),
        "icpc_icpc_target_date": target,
        "icpc_icpc_date": case.conference[row],
        "icpc_icpc_outcome_cp_flag": yes_no(planned),
        "icpc_icpc_outcome_json": np.where(planned, "CP", "PROV_OF_SERVICES").astype(object),
        "icpc_icpc_team": team_ids(known.holding[row]),
        "icpc_icpc_worker_id": staff.someone_in(rng, known.holding[row]),
    }
    return sorted_rows(rows, "icpc_icpc_date", "icpc_person_id")


def conference_ids(opened: Cases, row: Numbers, *, shared: bool) -> Numbers:
    """The ids of the conferences of cases at `row`."""
    return ids("conference", opened.group[row] if shared else row)


def plans(rng: Rng, opened: Cases, known: Casework, staff: Workforce, window: Window, *, shared: bool) -> dict[str, Rows]:
    """ssd_cp_plans and ssd_cin_plans."""
    case = opened.history
    row = np.flatnonzero(case.plan_started <= window.to)
    category = pick(rng, row.size, rate.ABUSE_CATEGORIES)
    changed = mark(rng, np.ones(row.size, dtype=bool), 0.06)
    need = np.flatnonzero(case.need_started <= window.to)
    return {
        "ssd_cp_plans": sorted_rows({
            "cppl_cp_plan_id": ids("plan", row),
            "cppl_referral_id": ids("referral", row),
            "cppl_icpc_id": conference_ids(opened, row, shared=shared),
            "cppl_person_id": person_ids(opened.child[row]),
            "cppl_cp_plan_start_date": case.plan_started[row],
            "cppl_cp_plan_end_date": window.happened(case.plan_ended[row]),
            "cppl_cp_plan_initial_category": category,
            "cppl_cp_plan_ola": yes_no(np.zeros(row.size, dtype=bool)),
            "cppl_cp_plan_latest_category": np.where(changed, "Neglect", category).astype(object),
        }, "cppl_cp_plan_start_date", "cppl_person_id"),
        "ssd_cin_plans": sorted_rows({
            "cinp_cin_plan_id": ids("need_plan", need),
            "cinp_referral_id": ids("referral", need),
            "cinp_person_id": person_ids(opened.child[need]),
            "cinp_cin_plan_start_date": case.need_started[need],
            "cinp_cin_plan_end_date": window.happened(case.need_ended[need]),
            "cinp_cin_plan_team": team_ids(known.holding[need]),
            "cinp_cin_plan_worker_id": staff.someone_in(rng, known.holding[need]),
        }, "cinp_cin_plan_start_date", "cinp_person_id"),
    }  # fmt: skip
