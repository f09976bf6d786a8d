"""Children in care: reviews, visits, placements, permanence, adoption."""

from __future__ import annotations

from datetime import date

from second_opinion import months_later
from second_opinion_measures.ages import age, birthday
from second_opinion_measures.opinions import DAYS, MONTHS, Limit, Opinion, clock, no_number
from second_opinion_measures.reading import Inputs, day, yes

WEEK, SIX_WEEKS = Limit(7, DAYS), Limit(42, DAYS)
FOUR_WEEKS, THREE_MONTHS = Limit(28, DAYS), Limit(3, MONTHS)


def review(inputs: Inputs) -> Opinion:
    sequence, previous = inputs.text("sequence"), inputs.day("previous_review")
    start, limit = {
        "first": (inputs.day("care_start"), Limit(20)),
        "second": (previous, THREE_MONTHS),
        "later": (previous, Limit(6, MONTHS)),
    }[sequence or "first"]
    return clock(start, inputs.day("review"), inputs.today, limit, inputs.day("care_end"))


def visit(inputs: Inputs) -> Opinion:
    placed, seen, held = inputs.day("placement_start"), inputs.day("previous_visit"), inputs.day("visit")
    if placed is None:
        return no_number("invalid")
    if held and held < placed:
        held = None
    if seen is None or seen < placed:
        return clock(placed, held, inputs.today, WEEK, inputs.day("placement_end"))
    return clock(seen, held, inputs.today, _later_gap(inputs, placed, seen))


def _later_gap(inputs: Inputs, placed: date, seen: date) -> Limit:
    category, first_review = inputs.text("category") or "standard", inputs.day("first_review")
    if category == "standard":
        lasting = inputs.yes("long_term") and seen >= months_later(placed, 12)
        return THREE_MONTHS if lasting else SIX_WEEKS
    if category == "care_order_at_home":
        return SIX_WEEKS
    if first_review is None or seen < first_review:
        return WEEK
    return SIX_WEEKS if category == "regulation_19" else FOUR_WEEKS


def placements(inputs: Inputs) -> Opinion:
    year_before = months_later(inputs.today, -12)
    number = 0
    for each in inputs.said.get("placements") or []:
        start, end = day(each.get("start")), day(each.get("end"))
        if not yes(each.get("counts"), default=True) or start is None or start > inputs.today:
            continue
        number += end is None or end > year_before
    return Opinion(number, None, "yes" if number >= 3 else "no")


def _permanence(inputs: Inputs) -> tuple[date | None, Limit, bool]:
    """Start of the clock, its limit by the age at as_of, and whether there was a review."""
    born, last = inputs.day("dob"), inputs.held("last_review")
    limit = FOUR_WEEKS if born and age(born, inputs.today) < 5 else THREE_MONTHS
    return last or inputs.day("care_start"), limit, last is not None


def permanence(inputs: Inputs, limit_here: Limit) -> Opinion:
    if inputs.text("final_outcome"):
        return no_number("excluded")
    start, limit, reviewed = _permanence(inputs)
    if inputs.day("dob") is None:
        return no_number("invalid")
    if limit != limit_here:
        return no_number("excluded")
    if start is None or start > inputs.today:
        return no_number("invalid")
    due = limit.due(start)
    words = ("in_time" if reviewed else "not_due", "open_overdue")
    return Opinion((inputs.today - start).days, due, words[inputs.today > due])


def permanence_soon(inputs: Inputs) -> Opinion:
    if inputs.text("final_outcome"):
        return no_number("excluded")
    start, limit, _ = _permanence(inputs)
    if inputs.day("dob") is None or start is None or start > inputs.today:
        return no_number("invalid")
    ahead = (limit.due(start) - inputs.today).days
    return Opinion(ahead, limit.due(start), "yes" if 0 <= ahead <= 14 else "no")


def adoption_a10(inputs: Inputs) -> Opinion:
    if not inputs.yes("adopted"):
        return no_number("excluded")
    placed = inputs.day("foster_placement_start") or inputs.day("placed_for_adoption")
    start = inputs.day("care_start")
    if start and (placed is None or placed > inputs.today):
        return no_number("excluded")
    return clock(start, placed, inputs.today, Limit(426, DAYS))


def adoption_a2(inputs: Inputs) -> Opinion:
    order, match = inputs.day("placement_order"), inputs.day("match")
    if order is None or match is None or max(order, match) > inputs.today:
        return no_number("excluded")
    return clock(order, max(order, match), inputs.today, Limit(121, DAYS))


def health_review(inputs: Inputs) -> Opinion:
    start = inputs.held("last_ha") or inputs.day("care_start")
    born = inputs.day("dob")
    if start is None or born is None or start > inputs.today:
        return no_number("invalid")
    due = months_later(start, 6)
    if due >= birthday(born, 5):
        due = months_later(start, 12)
    return Opinion((inputs.today - start).days, due, "late" if inputs.today > due else "in_time")
