"""When what happened was entered: mostly within days, sometimes weeks later."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.draws import Rng, words
from caseclock.synthetic.table import Rows, Tables
from caseclock.synthetic.waits import share_by_date, working_days_later
from caseclock.synthetic.window import Window

RECENT_DAYS = 365
LIMIT_DAYS, IN_TIME, IN_TIME_IN_DIP, LONGEST = 5, 0.9, 0.7, 30
SOURCES = (
    ("ssd_cp_visits", "cppv_cp_visit_id", "cppv_person_id", "cppv_cp_visit_date"),
    ("ssd_cla_visits", "clav_cla_visit_id", "clav_person_id", "clav_cla_visit_date"),
    ("ssd_cp_reviews", "cppr_cp_review_id", "cppr_person_id", "cppr_cp_review_date"),
    ("ext_core_group", "excg_id", "excg_person_id", "excg_held_on"),
)


def recorded(rng: Rng, tables: Tables, window: Window) -> dict[str, Rows]:
    """ext_recorded_at: visits, reviews and core groups of the last year.

    What would be entered after the end was entered on its last day, or it would not be in the delivery.
    """
    parts = []
    for table, number, who, day in SOURCES:
        rows = tables[table]
        chosen = np.flatnonzero(rows[day] > window.to - RECENT_DAYS)
        happened = rows[day][chosen]
        in_time = share_by_date(window, happened, IN_TIME, IN_TIME_IN_DIP)
        entered = np.minimum(working_days_later(rng, happened, LIMIT_DAYS, in_time, LONGEST), window.to)
        parts.append(
            (words([table] * chosen.size), rows[number][chosen], rows[who][chosen], happened, entered)
        )
    names = ("exra_table", "exra_id", "exra_person_id", "exra_event_on", "exra_recorded_on")
    whole = (np.concatenate(each) for each in zip(*parts, strict=True))
    return {"ext_recorded_at": dict(zip(names, whole, strict=True))}
