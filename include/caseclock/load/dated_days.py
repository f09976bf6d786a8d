"""Every day that a clock may run from or to, in one place for the rules that look at all of them."""

from __future__ import annotations

import duckdb

from caseclock.catalogue.contracts import Column, Contract, contracts


def create_dated_days(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view `dated_day` over the contract tables: one row a day that was delivered.

    Columns: table_name, column_name, kind (event or plan, as the contract says), child_id, record, day.
    """
    parts = [
        _days(contract, column)
        for contract in contracts().values()
        for column in contract.columns
        if column.on_clock
    ]
    connection.execute("create or replace view main.dated_day as " + " union all ".join(parts))


def _days(contract: Contract, column: Column) -> str:
    child = "null"
    if contract.child:
        child = f"t.{contract.child}"
    elif through := contract.child_through:
        found = f"main.{through.table} as o where o.{through.key} = t.{through.column}"
        child = f"(select min(o.{through.child}) from {found})"
    return (
        f"select '{contract.table}' as table_name, '{column.name}' as column_name, '{column.on_clock}' as kind,"
        f" {child} as child_id, t.record, cast(t.{column.name} as date) as day"
        f" from main.{contract.table} as t where t.{column.name} is not null"
    )
