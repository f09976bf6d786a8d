"""Visits under plans and the review conferences of child protection plans."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from caseclock.synthetic.cases import Cases
from caseclock.synthetic.draws import Dates, Numbers, Rng, between, choose, even, everyone, mark, pick, yes_no
from caseclock.synthetic.table import Rows, ids, person_ids, row_ids, sorted_rows
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import days_after, either, months_after, on_working_day

PLAN_GAPS = {
    3: 2,
    4: 3,
    5: 6,
    6: 6,
    7: 9,
    8: 15,
    9: 24,
    10: 31,
    11: 3,
    12: 2,
    13: 1.5,
    15: 1.5,
    18: 1,
    24: 0.5,
}
"""Working days from one child protection visit to the next, and how often; ten is the local limit."""
NEED_GAPS = {12: 6, 15: 12, 17: 14, 18: 18, 19: 20, 20: 20, 22: 5, 25: 3, 30: 2}
MOST_VISITS = 150
PARTICIPATION = {"PN0": 22, "PN1": 30, "PN2": 4, "PN3": 6, "PN4": 2, "PN5": 14, "PN6": 16, "PN7": 6}


def plan_visits(rng: Rng, opened: Cases, window: Window) -> Rows:
    """ssd_cp_visits."""
    case = opened.history
    row = np.flatnonzero(case.plan_started <= window.to)
    of, day = series(rng, case.plan_started[row], np.fmin(case.plan_ended[row], window.to), PLAN_GAPS)
    of = row[of]
    seen = mark(rng, everyone(of.size), 0.96)
    found = sorted_rows({
        "cppv_person_id": person_ids(opened.child[of]),
        "cppv_cp_plan_id": ids("plan", of),
        "cppv_cp_visit_date": day,
        "cppv_cp_visit_seen": yes_no(seen),
        "cppv_cp_visit_seen_alone": yes_no(mark(rng, seen, 0.7)),
        "cppv_cp_visit_bedroom": yes_no(mark(rng, seen, 0.55)),
    }, "cppv_cp_visit_date", "cppv_person_id")  # fmt: skip
    return {"cppv_cp_visit_id": row_ids("plan_visit", of.size), **found}


def need_visits(rng: Rng, opened: Cases, window: Window) -> Rows:
    """ssd_cin_visits."""
    case = opened.history
    row = np.flatnonzero(case.need_started <= window.to)
    of, day = series(rng, case.need_started[row], np.fmin(case.need_ended[row], window.to), NEED_GAPS)
    of = row[of]
    seen = mark(rng, everyone(of.size), 0.93)
    found = sorted_rows({
        "cinv_person_id": person_ids(opened.child[of]),
        "cinv_cin_visit_date": day,
        "cinv_cin_visit_seen": yes_no(seen),
        "cinv_cin_visit_seen_alone": yes_no(mark(rng, seen, 0.5)),
        "cinv_cin_visit_bedroom": yes_no(mark(rng, seen, 0.35)),
    }, "cinv_cin_visit_date", "cinv_person_id")  # fmt: skip
    return {"cinv_cin_visit_id": row_ids("need_visit", of.size), **found}


def series(rng: Rng, start: Dates, stop: Dates, gaps: Mapping[int, float]) -> tuple[Numbers, Dates]:
    """Visits from each start up to and including its stop: the place of the start, and the day."""
    lengths = np.array(list(gaps))
    weights = list(gaps.values())
    place, day = np.arange(start.size), start
    places, days = [place[:0]], [day[:0]]
    for _ in range(MOST_VISITS):
        day = days_after(day, lengths[choose(rng, day.size, weights)])
        going_on = day <= stop[place]
        place, day = place[going_on], day[going_on]
        if place.size == 0:
            break
        places.append(place)
        days.append(day)
    return np.concatenate(places), np.concatenate(days)


def plan_reviews(rng: Rng, opened: Cases, window: Window) -> Rows:
    """ssd_cp_reviews: within 3 months of the plan, then every 6 months, the last one where it ends."""
    case = opened.history
    row = np.flatnonzero(case.plan_started <= window.to)
    previous, ended = case.plan_started[row], case.plan_ended[row]
    rows, dues, helds, goes_on = [row[:0]], [previous[:0]], [previous[:0]], [everyone(0)]
    months = 3
    while row.size:
        due = months_after(previous, months)
        late = mark(rng, everyone(row.size), 0.035)
        held = on_working_day(
            either(late, due + between(rng, row.size, 2, 25), due - between(rng, row.size, 4, 24))
        )
        last = held > ended - 7
        # The plan ends at a review, or without one: the child moved, or came into care.
        final = last & (ended > previous + 20) & (even(rng, row.size) < 0.85)
        held = either(last, either(final, ended), held)
        kept = held <= window.to
        rows.append(row[kept])
        dues.append(due[kept])
        helds.append(held[kept])
        goes_on.append(~last[kept])
        more = kept & ~last
        row, previous, ended = row[more], held[more], ended[more]
        months = 6
    of = np.concatenate(rows)
    found = sorted_rows({
        "cppr_person_id": person_ids(opened.child[of]),
        "cppr_cp_plan_id": ids("plan", of),
        "cppr_cp_review_due": np.concatenate(dues),
        "cppr_cp_review_date": np.concatenate(helds),
        "cppr_cp_review_meeting_id": ids("meeting", np.arange(of.size) + 500_000),
        "cppr_cp_review_outcome_continue_cp": yes_no(np.concatenate(goes_on)),
        "cppr_cp_review_quorate": yes_no(mark(rng, everyone(of.size), 0.95)),
        "cppr_cp_review_participation": pick(rng, of.size, PARTICIPATION),
    }, "cppr_cp_review_date", "cppr_person_id")  # fmt: skip
    return {"cppr_cp_review_id": row_ids("review", of.size), **found}
