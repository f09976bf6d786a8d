"""Child protection plans: length, reviews, visits, core groups."""

from __future__ import annotations

from second_opinion import months_later
from second_opinion_measures.opinions import DAYS, MONTHS, Limit, Opinion, clock, no_number
from second_opinion_measures.reading import Inputs

BANDS = (
    (3, True, "3m_or_less"),
    (6, True, "over_3m_to_6m"),
    (12, False, "over_6m_under_1y"),
    (24, False, "1y_under_2y"),
)
"""Months, whether the last day itself is still inside, and the band's name."""


def open_at(inputs: Inputs) -> Opinion:
    """Plans and periods of care alike."""
    start, stop = inputs.day("start"), inputs.day("stop")
    if start is None or (stop and stop < start):
        return no_number("invalid")
    is_open = start <= inputs.today and (stop is None or stop > inputs.today)
    return Opinion(None, None, "yes" if is_open else "no")


def length_band(inputs: Inputs) -> Opinion:
    start, stop = inputs.day("start"), inputs.day("stop")
    if start is None or (stop and stop < start):
        return no_number("invalid")
    if stop is None or stop > inputs.today:
        return no_number("excluded" if start <= inputs.today else "invalid")
    for months, with_last_day, name in BANDS:
        edge = months_later(start, months)
        if stop < edge or (with_last_day and stop == edge):
            return Opinion((stop - start).days, None, name)
    return Opinion((stop - start).days, None, "2y_or_more")


def two_years(inputs: Inputs, ended: bool) -> Opinion:
    """ended: plans that ended; otherwise those that are open at as_of. The other kind is left out."""
    start, stop = inputs.day("start"), inputs.day("stop")
    if start is None or (stop and stop < start):
        return no_number("invalid")
    held = inputs.held("stop")
    if (held is not None) != ended or start > inputs.today:
        return no_number("excluded")
    until, due = held or inputs.today, months_later(start, 24)
    return Opinion((until - start).days, due, "yes" if until >= due else "no")


def repeat(inputs: Inputs) -> Opinion:
    start = inputs.day("start")
    if start is None:
        return no_number("invalid")
    inside = any(each and each <= start <= months_later(each, 24) for each in inputs.days("previous_ends"))
    return Opinion(None, None, "yes" if inside else "no")


def review(inputs: Inputs) -> Opinion:
    plan_start, previous, held = inputs.day("plan_start"), inputs.day("previous_review"), inputs.day("review")
    if plan_start and held and held <= plan_start:
        return no_number("invalid")
    limit = Limit(6 if previous else 3, MONTHS)
    return clock(previous or plan_start, held, inputs.today, limit, inputs.day("plan_end"))


VISIT_LIMITS = {"cp_visit_10wd": Limit(10), "cp_visit_20wd": Limit(20), "cp_visit_4wk": Limit(28, DAYS)}


def visit(inputs: Inputs, limit: Limit) -> Opinion:
    seen = [each for each in inputs.days("seen_visits") if each and each <= inputs.today]
    start = max(seen, default=inputs.day("plan_start"))
    if start is None or start > inputs.today:
        return no_number("invalid")
    words = ("in_time" if seen else "not_due", "late")
    kept = limit.kept(start, inputs.today)
    return Opinion(limit.elapsed(start, inputs.today), limit.due(start), words[not kept])


def once_or_ended(inputs: Inputs, limit: Limit) -> Opinion:
    """First core group and initial health assessment: a failure stays one when the plan or care ends."""
    start, stop, end = inputs.day("start"), inputs.day("stop"), inputs.day("end")
    found = clock(start, stop, inputs.today, limit, end)
    if found.verdict.startswith("open") and start and found.due and end and found.due < end <= inputs.today:
        return Opinion(limit.elapsed(start, end), found.due, "late")
    return found
