"""Run every clock and measure, once, and roll the rows up to figures."""

from __future__ import annotations

import duckdb

from caseclock.catalogue.measures import ClockHeader, Measure, measures
from caseclock.errors import ConfigurationError
from caseclock.measure.declaring import declare
from caseclock.measure.derive import derive
from caseclock.settings import PROJECT

LEDGER = PROJECT / "sql" / "ledger"

OF_LATE_MEASURES = ("measure_row", "measure_value", "measure_breakdown")
REMADE = (
    "clock_state", "counted_row", "placed", "bucketed_row", "place_sum", "person_sum", "whole_row_sum",
    *OF_LATE_MEASURES,
)  # fmt: skip
"""What has to be made once more for measures that read other measures' figures."""

CLOCK_ROW = """
create or replace temp table clock_row (
    measure measure_id, subject_key bigint, child_key child, team_key bigint, worker_key bigint,
    starts_on date, stops_on date, ended_on date, limit_value integer, limit_unit text,
    excluded_because text, invalid_because text, awaits_first boolean, end_excludes boolean,
    counts_from date, starts_at timestamptz, stops_at timestamptz, not_measurable_because text,
    band text, category text, applies_from date, applies_until date, counted_on date
)
"""

MEASURE_INPUT = """
create or replace temp table measure_input (
    measure measure_id, subject_key bigint, child_key child, team_key bigint, worker_key bigint, locality_key bigint,
    counted_on date, in_numerator boolean, in_denominator boolean, band text, category text,
    excluded_because text, invalid_because text, value double, due_on date,
    numerator_amount decimal(18, 4), denominator_amount decimal(18, 4)
)
"""

MIXED = """
create or replace temp macro mixed(begins, ends, turn) as
cast(
    (
        (coalesce(begins - date '0001-01-01', 0)::hugeint + 1) * 6364136223846793005
        + (coalesce(ends - date '0001-01-01', 0)::hugeint + 1) * 1442695040888963407
        + turn::hugeint * 3935559000370003845
    ) % 9223372036854775783 as bigint
)
"""
"""A number for two dates and a turn; with the keyed hash of what it runs for it makes the key of a row, at a
fraction of the cost of hashing each row once more."""

FIGURE = """
create or replace temp macro figure(kind, decimals, numerator, denominator, middle) as
case kind
    when 'count' then cast(numerator as decimal(18, 1))
    when 'children' then cast(numerator as decimal(18, 1))
    when 'median' then cast(floor(middle * 10 + 0.5) as decimal(18, 1)) / 10
    else cast(
        (
            2 * (case kind when 'proportion' then 100 else 1 end) * (case decimals when 0 then 1 else 10 end)
            * cast(numerator * 10000 as hugeint) + cast(denominator * 10000 as hugeint)
        ) // nullif(2 * cast(denominator * 10000 as hugeint), 0) as decimal(18, 1)
    ) / (case decimals when 0 then 1 else 10 end)
end
"""
"""A figure from its sums: whole numbers all the way, so that 12.25 becomes 12.3; nothing to divide by, no figure."""


def build_measures(
    connection: duckdb.DuckDBPyConnection, chosen: list[Measure] | None = None
) -> dict[str, int]:
    """Fill the schema `mart` from the star; the rows of each of its tables.

    chosen: the measures to run, all declared ones by default. A measure whose tables were not supplied
    has the status `not_supplied` and no rows; one whose table came empty says so and is measured.
    Raises ConfigurationError, with the file's name, when a SELECT does not run.
    """
    # Nothing reads these tables by the order of their rows, and keeping it costs a quarter of the time.
    connection.execute("set preserve_insertion_order=false")
    late = run_measures(connection, measures() if chosen is None else chosen)
    derive(connection, LEDGER, "mart")
    if late:
        _add_figures_of_figures(connection, late)
    tables = (
        "clock_ledger",
        "measure_row",
        "measure_value",
        "measure_breakdown",
        "no_further_action",
        "definition",
        "measure_status",
    )
    return {table: _count(connection, table) for table in tables}


def run_measures(connection: duckdb.DuckDBPyConnection, chosen: list[Measure]) -> list[Measure]:
    """Run the SELECTs into `clock_row` and `measure_input`; the measures that wait for figures.

    Expects the star. Measures whose tables were not supplied have no rows.
    """
    connection.execute("create schema if not exists mart")
    connection.execute("set search_path='main,core,identity,mart'")
    supplied = declare(connection, chosen)
    for table in (CLOCK_ROW, MEASURE_INPUT, FIGURE, MIXED):
        connection.execute(table)
    derive(connection, LEDGER, "mart", only=("snapshot", "counting_rule"))
    late = [measure for measure in supplied if measure.after_figures]
    for measure in supplied:
        if measure not in late:
            run_select(connection, measure)
    return late


def run_clocks(connection: duckdb.DuckDBPyConnection) -> None:
    """Judge the rows of `clock_row`: elapsed time, due date and state, in `clock_state`."""
    derive(connection, LEDGER, "mart", only=("clock_state",))


def _add_figures_of_figures(connection: duckdb.DuckDBPyConnection, late: list[Measure]) -> None:
    """Run the measures that read other measures' figures, and append their own to what is there."""
    for table in ("clock_row", "measure_input"):
        connection.execute(f"delete from temp.{table}")
    for measure in late:
        run_select(connection, measure)
    for table in OF_LATE_MEASURES:
        connection.execute(f"alter table mart.{table} rename to first_{table}")
    derive(connection, LEDGER, "mart", only=REMADE)
    for table in OF_LATE_MEASURES:
        connection.execute(f"insert into mart.first_{table} by name select * from mart.{table}")
        connection.execute(f"drop table mart.{table}")
        connection.execute(f"alter table mart.first_{table} rename to {table}")


def run_select(connection: duckdb.DuckDBPyConnection, measure: Measure) -> None:
    """Append the rows of one clock or measure to the table of its shape; ConfigurationError names its file."""
    target = "clock_row" if isinstance(measure.header, ClockHeader) else "measure_input"
    try:
        connection.execute(
            f"insert into temp.{target} by name"
            f" select '{measure.id}' as measure, body.* from ({measure.select}) as body"
        )
    except duckdb.Error as error:
        # The engine's text may quote a value of a row, so only its kind is passed on.
        raise ConfigurationError(
            f"The SELECT does not run ({type(error).__name__}).",
            where=measure.declaration.path.name,
            do="Run it by hand on a work file and correct it; nothing was published.",
        ) from None


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(connection.execute(f"select count(*) from mart.{table}").fetchall()[0][0])
