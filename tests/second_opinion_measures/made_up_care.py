"""Made-up histories of children in care: reviews, visits, placements, permanence, health, adoption."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from second_opinion_measures import made_up_days as made
from second_opinion_measures.ages import birthday
from second_opinion_measures.made_up_days import Draw, inputs, written, yes_or_no
from second_opinion_measures.made_up_plans import ending
from second_opinion_measures.opinions import DAYS, MONTHS, Limit

History = dict[str, Any]
WEEK, SIX_WEEKS, FOUR_WEEKS = Limit(7, DAYS), Limit(42, DAYS), Limit(28, DAYS)
THREE_MONTHS, HALF_YEAR, YEAR = Limit(3, MONTHS), Limit(6, MONTHS), Limit(12, MONTHS)
SEQUENCES = {"first": Limit(20), "second": THREE_MONTHS, "later": HALF_YEAR}
CATEGORIES = [
    "standard", "temporary_approval", "interim_care_order_at_home", "regulation_19", "care_order_at_home", None, ""
]  # fmt: skip


def review(draw: Draw, as_of: date | None) -> History:
    sequence = draw(st.sampled_from(sorted(SEQUENCES)))
    limit = SEQUENCES[sequence]
    begun = made.start(draw, as_of, limit)
    held = made.stop(draw, begun, as_of, limit)
    care = begun if sequence == "first" else begun - timedelta(days=draw(st.sampled_from([1, 28, 200])))
    earlier = care - timedelta(days=draw(st.sampled_from([0, 1, 300])))
    return inputs(
        sequence=sequence,
        care_start=written(draw, made.maybe(draw, care)),
        previous_review=written(draw, None if sequence == "first" else made.maybe(draw, begun)),
        review=written(draw, held),
        care_end=written(draw, None if held else ending(draw, begun, as_of, limit)),
        earlier_period_end=written(draw, made.maybe(draw, earlier, 2)),
    )


def visit(draw: Draw, as_of: date | None) -> History:
    limits = (WEEK, FOUR_WEEKS, SIX_WEEKS, THREE_MONTHS)
    gap = made.start(draw, as_of, *limits)
    first = made.chance(draw, 3)
    placed = gap
    if not first:
        ago = draw(st.sampled_from([YEAR, YEAR, WEEK, Limit(0, DAYS), THREE_MONTHS]))
        placed = made.back(gap, ago) + timedelta(days=draw(made.LITTLE))
    seen = None if first and not made.chance(draw, 3) else gap
    held = made.stop(draw, gap, as_of, *limits)
    end = ending(draw, placed, as_of, WEEK) if not held and seen is None else None
    reviewed = gap + timedelta(days=draw(made.LITTLE)) if draw(st.booleans()) else None
    return inputs(
        placement_start=written(draw, made.maybe(draw, placed) if seen is None else placed),
        previous_visit=written(draw, seen),
        visit=written(draw, held),
        long_term=yes_or_no(draw),
        category=draw(st.sampled_from(CATEGORIES)),
        first_review=written(draw, reviewed),
        placement_end=written(draw, end),
    )


def placements(draw: Draw, as_of: date) -> History:
    edge = made.back(as_of, YEAR)
    rows = []
    for _ in range(draw(st.integers(0, 5))):
        begun = draw(st.sampled_from([edge, as_of])) - timedelta(days=draw(st.integers(-2, 60)))
        end = draw(st.sampled_from([edge, as_of, begun])) + timedelta(days=draw(st.integers(-1, 40)))
        rows.append(
            inputs(
                start=written(draw, begun),
                end=written(draw, max(end, begun) if draw(st.booleans()) else None),
                counts=draw(st.sampled_from([True, True, None, made.MISSING, False])),
            )
        )
    return inputs(placements=made.listed(draw, rows))


def _born(draw: Draw, today: date) -> date:
    """Most are about their fifth birthday; some were born on 29 February."""
    if made.chance(draw, 4):
        return draw(
            st.sampled_from([date(2012, 2, 29), date(2016, 2, 29), date(2020, 2, 29), date(2024, 2, 29)])
        )
    return birthday(today, -5) + timedelta(
        days=draw(st.integers(-3, 3)) * draw(st.sampled_from([1, 1, 60, 180]))
    )


def permanence(draw: Draw, as_of: date) -> History:
    last = made.start(draw, as_of, FOUR_WEEKS, THREE_MONTHS, Limit(14, DAYS))
    reviewed = not made.chance(draw, 3)
    care = min(last, as_of) - timedelta(days=draw(st.sampled_from([0, 1, 27, 28, 29, 90, 92])))
    born = min(_born(draw, as_of), care)
    return inputs(
        dob=written(draw, made.maybe(draw, born, 40)),
        care_start=written(draw, made.maybe(draw, care, 8) if reviewed else made.maybe(draw, last)),
        last_review=written(draw, last if reviewed else None),
        final_outcome="adopted" if made.chance(draw, 10) else draw(st.sampled_from([None, "", made.MISSING])),
    )


def health(draw: Draw, as_of: date) -> History:
    last = made.start(draw, as_of, HALF_YEAR, YEAR)
    turning = _born(draw, HALF_YEAR.due(last)) if draw(st.booleans()) else _born(draw, as_of)
    care = last - timedelta(days=draw(st.sampled_from([0, 1, 28, 183, 366])))
    assessed = not made.chance(draw, 3)
    return inputs(
        dob=written(draw, min(turning, care)),
        care_start=written(draw, made.maybe(draw, care, 8) if assessed else made.maybe(draw, last)),
        last_ha=written(draw, last if assessed else None),
    )


def adoption_a10(draw: Draw, as_of: date | None) -> History:
    limit = Limit(426, DAYS)
    care = made.start(draw, as_of, limit)
    return inputs(
        care_start=written(draw, made.maybe(draw, care)),
        placed_for_adoption=written(draw, made.stop(draw, care, None, limit)),
        foster_placement_start=written(
            draw, made.stop(draw, care, None, limit) if made.chance(draw, 3) else None
        ),
        adopted=True if not made.chance(draw, 5) else draw(st.sampled_from([False, None, made.MISSING])),
    )


def adoption_a2(draw: Draw, as_of: date | None) -> History:
    limit = Limit(121, DAYS)
    order = made.start(draw, as_of, limit)
    match = made.stop(draw, order, as_of, limit)
    if match and made.chance(draw, 4):
        match = order - timedelta(days=draw(st.integers(0, 60)))
    return inputs(placement_order=written(draw, made.maybe(draw, order)), match=written(draw, match))
