"""The limits of a monthly series in SQL, beside the same rules worked out with pandas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseclock import work
from caseclock.measure.derive import derive
from caseclock.settings import PROJECT

COLUMNS = [
    "value",
    "points",
    "is_provisional",
    "mean",
    "lower_limit",
    "upper_limit",
    "signal",
    "state",
    "assurance",
]


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    made = work.connect()
    made.execute("create schema mart; set search_path='main,mart'")
    made.execute("create table this_run as select 'sample' as authority, date '2025-12-31' as as_at")
    made.execute("create table history as select 120 as months")
    yield made
    made.close()


def limits(
    connection: duckdb.DuckDBPyConnection,
    values: list[float],
    better: str = "high",
    target: float | None = None,
    figure: str = "proportion",
) -> pd.DataFrame:
    """The limits of these months, the last of which is December; a month without a number has no row."""
    months = pd.date_range(end="2025-12-01", periods=len(values), freq="MS")
    series = pd.DataFrame(
        {
            "measure": "a",
            "level": "authority",
            "locality_key": -2,
            "band": None,
            "period": "month",
            "period_start": months.date,
            "period_end": (months + pd.offsets.MonthEnd(0)).date,
            "numerator": 1,
            "denominator": 2,
            "value": values,
        }
    ).dropna(subset="value")
    connection.register("given_series", series)
    connection.execute("create or replace table measure_value as select * from given_series")
    connection.execute(
        f"create or replace table declared_measure as select 'a' as measure, '{figure}' as figure"
    )
    connection.execute(f"create or replace table definition as select 'a' as measure, '{better}' as better")
    connection.execute(
        "create or replace table target as select 'a' as measure, 'authority' as level, -2 as locality_key,"
        " cast(? as double) as target, date '1900-01-01' as valid_from, null::date as valid_to",
        [target],
    )
    derive(connection, PROJECT / "sql" / "ledger", "mart", only=("monthly_series", "control_limit"))
    return connection.execute(f"select {', '.join(COLUMNS)} from mart.control_limit order by month").df()


def by_pandas(values: list[float], better: str) -> list[tuple[float, float, str | None, str]]:
    """Lower and upper limit, signal and state of each month; nothing under 12 points."""
    series = pd.Series(values, dtype=float)
    if len(series) < 12:
        return []
    moving = series.diff().abs()
    average = moving[moving.isna() | (moving <= 3.267 * moving.mean())].mean()
    mean, reach = series.mean(), 2.66 * average
    distance = (series - mean).round(6)
    found = []
    for at in range(len(values)):
        side = _sign(distance[at])
        far = [_sign(each) if abs(each) > round(reach * 2 / 3, 6) else 0 for each in distance]
        shift = side != 0 and _run([_sign(each) for each in distance], at) >= 7
        steps = [_sign(after - before) for before, after in zip(values, values[1:], strict=False)]
        # The point belongs to a trend by the step that leads to it, or by the first step away from it.
        trend = 0
        if at > 0 and steps[at - 1] != 0 and _run(steps, at - 1) >= 6:
            trend = steps[at - 1]
        elif at < len(steps) and steps[at] != 0 and _run(steps, at) >= 6:
            trend = steps[at]
        near = [far[at + k] for k in (-2, -1, 1, 2) if 0 <= at + k < len(far)]
        signal, way = None, side
        if abs(distance[at]) > round(reach, 6):
            signal = "outside the limits"
        elif shift:
            signal = "7 in a row on one side"
        elif trend:
            signal, way = "7 in a row up or down", trend
        elif far[at] and far[at] in near:
            signal = "2 of 3 near a limit"
        state = "common cause"
        if signal:
            good = (better == "high") == (way > 0)
            state = "change" if better == "neutral" else "improvement" if good else "concern"
        found.append((mean - reach, mean + reach, signal, state))
    return found


def _sign(number: float) -> int:
    return int(number > 0) - int(number < 0)


def _run(kinds: list[int], at: int) -> int:
    """How many alike stand together around a place."""
    first = last = at
    while first > 0 and kinds[first - 1] == kinds[at]:
        first -= 1
    while last + 1 < len(kinds) and kinds[last + 1] == kinds[at]:
        last += 1
    return last - first + 1


STEPPED = st.lists(st.integers(0, 12).map(float), min_size=10, max_size=40)
LEVELS = st.lists(st.integers(0, 1000).map(lambda tenths: tenths / 10), min_size=10, max_size=40)


@given(values=st.one_of(STEPPED, LEVELS), better=st.sampled_from(["high", "low", "neutral"]))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_limits_and_signals_agree(
    connection: duckdb.DuckDBPyConnection, values: list[float], better: str
) -> None:
    given_back = limits(connection, values, better)
    expected = by_pandas(values, better)
    assert len(given_back) == len(expected)
    for row, (lower, upper, signal, state) in zip(given_back.itertuples(), expected, strict=True):
        assert float(row.lower_limit) == pytest.approx(lower, abs=0.0051)
        assert float(row.upper_limit) == pytest.approx(upper, abs=0.0051)
        assert (row.signal if isinstance(row.signal, str) else None, row.state) == (signal, state)


def test_eleven_months_have_no_limits_and_twelve_to_nineteen_are_provisional(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert limits(connection, [50.0, 52.0] * 5 + [51.0]).empty
    assert limits(connection, [50.0, 52.0] * 6)["is_provisional"].tolist() == [True] * 12
    assert limits(connection, [50.0, 52.0] * 10)["is_provisional"].tolist() == [False] * 20


@pytest.mark.parametrize(
    ("better", "target", "assurance"),
    [
        ("high", 40, "consistently passes"),
        ("high", 60, "consistently fails"),
        ("high", 51, "hit and miss"),
        ("low", 60, "consistently passes"),
        ("low", 40, "consistently fails"),
        ("high", None, None),
        ("neutral", 51, None),
    ],
)
def test_a_target_beyond_the_limits_is_always_or_never_met(
    connection: duckdb.DuckDBPyConnection, better: str, target: float | None, assurance: str | None
) -> None:
    found = limits(connection, [50.0, 52.0] * 6, better, target)["assurance"].unique().tolist()
    assert [each if isinstance(each, str) else None for each in found] == [assurance]


def test_the_month_that_is_not_over_has_no_part(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("update this_run set as_at = ?", [date(2025, 12, 30)])
    try:
        assert limits(connection, [50.0, 52.0] * 6).empty
    finally:
        connection.execute("update this_run set as_at = ?", [date(2025, 12, 31)])


def test_a_month_without_anything_is_nought_for_a_count_and_nothing_for_a_share(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """Four in every other month are two a month, up to the last whole one."""
    every_other = [4.0, float("nan")] * 12
    counted = limits(connection, every_other, figure="count")
    assert counted["points"].tolist() == [24] * 24
    assert counted["value"].astype(float).tolist() == [4.0, 0.0] * 12
    assert counted["mean"].astype(float).unique().tolist() == [2.0]
    assert limits(connection, every_other)["mean"].astype(float).unique().tolist() == [4.0]
