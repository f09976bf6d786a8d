"""Contacts, referrals, assessments, section 47 enquiries and conferences."""

from __future__ import annotations

from datetime import time

from second_opinion import months_later
from second_opinion_measures.opinions import Limit, Opinion, clock, no_number, working_days
from second_opinion_measures.reading import LONDON, Inputs, day, end_of, has_time, hours, moment, yes

ASSESSMENT_BANDS = (
    (0, "same_day"),
    (10, "1-10"),
    (20, "11-20"),
    (30, "21-30"),
    (40, "31-40"),
    (45, "41-45"),
    (50, "46-50"),
    (60, "51-60"),
)
CONFERENCE_BANDS = ((10, "0-10"), (15, "11-15"), (20, "16-20"))


def from_start_to_stop(inputs: Inputs, limit: int) -> Opinion:
    return clock(inputs.day("start"), inputs.day("stop"), inputs.today, Limit(limit))


def assessment_from_referral(inputs: Inputs) -> Opinion:
    return clock(inputs.day("referral"), inputs.day("stop"), inputs.today, Limit(45))


def allocation(inputs: Inputs) -> Opinion:
    workers = inputs.said.get("workers") or []
    starts = [day(each.get("from")) for each in workers if yes(each.get("qualified_allocation"))]
    first = min((each for each in starts if each), default=None)
    return clock(inputs.day("start"), first, inputs.today, Limit(1))


def _says_a_time(said: str) -> bool:
    """A London midnight is what a system writes for a date without a time."""
    return has_time(said) and moment(said).astimezone(LONDON).time() != time()


def decision_24_hours(inputs: Inputs) -> Opinion:
    start, stop = inputs.text("start"), inputs.text("stop")
    if start is None:
        return no_number("invalid")
    if not _says_a_time(start) or (stop and not _says_a_time(stop)):
        return no_number("not_measurable")
    begun = moment(start)
    if stop and moment(stop) < begun:
        return no_number("invalid")
    until = moment(stop) if stop and inputs.held("stop") else None
    elapsed = hours(begun, until or end_of(inputs.today))
    if elapsed < 0:
        return no_number("invalid")
    words = ("in_time", "late") if until else ("open_in_time", "open_overdue")
    return Opinion(elapsed, None, words[elapsed > 24])


def _band(inputs: Inputs, bands: tuple[tuple[int, str], ...], beyond: str) -> Opinion:
    start, stop = inputs.day("start"), inputs.day("stop")
    if start is None or (stop and stop < start):
        return no_number("invalid")
    if inputs.held("stop") is None or stop is None:
        return no_number("excluded" if start <= inputs.today else "invalid")
    count = working_days(start, stop)
    return Opinion(count, None, next((band for most, band in bands if count <= most), beyond))


def assessment_band(inputs: Inputs) -> Opinion:
    return _band(inputs, ASSESSMENT_BANDS, "61+")


def conference_band(inputs: Inputs) -> Opinion:
    return _band(inputs, CONFERENCE_BANDS, "21+")


def conference(inputs: Inputs) -> Opinion:
    start, stop = inputs.day("start"), inputs.day("stop")
    if start and stop and stop < start:
        return no_number("excluded")
    return from_start_to_stop(inputs, 15)


def conference_open(inputs: Inputs) -> Opinion:
    return no_number("excluded") if inputs.yes("icpc_not_required") else from_start_to_stop(inputs, 15)


def conference_decision(inputs: Inputs) -> Opinion:
    return from_start_to_stop(inputs, 4 if inputs.yes("day_one_is_start") else 5)


def re_referral(inputs: Inputs) -> Opinion:
    referral = inputs.day("referral")
    if referral is None:
        return no_number("invalid")
    if inputs.yes("case_open_at_referral"):
        return no_number("excluded")
    inside = any(each and each < referral <= months_later(each, 12) for each in inputs.days("previous"))
    return Opinion(None, None, "yes" if inside else "no")
