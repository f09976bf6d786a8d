"""Posts for social workers, who was in them and on what terms, and the days lost to sickness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from caseclock.synthetic.draws import (
    Dates,
    Flags,
    Numbers,
    Rng,
    Texts,
    everyone,
    mark,
    only,
    pick,
    spread,
    words,
    yes_no,
)
from caseclock.synthetic.table import FIRST_WORKER, Rows, Tables, ids
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import SHARES, Workforce, team_ids
from caseclock.synthetic.working_days import NEVER, calendar, either

VACANT, TURNOVER, COVERING = 0.142, 0.118, 0.811
"""Vacant hours of all posts; hours that left in a year of those in post; agency hours on vacant posts.

Workforce census, 2025.
"""
VACATED_THIS_YEAR = 0.3
"""Share of the vacant posts whose holder left in the last year; the others have been vacant for longer."""
SICK, AWAY = 0.035, 0.03
NEWLY_QUALIFIED_A_SUPERVISOR = 4
AGENCY_STAY_DAYS = 270
EARLIER_WORKERS = 5_000
"""Numbers of the workers who have left begin so much after those of today's."""
LEAVING_REASONS = {
    "Resigned": 62,
    "Retired": 9,
    "Moved to another service": 13,
    "End of contract": 8,
    "Not known": 8,
}
Hours = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Seats:
    """One row a post, filled or vacant, and one for each agency worker who is on top of them.

    post: its place, -1 for none. worker: place of today's worker, -1 while vacant. agency: filled by
    agencies. team, grade and fte are of the post.
    """

    post: Numbers
    worker: Numbers
    agency: Flags
    team: Numbers
    grade: Texts
    fte: Hours


def posts(rng: Rng, tables: Tables, staff: Workforce, window: Window) -> dict[str, Rows]:
    """ext_post, ext_worker and ext_absence. Family support workers are in none of them."""
    seats = _seats(rng, tables["ssd_professionals"], staff)
    away = mark(rng, (seats.worker >= 0) & ~seats.agency, AWAY)
    established = np.flatnonzero(~seats.agency)
    reason = pick(rng, established.size, {"maternity": 60, "sickness": 30, "other": 10})
    workers = _workers(rng, seats, away, staff, window)
    return {
        "ext_post": {
            "expo_id": ids("post", seats.post[established]),
            "expo_valid_from": np.full(established.size, window.start - 3653),
            "expo_valid_to": np.full(established.size, NEVER),
            "expo_team_id": team_ids(seats.team[established]),
            "expo_grade": seats.grade[established],
            "expo_fte": seats.fte[established],
            "expo_is_social_work": words(["Y"] * established.size),
            "expo_is_management": yes_no(seats.grade[established] == "Team manager"),
            "expo_covered_because": only(away[established], reason),
        },
        "ext_worker": workers,
        "ext_absence": _absences(rng, workers, window),
    }


def _seats(rng: Rng, people: Rows, staff: Workforce) -> Seats:
    """Today's social workers in posts of their own, vacant posts beside them, and agencies on most of those."""
    title, fte = people["prof_professional_job_title"], people["prof_full_time_equivalency"]
    social = title != "Family support worker"
    agency = people["prof_agency_worker_flag"] == "Y"
    team = np.repeat(np.arange(staff.count.size), staff.count)
    own, hired = np.flatnonzero(social & ~agency), np.flatnonzero(social & agency)
    wanted = float(fte[own].sum()) * VACANT / (1 - VACANT)
    size = max(1, round(wanted))
    vacant_fte = np.ones(size)
    vacant_fte[-1] = round(max(0.1, wanted - (size - 1)), 1)
    vacant_team = rng.choice(len(SHARES), size, p=np.array(SHARES) / sum(SHARES))
    grade = pick(rng, size, {"Social worker": 58, "Advanced practitioner": 34, "Team manager": 8})
    # Each vacant post is covered by one agency worker at most; some of them have no post to cover.
    covering = _up_to(rng, fte[hired], COVERING * float(fte[hired].sum()))
    post = np.full(hired.size, -1)
    post[np.flatnonzero(covering)[:size]] = own.size + np.arange(min(size, int(covering.sum())))
    return Seats(
        post=np.concatenate([np.arange(own.size + size), post]),
        worker=np.concatenate([own, np.full(size, -1), hired]),
        agency=np.repeat([False, True], [own.size + size, hired.size]),
        team=np.concatenate([team[own], vacant_team, team[hired]]),
        grade=np.concatenate([title[own], grade, title[hired]]),
        fte=np.concatenate([fte[own], vacant_fte, fte[hired]]),
    )


def _up_to(rng: Rng, weight: Hours, total: float) -> Flags:
    """Some of the things, drawn at random, whose weights come as near to `total` as they can from one side."""
    order = rng.permutation(weight.size)
    chosen = np.zeros(weight.size, dtype=bool)
    chosen[order] = np.cumsum(weight[order]) - weight[order] / 2 <= total
    return chosen


