"""Core groups of protection plans, earlier plans of their children, and reviews of child in need plans."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.draws import Dates, Numbers, Rng, between, everyone, mark, spread
from caseclock.synthetic.table import Rows, Tables, row_ids, sorted_rows
from caseclock.synthetic.waits import series, share_by_date, working_days_later
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import either, months_after, on_working_day

FIRST_LIMIT, FIRST_IN_TIME, FIRST_IN_TIME_IN_DIP = 10, 0.91, 0.74
APART_LIMIT, APART_IN_TIME = 42, 0.93
REVIEW_IN_TIME = 0.9
ON_THE_OLD_REGISTER = 0.09
"""Share of children with a plan from before the records begin."""


def core_groups(rng: Rng, tables: Tables, window: Window) -> dict[str, Rows]:
    """ext_core_group: the first within ten working days of the plan, then no more than six weeks apart."""
    plans = tables["ssd_cp_plans"]
    started, ended = plans["cppl_cp_plan_start_date"], plans["cppl_cp_plan_end_date"]
    until = np.fmin(ended, window.to)
    in_time = share_by_date(window, started, FIRST_IN_TIME, FIRST_IN_TIME_IN_DIP)
    first = working_days_later(rng, started, FIRST_LIMIT, in_time, 20, 4)
    first = either(first <= until, first)
    of, day = series(rng, first, until, APART_LIMIT, APART_IN_TIME, 60, 26)
    met = np.flatnonzero(~np.isnat(first))
    of, day = np.concatenate([met, of]), np.concatenate([first[met], day])
    found = sorted_rows({
        "excg_person_id": plans["cppl_person_id"][of],
        "excg_cp_plan_id": plans["cppl_cp_plan_id"][of],
        "excg_held_on": day,
    }, "excg_held_on", "excg_person_id")  # fmt: skip
    return {"ext_core_group": {"excg_id": row_ids("core_group", of.size), **found}}


def plan_history(rng: Rng, tables: Tables) -> dict[str, Rows]:
    """ext_plan_history: how many plans each child had before, one more for some than the records hold."""
    plans = tables["ssd_cp_plans"]
    person = plans["cppl_person_id"]
    order = np.lexsort((plans["cppl_cp_plan_start_date"], person))
    _, child, count = np.unique(person[order], return_inverse=True, return_counts=True)
    before = np.empty(person.size, dtype=np.int32)
    before[order] = spread(count)[1] + mark(rng, everyone(count.size), ON_THE_OLD_REGISTER)[child]
    return {
        "ext_plan_history": {
            "exph_cp_plan_id": plans["cppl_cp_plan_id"],
            "exph_person_id": person,
            "exph_earlier_plans": before,
        }
    }


def need_reviews(rng: Rng, tables: Tables, window: Window) -> dict[str, Rows]:
    """ext_cin_review: within three months of the plan, then every six."""
    plans = tables["ssd_cin_plans"]
    until = np.fmin(plans["cinp_cin_plan_end_date"], window.to)
    place, previous = np.arange(until.size), plans["cinp_cin_plan_start_date"]
    places: list[Numbers] = [place[:0]]
    days: list[Dates] = [previous[:0]]
    months = 3
    while place.size:
        due = months_after(previous, months)
        late = ~mark(rng, everyone(place.size), REVIEW_IN_TIME)
        held = on_working_day(
            either(late, due + between(rng, place.size, 2, 30), due - between(rng, place.size, 4, 25))
        )
        kept = held <= until[place]
        place, previous = place[kept], held[kept]
        places.append(place)
        days.append(previous)
        months = 6
    of = np.concatenate(places)
    found = sorted_rows({
        "exci_person_id": plans["cinp_person_id"][of],
        "exci_cin_plan_id": plans["cinp_cin_plan_id"][of],
        "exci_held_on": np.concatenate(days),
    }, "exci_held_on", "exci_person_id")  # fmt: skip
    return {"ext_cin_review": {"exci_id": row_ids("need_review", of.size), **found}}
