"""What tonight's delivery holds, as far as it decides which checks can be run."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from caseclock.catalogue.calendar import FIRST_DAY, LAST_DAY
from caseclock.catalogue.rules import Rule


@dataclass(frozen=True)
class Delivery:
    """Which tables and columns came tonight.

    supplied: table to whether it came; a table that is not in it was made by the night itself.
    absent: (table, column) of contract columns that did not come. not_expected: those among them
    that this kind of source cannot hold. touched: tables of which it can hold something. unread:
    (table, column) to the number of values that could not be read. rows: table to its rows, of those
    that came. first_night: there is no earlier published night. year: the collection year. dated: its
    first and last day are known. on_calendar: and lie in the calendar of working days. not_whole: why only a
    part of it could be read, empty when it is whole.
    """

    supplied: dict[str, bool]
    absent: frozenset[tuple[str, str]]
    not_expected: frozenset[tuple[str, str]]
    touched: frozenset[str]
    unread: dict[tuple[str, str], int]
    rows: dict[str, int]
    first_night: bool
    year: int
    dated: bool
    not_whole: str
    on_calendar: bool = True

    def has(self, table: str) -> bool:
        """Whether the table came, or was made from what came."""
        return self.supplied.get(table, True)

    def can_hold(self, table: str) -> bool:
        """Whether this kind of source can hold any of the table."""
        return table in self.touched or self.has(table)


def read_delivery(connection: duckdb.DuckDBPyConnection) -> Delivery:
    """Read the small tables that load left: delivered, delivered_column, unread, this_run, census.

    They are those of the connection's search path: a return has its own beside its tables.
    """
    columns = connection.execute(
        "select table_name, column_name, supplied, expected from delivered_column"
    ).fetchall()
    night = connection.execute("select first_night from this_run").fetchone()
    census = connection.execute("select year, starts_on, reference_date, not_whole from census").fetchone()
    year, starts_on, reference_date, not_whole = census or (0, None, None, None)
    unread = connection.execute(
        "select table_name, column_name, count(*) from unread where record is not null group by all"
    ).fetchall()
    came = connection.execute("select table_name, supplied, rows_loaded from delivered").fetchall()
    return Delivery(
        supplied={table: supplied for table, supplied, _ in came},
        absent=frozenset((table, column) for table, column, supplied, _ in columns if not supplied),
        not_expected=frozenset((table, column) for table, column, _, expected in columns if not expected),
        touched=frozenset(table for table, _, supplied, expected in columns if supplied or expected),
        unread={(table, column): count for table, column, count in unread},
        rows={table: rows for table, supplied, rows in came if supplied},
        first_night=bool(night and night[0]),
        year=year,
        dated=reference_date is not None,
        not_whole=not_whole or "",
        on_calendar=reference_date is None
        or ((starts_on or reference_date) > FIRST_DAY and reference_date <= LAST_DAY),
    )


def why_not_run(rule: Rule, delivery: Delivery) -> str:
    """Why a rule cannot be run tonight, or an empty text.

    What it needs did not come, came only in part where the whole is judged, or there is no earlier night
    to compare with.
    """
    missing = [table for table in rule.needs if not delivery.has(table)]
    if missing:
        return f"not supplied: {', '.join(missing)}"
    named = [(column.rpartition(".")[0] or rule.table, column.rpartition(".")[2]) for column in rule.columns]
    absent = [f"{table}.{column}" for table, column in named if (table, column) in delivery.absent]
    if absent:
        return f"not supplied: {', '.join(absent)}"
    empty = [table for table in rule.needs_rows if delivery.rows.get(table) == 0]
    if empty:
        return f"no rows: {', '.join(empty)}"
    if rule.needs_reference_date and not delivery.dated:
        return "the return does not say its reference date"
    if rule.needs_working_days and not delivery.on_calendar:
        return "the return's year lies outside the calendar of working days"
    if rule.whole_delivery and delivery.not_whole:
        return delivery.not_whole
    if rule.needs_previous and delivery.first_night:
        return "first night"
    return ""
