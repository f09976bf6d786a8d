"""Made-up histories of child protection plans."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from second_opinion_measures import made_up_days as made
from second_opinion_measures.made_up_days import Draw, inputs, written
from second_opinion_measures.opinions import MONTHS, Limit

History = dict[str, Any]
BANDS = tuple(Limit(each, MONTHS) for each in (3, 6, 12, 24))


def length(draw: Draw, as_of: date | None) -> History:
    begun = made.start(draw, as_of, *BANDS)
    stopped = made.stop(draw, begun, as_of, *BANDS)
    return inputs(start=written(draw, made.maybe(draw, begun)), stop=written(draw, stopped))


def open_at(draw: Draw, as_of: date | None) -> History:
    begun = made.start(draw, as_of, Limit(0))
    stopped = made.stop(draw, begun, as_of, Limit(0))
    return inputs(start=written(draw, made.maybe(draw, begun)), stop=written(draw, stopped))


def repeat(draw: Draw, as_of: date | None) -> History:
    begun = made.start(draw, as_of, Limit(0))
    ends = [
        made.back(begun, BANDS[3]) + timedelta(days=draw(st.integers(-2, 2)))
        if draw(st.booleans())
        else begun - timedelta(days=draw(st.integers(-3, 1000)))
        for _ in range(draw(st.integers(0, 3)))
    ]
    said = [written(draw, each) for each in ends]
    return inputs(start=written(draw, made.maybe(draw, begun)), previous_ends=made.listed(draw, said))


def ending(draw: Draw, begun: date, as_of: date | None, limit: Limit) -> date | None:
    """When the plan or the care ended: about the due date, if it ended at all."""
    return limit.due(begun) + timedelta(days=draw(made.LITTLE)) if made.chance(draw, 3) else None


def review(draw: Draw, as_of: date | None) -> History:
    first = draw(st.booleans())
    limit = Limit(3 if first else 6, MONTHS)
    begun = made.start(draw, as_of, limit)
    held = made.stop(draw, begun, as_of, limit)
    planned = begun if first else begun - timedelta(days=draw(st.sampled_from([1, 30, 90, 400])))
    return inputs(
        plan_start=written(draw, made.maybe(draw, planned)),
        previous_review=written(draw, None if first else begun),
        review=written(draw, held),
        plan_end=written(draw, None if held else ending(draw, begun, as_of, limit)),
    )


def visits(draw: Draw, as_of: date | None, limit: Limit) -> History:
    begun = made.start(draw, as_of, limit, Limit(100))
    today = made.today_of(as_of)

    def some(most: int) -> list[object]:
        drawn = [made.start(draw, as_of, limit) for _ in range(draw(st.integers(0, most)))]
        return [written(draw, each) for each in drawn if each >= begun or begun > today]

    return inputs(
        plan_start=written(draw, made.maybe(draw, begun)),
        seen_visits=made.listed(draw, [each for each in some(3) if isinstance(each, str)]),
        unseen_visits=made.listed(draw, [each for each in some(2) if isinstance(each, str)]),
    )


def once_or_ended(draw: Draw, as_of: date | None, limit: Limit, **dates: bool) -> History:
    begun = made.start(draw, as_of, limit)
    held = made.stop(draw, begun, as_of, limit)
    end = ending(draw, begun, as_of, limit)
    if end and held and end < held:
        end = None
    said = {name: written(draw, begun + timedelta(days=draw(st.integers(0, 30)))) for name in dates}
    return inputs(
        start=written(draw, made.maybe(draw, begun)), stop=written(draw, held), end=written(draw, end), **said
    )
