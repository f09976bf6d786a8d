"""Section 47 enquiries, conferences, and plans of child protection and for children in need."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic import calibration as rate
from caseclock.synthetic.cases import Cases
from caseclock.synthetic.casework import Casework
from caseclock.synthetic.draws import Numbers, Rng, everyone, mark, only, pick, words, yes_no
from caseclock.synthetic.histories import NOT_IN_NEED
from caseclock.synthetic.table import NO_ID, Rows, ids, person_ids, sorted_rows
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import Workforce, team_ids
from caseclock.synthetic.working_days import days_after, either


def enquiries(
    rng: Rng, opened: Cases, known: Casework, staff: Workforce, window: Window, *, shared: bool
) -> Rows:
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
        "s47e_s47_outcome_json": only(done, outcome),
        "s47e_s47_completed_by_worker_id": staff.someone_in(rng, known.assessing[row]),
        "s47e_s47_completed_by_team": team_ids(known.assessing[row]),
    }, "s47e_s47_start_date", "s47e_person_id")  # fmt: skip


def enquiry_ids(opened: Cases, row: Numbers, earlier: Numbers, *, shared: bool) -> Numbers:
    """The ids of the section 47 enquiries of cases at `row`."""
    return ids("enquiry", (opened.group[row] if shared else row) * 2 + earlier)


def conferences(
    rng: Rng, opened: Cases, known: Casework, staff: Workforce, window: Window, *, shared: bool
) -> Rows:
    """ssd_initial_cp_conference. shared: one id covers a group of children."""
    case = opened.history
    row = np.flatnonzero(case.conference <= window.to)
    planned = ~np.isnat(case.plan_started[row])
    enquiry = enquiry_ids(opened, row, np.zeros(row.size, dtype=np.int64), shared=shared)
    target = days_after(
        either(case.transfer_in, case.referred, case.enquiry_started)[row], np.full(row.size, 15)
    )
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
        "icpc_icpc_outcome_json": words(["PROV_OF_SERVICES", "CP"])[planned.astype(np.int64)],
        "icpc_icpc_team": team_ids(known.holding[row]),
        "icpc_icpc_worker_id": staff.someone_in(rng, known.holding[row]),
    }
    return sorted_rows(rows, "icpc_icpc_date", "icpc_person_id")


def conference_ids(opened: Cases, row: Numbers, *, shared: bool) -> Numbers:
    """The ids of the conferences of cases at `row`."""
    return ids("conference", opened.group[row] if shared else row)


def plans(
    rng: Rng, opened: Cases, known: Casework, staff: Workforce, window: Window, *, shared: bool
) -> dict[str, Rows]:
    """ssd_cp_plans and ssd_cin_plans."""
    case = opened.history
    row = np.flatnonzero(case.plan_started <= window.to)
    category = pick(rng, row.size, rate.ABUSE_CATEGORIES)
    latest = category.copy()
    latest[mark(rng, everyone(row.size), 0.06)] = "Neglect"
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
            "cppl_cp_plan_latest_category": latest,
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
