"""School terms, and the personal education plans of children in care."""

from __future__ import annotations

import datetime as dt

import numpy as np

from caseclock.synthetic.care import CarePeriods
from caseclock.synthetic.draws import Dates, Rng, mark, words
from caseclock.synthetic.population import Families
from caseclock.synthetic.table import Rows, person_ids, row_ids, sorted_rows
from caseclock.synthetic.waits import share_by_date, working_days_later
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import NEVER, either, months_after, on_working_day

TERMS = (("Spring", (1, 5), (3, 27)), ("Summer", (4, 13), (7, 21)), ("Autumn", (9, 2), (12, 18)))
START_LIMIT, START_IN_TIME, START_IN_TIME_IN_DIP = 10, 0.89, 0.75
REVIEWED_IN_TERM = 0.93
SCHOOL_AGE, LEAVING_AGE = 5 * 12, 16 * 12
"""Months of age at which school is compulsory, until the summer after the sixteenth birthday."""


def school_terms(window: Window) -> dict[str, Rows]:
    """ext_school_term: every term from the year before the window to the year after it."""
    first, last = (int(str(day)[:4]) for day in (window.start, window.to))
    terms = [
        (f"{name} {year}", dt.date(year, *begin), dt.date(year, *end))
        for year in range(first - 1, last + 2)
        for name, begin, end in TERMS
    ]
    return {
        "ext_school_term": {
            "extm_name": words([name for name, _, _ in terms]),
            "extm_starts_on": np.array([begin for _, begin, _ in terms], dtype="datetime64[D]"),
            "extm_ends_on": np.array([end for _, _, end in terms], dtype="datetime64[D]"),
        }
    }


def education_plans(
    rng: Rng, people: Families, periods: CarePeriods, terms: Rows, window: Window
) -> dict[str, Rows]:
    """ext_education_plan: begun within ten working days of care, then reviewed in most terms."""
    born = people.born[periods.child]
    of_age = either(
        periods.started < months_after(born, LEAVING_AGE),
        np.maximum(periods.started, _first_september(months_after(born, SCHOOL_AGE))),
    )
    until = np.fmin(np.fmin(periods.ended, months_after(born, LEAVING_AGE + 9)), window.to)
    in_time = share_by_date(window, of_age, START_IN_TIME, START_IN_TIME_IN_DIP)
    begun = working_days_later(rng, of_age, START_LIMIT, in_time, 25, 3)
    begun = either(begun <= until, begun)
    first = np.flatnonzero(~np.isnat(begun))
    of, started = [first], [begun[first]]
    reviewed: list[Dates] = [np.full(first.size, NEVER)]
    for starts, ends in zip(terms["extm_starts_on"], terms["extm_ends_on"], strict=True):
        if starts > window.to:
            break
        # A plan that begins in a term is reviewed from the next one on.
        here = mark(rng, (begun < starts) & (until >= starts + 10), REVIEWED_IN_TERM)
        length = int((ends - starts).astype(int))
        day = on_working_day(starts + 5 + (rng.beta(2.2, 2, until.size) * (length - 8)).astype(np.int64))
        these = np.flatnonzero(here & (day <= until))
        of.append(these)
        started.append(begun[these])
        reviewed.append(day[these])
    whole = np.concatenate(of)
    found = sorted_rows({
        "exep_person_id": person_ids(periods.child[whole]),
        "exep_started_on": np.concatenate(started),
        "exep_reviewed_on": np.concatenate(reviewed),
    }, "exep_person_id", "exep_started_on", "exep_reviewed_on")  # fmt: skip
    return {"ext_education_plan": {"exep_id": row_ids("education_plan", whole.size), **found}}


def _first_september(dates: Dates) -> Dates:
    """The first of September on or after each date."""
    year = dates.astype("datetime64[Y]")
    september = (year.astype("datetime64[M]") + 8).astype("datetime64[D]")
    later = ((year + 1).astype("datetime64[M]") + 8).astype("datetime64[D]")
    return either(dates <= september, september, later)
