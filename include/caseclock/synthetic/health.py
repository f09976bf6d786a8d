"""Health of children in care: assessments, the dentist, immunisations, questionnaires, consents."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.care import CarePeriods
from caseclock.synthetic.draws import Dates, Flags, Numbers, Rng, everyone, mark, only, pick, words, yes_no
from caseclock.synthetic.population import Families
from caseclock.synthetic.table import Rows, ids, person_ids, row_ids, sorted_rows
from caseclock.synthetic.waits import series, share_by_date, waits, working_days_later
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import either, months_after, on_working_day

INITIAL, REVIEW, DENTAL = "Initial health assessment", "Review health assessment", "Dental check"
INITIAL_LIMIT, INITIAL_IN_TIME, INITIAL_IN_TIME_IN_DIP = 20, 0.88, 0.7
REVIEW_IN_TIME, REVIEW_LONGEST = 0.8, 300
DENTAL_IN_TIME, DENTAL_LONGEST = 0.75, 700
FIVE_YEARS = 60
REFUSED, CALLED_OFF = 0.03, 0.03
IMMUNISED = 0.88
SCORED = 0.83
NO_SCORE = {"SDQ1": 8, "SDQ2": 30, "SDQ3": 24, "SDQ4": 20, "SDQ5": 18}


def health_checks(rng: Rng, people: Families, periods: CarePeriods, window: Window) -> dict[str, Rows]:
    """ssd_cla_health: the assessment on entry, the later ones by age, and the dentist once a year."""
    until = np.fmin(periods.ended, window.to)
    in_time = share_by_date(window, periods.started, INITIAL_IN_TIME, INITIAL_IN_TIME_IN_DIP)
    first = working_days_later(rng, periods.started, INITIAL_LIMIT, in_time, 40, 7)
    first = either(first <= until, first)
    met = np.flatnonzero(~np.isnat(first))
    parts = [(met, first[met], words([INITIAL] * met.size))]
    of, day = _reviews(rng, people, periods, first, until)
    parts.append((of, day, words([REVIEW] * of.size)))
    of, day = series(rng, periods.started, until, 362, DENTAL_IN_TIME, DENTAL_LONGEST, 150)
    parts.append((of, on_working_day(day), words([DENTAL] * of.size)))
    of, day, kind = (np.concatenate(each) for each in zip(*parts, strict=True))
    kept = day <= until[of]
    of, day, kind = of[kept], day[kept], kind[kept]
    status = words(["Completed"] * of.size)
    more = _not_held(rng, of, day, kind, periods)
    planned = _planned(rng, periods, window)
    of, day, kind, status = (
        np.concatenate([whole, *rest])
        for whole, *rest in zip((of, day, kind, status), more, planned, strict=True)
    )
    found = sorted_rows({
        "clah_person_id": person_ids(periods.child[of]),
        "clah_health_check_type": kind,
        "clah_health_check_date": day,
        "clah_health_check_status": status,
    }, "clah_health_check_date", "clah_person_id")  # fmt: skip
    return {"ssd_cla_health": {"clah_health_check_id": row_ids("health_check", of.size), **found}}


Checks = tuple[Numbers, Dates, "np.ndarray", "np.ndarray"]


def _reviews(
    rng: Rng, people: Families, periods: CarePeriods, first: Dates, until: Dates
) -> tuple[Numbers, Dates]:
    """Twice a year up to the fifth birthday, then once a year."""
    place = np.flatnonzero(~np.isnat(first))
    previous = first[place]
    places, days = [place[:0]], [previous[:0]]
    while place.size:
        fifth = months_after(people.born[periods.child[place]], FIVE_YEARS)
        soon = months_after(previous, 6)
        due = either(soon < fifth, soon, months_after(previous, 12))
        held = on_working_day(due - 42 + waits(rng, place.size, 40, REVIEW_IN_TIME, REVIEW_LONGEST))
        kept = held <= until[place]
        place, previous = place[kept], held[kept]
        places.append(place)
        days.append(previous)
    return np.concatenate(places), np.concatenate(days)


def _not_held(rng: Rng, of: Numbers, day: Dates, kind: np.ndarray, periods: CarePeriods) -> Checks:
    """Appointments some days before, which the child refused or which were called off."""
    refused = mark(rng, everyone(of.size), REFUSED)
    called_off = mark(rng, ~refused, CALLED_OFF)
    these = np.flatnonzero(refused | called_off)
    earlier = np.maximum(day[these] - rng.integers(7, 21, these.size), periods.started[of[these]])
    said = words(["Cancelled", "Refused"])[refused[these].astype(np.int64)]
    return of[these], earlier, kind[these], said


def _planned(rng: Rng, periods: CarePeriods, window: Window) -> Checks:
    """Visits to the dentist that are booked, after the last day of the records."""
    these = np.flatnonzero(mark(rng, periods.ended > window.to + 60, 0.2))
    day = on_working_day(window.to + rng.integers(3, 50, these.size))
    return these, day, words([DENTAL] * these.size), words(["Planned"] * these.size)


def immunisations(rng: Rng, periods: CarePeriods, window: Window) -> dict[str, Rows]:
    """ssd_cla_immunisations: one row for each child who was ever in care."""
    child, last = _last_period(periods)
    asked = np.maximum(
        np.fmin(periods.ended[last], window.to) - rng.integers(0, 200, last.size), periods.started[last]
    )
    return {
        "ssd_cla_immunisations": {
            "clai_person_id": person_ids(child),
            "clai_immunisations_status": yes_no(mark(rng, everyone(child.size), IMMUNISED)),
            "clai_immunisations_status_date": asked,
        }
    }


def questionnaires(rng: Rng, people: Families, periods: CarePeriods, window: Window) -> dict[str, Rows]:
    """ssd_sdq_scores: once a year for those from 4 to 16, or the reason why there is no score."""
    born = people.born[periods.child]
    first = np.maximum(periods.started, months_after(born, 48) - 200)
    until = np.fmin(np.fmin(periods.ended, months_after(born, 17 * 12) - 1), window.to)
    of, day = series(rng, first, until, 362, 0.93, 420, 200)
    kept = day >= months_after(born[of], 48)
    of, day = of[kept], day[kept]
    scored = mark(rng, everyone(of.size), SCORED)
    score = np.clip(rng.normal(14, 6.5, of.size), 0, 40).round()
    return {
        "ssd_sdq_scores": {
            "csdq_table_id": row_ids("questionnaire", of.size),
            "csdq_person_id": person_ids(periods.child[of]),
            "csdq_sdq_completed_date": day,
            "csdq_sdq_reason": only(~scored, pick(rng, of.size, NO_SCORE)),
            "csdq_sdq_score": np.where(scored, score, np.nan),
        }
    }


def consents(rng: Rng, periods: CarePeriods, window: Window) -> dict[str, Rows]:
    """ext_health_consent: mostly within days of the entry into care."""
    given = working_days_later(rng, periods.started, 5, 0.86, 30)
    given = window.happened(either(given < periods.ended, given))
    return {
        "ext_health_consent": {
            "exhc_person_id": person_ids(periods.child),
            "exhc_cla_id": ids("care_period", periods.row),
            "exhc_consent_on": given,
        }
    }


def _last_period(periods: CarePeriods) -> tuple[Numbers, Numbers]:
    """Each child once, with the place of the child's last time in care."""
    order = np.lexsort((periods.started, periods.child))
    child = periods.child[order]
    last: Flags = np.concatenate([child[1:] != child[:-1], [True]])[: order.size]
    return child[last], order[last]
