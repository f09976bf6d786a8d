"""Work with the family's lawyers before care proceedings."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.cases import Cases
from caseclock.synthetic.draws import Rng, between, mark, only, pick
from caseclock.synthetic.table import Rows, ids, person_ids, row_ids, sorted_rows
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import either, on_working_day

AFTER_PLAN, BEFORE_CARE = 0.10, 0.6
"""Share of child protection plans that came to nothing after some months, and of entries into care with time before."""
OUTCOMES = {"A": 45, "B": 45, "C": 10}
"""The letters of the census; what each of them means is not published."""
DAYS_BEFORE_CARE = 70


def pre_proceedings(rng: Rng, opened: Cases, window: Window) -> Rows:
    """ssd_pre_proceedings: for some of those on a plan or on their way into care, the same for a family."""
    case = opened.history
    length = (case.plan_ended - case.plan_started).astype(np.int64)
    stuck = mark(rng, ~np.isnat(case.plan_started) & (length > 150), AFTER_PLAN)
    room = (case.care_started - case.referred).astype(np.int64)
    leaving = mark(rng, ~np.isnat(case.care_started) & (room > DAYS_BEFORE_CARE + 20) & ~stuck, BEFORE_CARE)
    decided = either(stuck, case.plan_started + 90, either(leaving, case.care_started - DAYS_BEFORE_CARE))
    # A case that has closed by then is not taken any further.
    row = np.flatnonzero(on_working_day(decided) <= np.minimum(opened.closed, window.to))
    decided = on_working_day(decided)[row]
    sent = on_working_day(decided + between(rng, row.size, 1, 6))
    met = on_working_day(sent + between(rng, row.size, 7, 20))
    stepped = on_working_day(met + between(rng, row.size, 14, 40))
    done = stepped <= window.to
    return sorted_rows({
        "prep_table_id": row_ids("pre_proceedings", row.size),
        "prep_person_id": person_ids(opened.child[row]),
        "prep_plo_family_id": ids("pre_proceedings", opened.group[row]),
        "prep_pre_pro_decision_date": decided,
        "prep_initial_pre_pro_meeting_date": window.happened(met),
        "prep_pre_pro_outcome": only(done, pick(rng, row.size, OUTCOMES)),
        "prep_agree_stepdown_issue_date": window.happened(stepped),
        "prep_pre_pro_letter_date": window.happened(sent),
        "prep_care_pro_letter_date": window.happened(either(leaving[row], stepped + 3)),
        "prep_pre_pro_meetings_num": between(rng, row.size, 0, 3).astype(np.int32),
    }, "prep_pre_pro_decision_date", "prep_person_id")  # fmt: skip
