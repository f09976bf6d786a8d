"""The SQL and the second opinion agree on random histories."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import second_opinion
from caseclock.measure.worked_examples import Example, judge

SETTINGS = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
# Clock changes, leap days, 31 March and 1 April and the one-off bank holidays all lie in here.
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
EDGES = st.sampled_from(
    [
        date(2024, 2, 29),
        date(2024, 3, 31),
        date(2024, 4, 1),
        date(2022, 9, 19),
        date(2020, 5, 8),
        date(2011, 4, 29),
        date(2023, 5, 8),
        date(2024, 10, 27),
        date(2026, 3, 29),
        date(2022, 6, 3),
        date(2025, 12, 25),
        date(2023, 8, 31),
    ]
)
GAPS = st.one_of(st.none(), st.integers(-3, 120), st.integers(180, 190))
HISTORIES = st.lists(st.tuples(st.one_of(DAYS, EDGES), GAPS), min_size=60, max_size=100)
AS_AT = st.dates(date(2015, 1, 1), date(2031, 12, 31))


def _example(number: int, measure: str, as_at: date, **inputs: date | None) -> Example:
    days = {name: day.isoformat() if day else "" for name, day in inputs.items()}
    return Example(f"case-{number}", measure, days, as_at)


def _stop(start: date, gap: int | None) -> date | None:
    return None if gap is None else date.fromordinal(start.toordinal() + gap)


@SETTINGS
@given(
    histories=HISTORIES,
    as_at=AS_AT,
    measure=st.sampled_from([("assessment_45wd", 45), ("contact_decision_1wd", 1)]),
)
def test_working_day_clocks_agree(histories, as_at, measure):
    name, limit = measure
    pairs = [(start, _stop(start, gap)) for start, gap in histories]
    verdicts = judge(
        [_example(n, name, as_at, start=start, stop=stop) for n, (start, stop) in enumerate(pairs)]
    )
    for (start, stop), verdict in zip(pairs, verdicts, strict=True):
        expected = second_opinion.working_day_clock(start, stop, as_at, limit)
        assert (verdict.value, verdict.verdict) == expected, (start, stop, as_at)
        if verdict.due is not None:
            assert verdict.due == second_opinion.nth_working_day(start, limit)


@SETTINGS
@given(histories=HISTORIES, as_at=AS_AT)
def test_later_child_protection_reviews_agree(histories, as_at):
    pairs = [(start, _stop(start, gap)) for start, gap in histories]
    pairs = [(start, stop) for start, stop in pairs if start <= as_at and (stop is None or stop > start)]
    examples = [
        _example(
            n,
            "cp_review_timeliness",
            as_at,
            plan_start=second_opinion.months_later(start, -3),
            previous_review=start,
            review=stop,
        )
        for n, (start, stop) in enumerate(pairs)
    ]
    for (start, stop), verdict in zip(pairs, judge(examples), strict=True):
        value, due, words = second_opinion.month_clock(start, stop, as_at, 6)
        assert (verdict.value, verdict.due, verdict.verdict) == (value, due, words), (start, stop, as_at)
