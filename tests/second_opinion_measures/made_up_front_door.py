"""Made-up histories of contacts, referrals, assessments, enquiries and complaints."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from second_opinion_measures import made_up_days as made
from second_opinion_measures.made_up_days import Draw, inputs, written, yes_or_no
from second_opinion_measures.opinions import MONTHS, Limit

History = dict[str, Any]
YEAR = Limit(12, MONTHS)


def _pair(draw: Draw, as_of: date | None, *limits: Limit) -> tuple[date, date | None]:
    begun = made.start(draw, as_of, *limits)
    return begun, made.stop(draw, begun, as_of, *limits)


def start_and_stop(draw: Draw, as_of: date | None, limits: tuple[int, ...], **flags: int) -> History:
    """A clock of working days; each of `flags` is true one time in so many."""
    begun, stopped = _pair(draw, as_of, *(Limit(each) for each in limits))
    said = {name: yes_or_no(draw, of) for name, of in flags.items()}
    return inputs(start=written(draw, made.maybe(draw, begun)), stop=written(draw, stopped), **said)


def from_referral(draw: Draw, as_of: date | None) -> History:
    referral, stopped = _pair(draw, as_of, Limit(45))
    begun = referral + timedelta(days=draw(st.integers(0, 20)))
    if stopped and stopped >= referral:
        begun = min(begun, stopped)
    return inputs(
        referral=written(draw, made.maybe(draw, referral)),
        start=written(draw, made.maybe(draw, begun)),
        stop=written(draw, stopped),
    )


def allocation(draw: Draw, as_of: date | None) -> History:
    begun = made.start(draw, as_of, Limit(1))
    workers = []
    for _ in range(draw(st.integers(0, 3))):
        taken = made.stop(draw, begun, as_of, Limit(1)) or begun
        workers.append(
            inputs(**{"from": written(draw, max(taken, begun)), "qualified_allocation": yes_or_no(draw)})
        )
    return inputs(start=written(draw, made.maybe(draw, begun)), workers=made.listed(draw, workers))


def moment(draw: Draw, when: datetime) -> str:
    """The same moment as London wall time, in UTC, or with another offset."""
    return when.isoformat() + draw(st.sampled_from(["", "Z", "+00:00", "+01:00", "+05:30", "-04:00", ""]))


def some_time(draw: Draw, day: date) -> datetime:
    hour = draw(st.sampled_from([0, 1, 2, 9, 12, 23]))
    return datetime(day.year, day.month, day.day, hour, draw(st.sampled_from([1, 30, 59])))


CHANGES = [date(2024, 3, 29), date(2024, 3, 30), date(2024, 3, 31), date(2023, 10, 28), date(2023, 10, 29)]


def decision(draw: Draw, as_of: date | None) -> History:
    """Dates or timestamps, for the limit of one working day; never two moments in the wrong order on one day."""
    begun, stopped = _pair(draw, as_of, Limit(1))
    if draw(st.booleans()) or stopped == begun:
        return inputs(start=written(draw, made.maybe(draw, begun)), stop=written(draw, stopped))
    stop = moment(draw, some_time(draw, stopped)) if stopped else None
    return inputs(start=moment(draw, some_time(draw, begun).replace(hour=12)), stop=stop)


def decision_24_hours(draw: Draw, as_of: date | None) -> History:
    today = as_of or date(2024, 3, 31)
    begun = some_time(draw, draw(st.sampled_from([*CHANGES, today, today - timedelta(days=1)])))
    if begun.date() > today:
        begun = some_time(draw, today - timedelta(days=2))
    gap = draw(
        st.sampled_from([0, 60, 22 * 60, 23 * 60, 24 * 60 - 1, 24 * 60, 24 * 60 + 1, 25 * 60, 26 * 60, 99])
    )
    stop = moment(draw, begun + timedelta(minutes=gap)) if as_of is None or not made.chance(draw, 4) else None
    said = moment(draw, begun)
    if made.chance(draw, 8):
        said = said[:10]
    if stop and made.chance(draw, 8) and stop[:10] > said[:10]:
        stop = stop[:10]
    return inputs(start=said, stop=stop)


def conference(draw: Draw, as_of: date | None) -> History:
    said = start_and_stop(draw, as_of, (15,))
    discussions = [written(draw, made.start(draw, as_of, Limit(15))) for _ in range(draw(st.integers(0, 2)))]
    return said | inputs(
        strategy_discussions=made.listed(draw, [each for each in discussions if type(each) is str])
    )


def re_referral(draw: Draw, as_of: date | None) -> History:
    referral = made.start(draw, as_of, Limit(0))
    previous = [
        made.back(referral, YEAR) + timedelta(days=draw(st.integers(-2, 2)))
        if draw(st.booleans())
        else referral - timedelta(days=draw(st.integers(0, 800)))
        for _ in range(draw(st.integers(0, 3)))
    ]
    return inputs(
        referral=written(draw, made.maybe(draw, referral)),
        previous=made.listed(draw, [each.isoformat() for each in previous]),
        previous_outcome=draw(st.sampled_from([made.MISSING, ["NFA"] * len(previous)])),
        case_open_at_referral=yes_or_no(draw, 6),
    )
