"""Who held each case, and when it passed to the next worker."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.cases import Cases
from caseclock.synthetic.casework import Casework
from caseclock.synthetic.draws import Rng, mark, only, words
from caseclock.synthetic.table import Rows, ids, person_ids, row_ids, sorted_rows
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import Workforce, team_ids
from caseclock.synthetic.working_days import either


def involvements(rng: Rng, opened: Cases, known: Casework, staff: Workforce, window: Window) -> Rows:
    """ssd_involvements: who held each case, from the referral to its closing."""
    case = opened.history
    handed_on = np.fmin(case.plan_started, case.need_started)
    handed_on = either(handed_on < opened.closed, handed_on)
    parts = [
        (case.referred, np.fmin(handed_on, opened.closed), known.assessing),
        (handed_on, opened.closed, known.holding),
    ]
    row = np.arange(opened.child.size)
    started, ended, team, rows, reason = [], [], [], [], []
    for begins, ends, who in parts:
        real = ~np.isnat(begins)
        length = (ends - begins).astype(np.int64)
        # A worker leaves in the middle of a long involvement, as often as turnover has it.
        split = mark(rng, real & (length > 300), 0.6)
        middle = either(split, begins + length // 2)
        started += [begins[real], middle[split]]
        ended += [either(split, middle, ends)[real], ends[split]]
        team += [who[real], who[split]]
        rows += [row[real], row[split]]
        reason += [only(split, "LEFTRL")[real], words([None] * int(split.sum()))]
    begun = np.concatenate(started) <= window.to
    row = np.concatenate(rows)[begun]
    end = window.happened(np.concatenate(ended)[begun])
    which = np.concatenate(team)[begun]
    why = np.concatenate(reason)[begun]
    found = sorted_rows({
        "invo_professional_id": staff.case_holder_in(rng, which),
        "invo_professional_role_id": words(["CW"] * row.size),
        "invo_professional_team": team_ids(which),
        "invo_person_id": person_ids(opened.child[row]),
        "invo_involvement_start_date": np.concatenate(started)[begun],
        "invo_involvement_end_date": end,
        "invo_worker_change_reason": only(~np.isnat(end), why),
        "invo_referral_id": ids("referral", row),
    }, "invo_involvement_start_date", "invo_person_id")  # fmt: skip
    return {"invo_involvements_id": row_ids("involvement", row.size), **found}
