"""Care leavers, pathway plans, return interviews, complaints."""

from __future__ import annotations

from datetime import date

from second_opinion_measures.opinions import DAYS, MONTHS, Limit, Opinion, clock, no_number
from second_opinion_measures.reading import Inputs, day, end_of, has_time, hours, moment


def leaver_visit(inputs: Inputs) -> Opinion:
    previous = inputs.day("previous_visit")
    start, limit = (
        (previous, Limit(2, MONTHS)) if previous else (inputs.day("accommodation_start"), Limit(7, DAYS))
    )
    return clock(start, inputs.day("visit"), inputs.today, limit)


def pathway_plan(inputs: Inputs) -> Opinion:
    return clock(inputs.day("relevant_from"), inputs.day("plan"), inputs.today, Limit(3, MONTHS))


def pathway_review(inputs: Inputs) -> Opinion:
    return clock(inputs.day("previous"), inputs.day("review"), inputs.today, Limit(6, MONTHS))


def complaint(inputs: Inputs, limit: int, *, only_extended: bool = False, extended_to: int = 0) -> Opinion:
    if inputs.yes("withdrawn") or (only_extended and not inputs.yes("extended")):
        return no_number("excluded")
    number = extended_to if extended_to and inputs.yes("extended") else limit
    return clock(inputs.day("start"), inputs.day("stop"), inputs.today, Limit(number))


def return_interview(inputs: Inputs) -> Opinion:
    returned, interview, now = (inputs.text(name) for name in ("returned", "interview", "as_of_time"))
    if inputs.yes("declined") or returned is None:
        return no_number("excluded")
    today = day(now) or inputs.today
    if has_time(returned) and (interview is None or has_time(interview)):
        return _by_the_hour(returned, interview, now, today)
    return _by_the_day(returned, interview, today)


def _by_the_hour(returned: str, interview: str | None, now: str | None, today: date) -> Opinion:
    start = moment(returned)
    stop = moment(interview) if interview else None
    until = moment(now) if now and has_time(now) else end_of(today)
    if start > until:
        return no_number("excluded")
    if stop and stop < start:
        return no_number("invalid")
    held = stop if stop and stop <= until else None
    elapsed = hours(start, held or until)
    words = ("in_time", "late") if held else ("not_due", "open_overdue")
    return Opinion(elapsed, None, words[elapsed > 72])


def _by_the_day(returned: str, interview: str | None, today: date) -> Opinion:
    start, stop = day(returned), day(interview)
    if start and start > today:
        return no_number("excluded")
    found = clock(start, stop, today, Limit(3, DAYS))
    verdict = "not_due" if found.verdict == "open_in_time" else found.verdict
    return Opinion(found.value, found.due, verdict)