def _workers(rng: Rng, seats: Seats, away: Flags, staff: Workforce, window: Window) -> Rows:
    """Everybody who was in a seat during the window: today's worker and those before."""
    seat, begins, ends = _stays(rng, seats, window)
    now = np.isnat(ends)
    worker = np.where(now, seats.worker[seat], EARLIER_WORKERS + np.cumsum(~now))
    agency, grade = seats.agency[seat], seats.grade[seat]
    place = np.where(now, worker, 0)
    new = (grade == "Newly qualified social worker") & ~agency
    practised = np.flatnonzero(now & (grade == "Advanced practitioner") & ~agency)
    supervisors = practised[: max(1, round(int((now & new).sum()) / NEWLY_QUALIFIED_A_SUPERVISOR))]
    supervises = np.isin(np.arange(seat.size), supervisors)
    # Nobody is newly qualified for longer than a year: earlier terms of the same grade are a social worker's.
    grade = np.where(new & ~now, "Social worker", grade).astype(object)
    left = pick(rng, seat.size, LEAVING_REASONS)
    left[agency] = "End of contract"
    found: Rows = {
        "exwk_worker_id": FIRST_WORKER + worker,
        "exwk_from": begins,
        "exwk_to": ends,
        "exwk_post_id": ids("post", seats.post[seat]),
        "exwk_team_id": team_ids(seats.team[seat]),
        "exwk_grade": grade,
        "exwk_fte": seats.fte[seat],
        "exwk_agency": yes_no(agency),
        "exwk_covers_vacancy": yes_no(agency & (seats.post[seat] >= 0)),
        "exwk_newly_qualified": yes_no(new & now),
        "exwk_practice_supervisor": yes_no(supervises),
        "exwk_case_holder": yes_no(np.where(now, staff.holds[place], grade != "Team manager")),
        "exwk_absent": yes_no(now & away[seat]),
        "exwk_leaving_reason": only(~now, left),
        "exwk_started_in_authority_on": begins,
    }
    order = np.lexsort((begins, worker))
    return {name: values[order] for name, values in found.items()}


def _stays(rng: Rng, seats: Seats, window: Window) -> tuple[Numbers, Dates, Dates]:
    """Of each stay: its seat, first day and last day (NaT for today's worker)."""
    vacant = ~seats.agency & (seats.worker < 0)
    vacated = np.zeros(seats.fte.size, dtype=bool)
    vacated[vacant] = _up_to(rng, seats.fte[vacant], VACATED_THIS_YEAR * float(seats.fte[vacant].sum()))
    empty = np.flatnonzero(vacated)
    seat, gone, back = _departures(rng, seats, float(seats.fte[vacated].sum()), window)
    held = np.flatnonzero(~vacant | vacated)
    begins = np.concatenate([window.start - 30 - rng.integers(0, 2500, held.size), back])
    ends = np.concatenate(
        [gone, window.to - rng.integers(20, 330, empty.size), np.full((~vacant).sum(), NEVER)]
    )
    of_begins = np.concatenate([held, seat])
    of_ends = np.concatenate([seat, empty, np.flatnonzero(~vacant)])
    # A stay begins where the one before it in the seat is over: sorted, the two lists fit each other.
    by_begin, by_end = np.lexsort((begins, of_begins)), np.lexsort((ends, of_ends))
    of, first, last = of_begins[by_begin], begins[by_begin], ends[by_end]
    new = np.isnat(last) & (seats.grade[of] == "Newly qualified social worker")
    return of, either(new, np.maximum(first, window.to - rng.integers(30, 330, of.size)), first), last


def _departures(rng: Rng, seats: Seats, vacated: float, window: Window) -> tuple[Numbers, Dates, Dates]:
    """Who left a seat that is filled today: the seat, the last day, and the first day of the next worker.

    vacated: hours that left this year and have not come back; they count for turnover too.
    """
    own = np.flatnonzero(~seats.agency & (seats.worker >= 0))
    in_post = float(seats.fte[own].sum())
    parts = []
    for year in range(window.years):
        wanted = max(0.0, TURNOVER * in_post - (vacated if year == 0 else 0.0))
        seat = own[_up_to(rng, seats.fte[own], wanted)]
        # In the middle of the year, so that two of them in one seat never meet.
        gone = window.to - 365 * year - rng.integers(110, 360, seat.size)
        parts.append((seat, gone, gone + rng.integers(25, 100, seat.size)))
    hired = np.flatnonzero(seats.agency)
    since = rng.integers(20, AGENCY_STAY_DAYS, hired.size)
    for turn in range(365 * window.years // AGENCY_STAY_DAYS):
        gone = window.to - since - AGENCY_STAY_DAYS * turn
        parts.append((hired, gone, gone + 1))
    seat, gone, back = (np.concatenate(each) for each in zip(*parts, strict=True))
    return seat, gone, back


def _absences(rng: Rng, workers: Rows, window: Window) -> Rows:
    """Each month of each employed worker: days to work by hours, and the days lost in it."""
    first = window.start.astype("datetime64[M]")
    months = np.arange(first, window.to.astype("datetime64[M]") + 1)
    employed = np.flatnonzero(workers["exwk_agency"] == "N")
    of, place = spread(np.full(employed.size, months.size))
    row, month = employed[of], months[place]
    begins = month.astype("datetime64[D]")
    ends = (month + 1).astype("datetime64[D]") - 1
    here = (workers["exwk_from"][row] <= begins) & ~(workers["exwk_to"][row] < ends) & (ends <= window.to)
    row, begins, ends = row[here], begins[here], ends[here]
    days = np.busday_count(begins, ends + 1, busdaycal=calendar())
    available = np.round(days * workers["exwk_fte"][row] * 0.85, 1)
    ill = mark(rng, everyone(row.size), 0.16)
    lost = np.where(ill, rng.exponential(1.0, row.size) + 0.3, 0.0) * available
    lost *= SICK * available.sum() / max(lost.sum(), 0.1)
    return {
        "exab_worker_id": workers["exwk_worker_id"][row],
        "exab_month": begins,
        "exab_days_lost": np.round(np.minimum(lost, available) * 2) / 2,
        "exab_days_available": available,
    }
