"""Panels that review how children in care reach permanence, what was agreed, and who was told of a miss."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.care import CarePeriods
from caseclock.synthetic.draws import Dates, Numbers, Rng, everyone, mark, only, pick, words
from caseclock.synthetic.planting import place_of
from caseclock.synthetic.population import Families
from caseclock.synthetic.table import Rows, Tables, dates_at, ids, person_ids, row_ids, sorted_rows
from caseclock.synthetic.waits import waits, working_days_later
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import NEVER, days_between, either, months_after

UNDER_FIVE_DAYS, UNDER_FIVE_IN_TIME = 28, 0.92
OLDER_MONTHS, OLDER_IN_TIME = 3, 0.9
FIVE_YEARS = 60
BOOKED = 0.85
ESCALATED, ESCALATION_LIMIT = 0.88, 2
PLAN_AGREED, PLAN_IN_TIME = 0.96, 0.9
KINDS = {"Return home": 26, "Long-term fostering": 34, "Special guardianship": 16, "Adoption": 14,
         "Residential care": 10}  # fmt: skip
FINAL = {"E11": "Adoption order", "E12": "Adoption order", "E45": "Special guardianship order",
         "E46": "Special guardianship order", "E41": "Child arrangements order", "E4A": "Returned home",
         "E4B": "Returned home", "E13": "Returned home"}  # fmt: skip


def permanence_panel(rng: Rng, people: Families, periods: CarePeriods, window: Window) -> dict[str, Rows]:
    """ext_permanence_review and ext_permanence_escalation.

    Children under five come back within four weeks, the others within three months. The panel has
    met since the window began.
    """
    begins = np.maximum(periods.started, window.start)
    until = np.fmin(periods.ended, window.to)
    of, held, due, missed = _meetings(rng, people, periods, begins, until)
    size = of.size
    last = np.concatenate([of[1:] != of[:-1], [True]])[:size]
    over = last & (periods.ended[of] <= window.to)
    open_now = last & (periods.ended[of] > window.to)
    ending = words([FINAL.get(code) for code in periods.leaving])
    # The last meeting of a child who has left knows how permanence was reached.
    final = only(over, ending[of])
    following = np.concatenate([held[1:], [NEVER]])[:size]
    booked = either(last, NEVER, following)
    waiting = open_now & (due > window.to)
    booked = either(mark(rng, waiting, BOOKED), due - rng.integers(0, 5, size), booked)
    found: Rows = {
        "expr_person_id": person_ids(periods.child[of]),
        "expr_cla_id": ids("care_period", periods.row[of]),
        "expr_held_on": held,
        "expr_panel": words(["Permanence panel", "Early permanence panel"])[
            (days_between(people.born[periods.child[of]], held) < 5 * 365).astype(np.int64)
        ],
        "expr_booked_for": booked,
        "expr_outcome": only(
            everyone(size), pick(rng, size, {"Continue": 78, "Bring forward": 12, "Deferred": 10})
        ),
        "expr_final_outcome": final,
    }
    found = sorted_rows(found, "expr_held_on", "expr_person_id")
    return {
        "ext_permanence_review": {"expr_id": row_ids("permanence_review", size), **found},
        "ext_permanence_escalation": _escalations(rng, periods, *missed, window),
    }


def _meetings(
    rng: Rng, people: Families, periods: CarePeriods, begins: Dates, until: Dates
) -> tuple[Numbers, Dates, Dates, tuple[Numbers, Dates]]:
    """Of each meeting: period, day, and the day on which the next is due; and each day that was missed."""
    place = np.flatnonzero(begins < until)
    previous = begins[place]
    due = _due(people, periods, place, previous)
    places, helds, dues = [place[:0]], [previous[:0]], [previous[:0]]
    missed_of, missed_on = [place[:0]], [previous[:0]]
    while place.size:
        young = days_between(previous, due) <= UNDER_FIVE_DAYS
        in_time = np.where(young, UNDER_FIVE_IN_TIME, OLDER_IN_TIME)
        # Counted from the day it is due: up to five days before it, or up to four weeks after.
        held = due - 5 + waits(rng, place.size, 5, in_time, 33)
        breached = np.minimum(held, until[place] + 1) > due
        missed_of.append(place[breached])
        missed_on.append(due[breached] + 1)
        kept = held <= until[place]
        place, previous = place[kept], held[kept]
        due = _due(people, periods, place, previous)
        places.append(place)
        helds.append(previous)
        dues.append(due)
    of, held, due = np.concatenate(places), np.concatenate(helds), np.concatenate(dues)
    order = np.lexsort((held, of))
    return of[order], held[order], due[order], (np.concatenate(missed_of), np.concatenate(missed_on))


def _due(people: Families, periods: CarePeriods, place: Numbers, previous: Dates) -> Dates:
    fifth = months_after(people.born[periods.child[place]], FIVE_YEARS)
    return either(
        previous + UNDER_FIVE_DAYS < fifth, previous + UNDER_FIVE_DAYS, months_after(previous, OLDER_MONTHS)
    )


def _escalations(rng: Rng, periods: CarePeriods, of: Numbers, breach: Dates, window: Window) -> Rows:
    """Who was told of a missed review, for most of them within two working days."""
    kept = breach <= window.to
    of, breach = of[kept], breach[kept]
    # A child has one record for a day, also where one time in care ended and another began.
    person = person_ids(periods.child[of])
    first = np.unique(np.stack([person, breach.astype(np.int64)]), axis=1, return_index=True)[1]
    person, breach = person[np.sort(first)], breach[np.sort(first)]
    told = mark(rng, everyone(person.size), ESCALATED)
    on = window.happened(either(told, working_days_later(rng, breach, ESCALATION_LIMIT, 0.92, 6)))
    return {
        "expe_person_id": person,
        "expe_breach_on": breach,
        "expe_escalated_on": on,
        "expe_escalated_to": only(~np.isnat(on), "Team manager, children in care"),
    }


def permanence_plans(rng: Rng, tables: Tables, periods: CarePeriods, window: Window) -> dict[str, Rows]:
    """ext_permanence_plan: agreed by the second review for most children, some weeks later for the others."""
    reviews = tables["ssd_cla_reviews"]
    held = reviews["clar_cla_review_cancelled"] == "N"
    number, day = reviews["clar_cla_id"][held], reviews["clar_cla_review_date"][held]
    order = np.lexsort((day, number))
    number, day = number[order], day[order]
    _, first, count = np.unique(number, return_index=True, return_counts=True)
    second = first[count > 1] + 1
    mine = ids("care_period", periods.row)
    review = dates_at(day[second], place_of(number[second], mine))
    size = review.size
    early = mark(rng, everyone(size), PLAN_IN_TIME)
    agreed = either(early, review - rng.integers(0, 30, size), review + rng.integers(5, 90, size))
    agreed = np.maximum(agreed, periods.started + 14)
    agreed = window.happened(either(mark(rng, everyone(size), PLAN_AGREED), agreed))
    kept = np.flatnonzero(~np.isnat(agreed) & (agreed <= periods.ended))
    return {
        "ext_permanence_plan": {
            "expp_person_id": person_ids(periods.child[kept]),
            "expp_cla_id": mine[kept],
            "expp_agreed_on": agreed[kept],
            "expp_kind": pick(rng, kept.size, KINDS),
        }
    }
