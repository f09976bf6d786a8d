"""Made-up histories of care leavers and of children who went missing and came back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from second_opinion_measures import made_up_days as made
from second_opinion_measures.made_up_days import Draw, inputs, written, yes_or_no
from second_opinion_measures.made_up_front_door import CHANGES, moment, some_time
from second_opinion_measures.opinions import DAYS, MONTHS, Limit

History = dict[str, Any]
WEEK, TWO_MONTHS = Limit(7, DAYS), Limit(2, MONTHS)


def visit(draw: Draw, as_of: date | None) -> History:
    first = draw(st.booleans())
    limit = WEEK if first else TWO_MONTHS
    begun = made.start(draw, as_of, limit)
    home = begun if first else begun - timedelta(days=draw(st.integers(0, 90)))
    return inputs(
        accommodation_start=written(draw, made.maybe(draw, home)),
        previous_visit=written(draw, None if first else begun),
        visit=written(draw, made.stop(draw, begun, as_of, limit)),
    )


def by_months(draw: Draw, as_of: date | None, months: int, start: str, stop: str) -> History:
    """A clock of calendar months between the inputs `start` and `stop`."""
    limit = Limit(months, MONTHS)
    begun = made.start(draw, as_of, limit)
    held = made.stop(draw, begun, as_of, limit)
    return inputs(**{start: written(draw, made.maybe(draw, begun)), stop: written(draw, held)})


NOW = ("2024-04-02T12:00:00", "2024-03-31T09:00:00+01:00", "2023-11-01", "2023-10-29T01:30:00")
"""Few, because each is a night of its own."""


def return_interview(draw: Draw, as_of: date | None) -> History:
    now = draw(st.sampled_from([NOW[(as_of.day if as_of else 0) % len(NOW)], None]))
    today = date.fromisoformat(now[:10]) if now else as_of
    days = [today - timedelta(days=each) for each in range(5)] if today else CHANGES
    back = draw(st.sampled_from(days))
    gap = draw(st.sampled_from([0, 1, 71, 72, 73, 74, 100])) * 60 + draw(st.sampled_from([-1, 0, 0, 1]))
    returned = some_time(draw, back)
    if now and draw(st.booleans()):
        returned = datetime.fromisoformat(now[:19]) - timedelta(minutes=gap)
    interview = returned + timedelta(minutes=gap) if today is None or not made.chance(draw, 3) else None
    if made.chance(draw, 4):
        said = [returned.date().isoformat(), interview.date().isoformat() if interview else None]
    else:
        said = [moment(draw, returned), moment(draw, interview) if interview else None]
    return inputs(
        returned=None if made.chance(draw, 20) else said[0],
        interview=said[1],
        as_of_time=now,
        declined=yes_or_no(draw, 12),
    )
