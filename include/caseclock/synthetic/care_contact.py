"""Reviews of children looked after, visits to them, and times when they went missing."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.care import CarePeriods, Placements, lasting
from caseclock.synthetic.draws import (
    Dates,
    Flags,
    Numbers,
    Rng,
    between,
    choose,
    everyone,
    mark,
    only,
    pick,
    spread,
    yes_no,
)
from caseclock.synthetic.population import Families
from caseclock.synthetic.table import Rows, ids, person_ids, row_ids, sorted_rows
from caseclock.synthetic.visits import PARTICIPATION
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import (
    NEVER,
    days_after,
    days_between,
    either,
    moments,
    months_after,
    on_working_day,
)

WEEKLY, FOUR_WEEKLY, SIX_WEEKLY, QUARTERLY = 0, 1, 2, 3
VISIT_DAYS = ((4, 7), (18, 28), (26, 42), (60, 88))
"""Days from one visit to the next where it is in time."""
VISIT_LATE_DAYS = ((8, 11), (29, 35), (43, 56), (95, 120))
VISIT_LATE = 0.055


def care_reviews(rng: Rng, periods: CarePeriods, window: Window) -> tuple[Rows, Dates]:
    """ssd_cla_reviews, and the day of the first review of each period (NaT where there was none).

    The first within 20 working days, the second 3 months later, then every 6 months.
    """
    place = np.arange(periods.row.size)
    previous = periods.started
    first = np.full(place.size, NEVER)
    places, dues, helds = [place[:0]], [previous[:0]], [previous[:0]]
    turn = 0
    while place.size:
        days = days_after(previous, np.full(place.size, 20))
        due = days if turn == 0 else months_after(previous, 3 if turn == 1 else 6)
        late = mark(rng, everyone(place.size), 0.05 if turn == 0 else 0.03)
        early = between(rng, place.size, 0, 5 if turn == 0 else 20)
        held = on_working_day(either(late, due + between(rng, place.size, 3, 25), due - early - 2))
        kept = (held <= window.to) & (held < periods.ended[place])
        place, previous, due = place[kept], held[kept], due[kept]
        if turn == 0:
            first[place] = previous
        places.append(place)
        dues.append(due)
        helds.append(previous)
        turn += 1
    of, due, held = np.concatenate(places), np.concatenate(dues), np.concatenate(helds)
    called_off = mark(rng, everyone(of.size), 0.02)
    of, due = np.concatenate([of, of[called_off]]), np.concatenate([due, due[called_off]])
    # A review that was called off keeps the day it was planned for, some days before it was held.
    planned = np.maximum(
        held[called_off] - between(rng, int(called_off.sum()), 2, 9), periods.started[of[held.size :]]
    )
    cancelled = np.arange(of.size) >= held.size
    held = np.concatenate([held, planned])
    found = sorted_rows({
        "clar_cla_id": ids("care_period", periods.row[of]),
        "clar_cla_review_due_date": due,
        "clar_cla_review_date": held,
        "clar_cla_review_cancelled": yes_no(cancelled),
        "clar_cla_review_participation": only(~cancelled, pick(rng, of.size, PARTICIPATION)),
    }, "clar_cla_review_date", "clar_cla_id")  # fmt: skip
    return {"clar_cla_review_id": row_ids("care_review", of.size), **found}, first


def care_visits(
    rng: Rng, periods: CarePeriods, placed: Placements, first_review: Dates, window: Window
) -> Rows:
    """ssd_cla_visits: a week after each placement begins, then as the kind of placement asks."""
    place, day = np.arange(placed.period.size), placed.started
    stop = np.fmin(placed.ended, window.to)
    watched = np.isin(placed.category.astype(str), ("temporary_approval", "interim_care_order_at_home"))
    long_term = lasting(placed)
    reviewed = first_review[placed.period]
    places, days = [place[:0]], [day[:0]]
    first = True
    while place.size:
        rhythm = _rhythm(
            watched[place], long_term[place], day, placed.started[place], reviewed[place], first=first
        )
        day = day + _wait(rng, rhythm)
        kept = day <= stop[place]
        place, day = place[kept], day[kept]
        places.append(place)
        days.append(day)
        first = False
    of, day = np.concatenate(places), np.concatenate(days)
    seen = mark(rng, everyone(of.size), 0.985)
    found = sorted_rows({
        "clav_cla_id": ids("care_period", periods.row[placed.period[of]]),
        "clav_person_id": person_ids(periods.child[placed.period[of]]),
        "clav_cla_visit_date": day,
        "clav_cla_visit_seen": yes_no(seen),
        "clav_cla_visit_seen_alone": yes_no(mark(rng, seen, 0.75)),
    }, "clav_cla_visit_date", "clav_person_id")  # fmt: skip
    return {"clav_cla_visit_id": row_ids("care_visit", of.size), **found}


def missing_episodes(rng: Rng, people: Families, periods: CarePeriods, window: Window) -> Rows:
    """ssd_missing: some of those over eleven go missing, and then often."""
    until = np.fmin(periods.ended, window.to)
    earliest = np.maximum(periods.started, people.born[periods.child] + 11 * 365)
    room = days_between(earliest, until)
    goes = mark(rng, room > 30, 0.16)
    times = np.where(goes, 1 + rng.geometric(0.2, periods.row.size), 0)
    of, _ = spread(times)
    size = of.size
    left = moments(earliest[of] + (rng.random(size) * room[of]).astype(np.int64), between(rng, size, 0, 1439))
    back = left + (3600 * (1 + rng.exponential(20, size))).astype("timedelta64[s]")
    day_after = (window.to + 1).astype("datetime64[s]")
    back = either(back < day_after, back, np.datetime64("NaT", "s"))
    offered = mark(rng, ~np.isnat(back), 0.88)
    accepted = yes_no(mark(rng, offered, 0.7))
    accepted[~offered] = "NA"
    found = sorted_rows({
        "miss_person_id": person_ids(periods.child[of]),
        "miss_missing_episode_start_date": left,
        "miss_missing_episode_type": pick(rng, size, {"M": 86, "A": 14}),
        "miss_missing_episode_end_date": back,
        "miss_missing_rhi_offered": yes_no(offered, ~np.isnat(back)),
        "miss_missing_rhi_accepted": accepted,
    }, "miss_missing_episode_start_date", "miss_person_id")  # fmt: skip
    return {"miss_table_id": row_ids("missing", size), **found}


def _rhythm(
    watched: Flags, long_term: Flags, day: Dates, started: Dates, reviewed: Dates, *, first: bool
) -> Numbers:
    if first:
        return np.full(day.size, WEEKLY)
    settled = long_term & (day >= months_after(started, 12))
    usual = np.where(settled, QUARTERLY, SIX_WEEKLY)
    return np.where(watched, np.where(day >= reviewed, FOUR_WEEKLY, WEEKLY), usual)


def _wait(rng: Rng, rhythm: Numbers) -> Numbers:
    late = mark(rng, everyone(rhythm.size), VISIT_LATE)
    wait = np.zeros(rhythm.size, dtype=np.int64)
    for bounds, chosen in ((VISIT_DAYS, ~late), (VISIT_LATE_DAYS, late)):
        for kind, (low, high) in enumerate(bounds):
            these = chosen & (rhythm == kind)
            # Visits, too, pile up towards the last day allowed.
            weights = (
                [1.0 + day for day in range(high - low + 1)]
                if bounds is VISIT_DAYS
                else [1.0] * (high - low + 1)
            )
            wait[these] = low + choose(rng, int(these.sum()), weights)
    return wait
