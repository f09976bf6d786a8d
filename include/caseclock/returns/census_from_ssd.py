"""The CIN census made from the SSD tables of a night, for one collection year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import duckdb

from caseclock.catalogue.cin_layout import OWN_NUMBERS
from caseclock.catalogue.contracts import Contract, contracts
from caseclock.catalogue.header import Declaration, read_declaration, read_folder
from caseclock.errors import ConfigurationError
from caseclock.measure.derive import derive
from caseclock.returns.census_schema import SCHEMA
from caseclock.settings import PROJECT

CENSUS = PROJECT / "sql" / "returns" / SCHEMA
STEPS = CENSUS / "steps"
LEFT_OUT, BEHIND = "left_out", "record_of_"
STRUCTURE = "structure"
"""What is not as the department's structure has it: nothing, where the file is ours to write."""


@dataclass(frozen=True)
class Came:
    """What was delivered of the SSD: its tables, its columns as `table.column`, and those with unreadable values."""

    tables: frozenset[str]
    columns: frozenset[str]
    unread: frozenset[str]


def make_census(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the empty schema `cin_census`, with its year in it, from the SSD tables in `main`.

    Needs the tables that load makes, and what make_schema and write_year made. Fills the return's tables;
    `delivered` (a table is supplied when every SSD table that it needs came, and the column that says
    which referral or plan its rows belong to), `delivered_column`, and `unread` for what could not be read
    of its records; and makes `left_out` (table_name, rows, why): records that belong to the return by their
    dates but have no place in it. The numbers and the order of the records do not depend on the order of
    the delivered rows.
    """
    came = _what_came(connection)
    steps = derive(connection, STEPS, "main")
    for table, declared in _declarations().items():
        contract = contracts(SCHEMA)[table]
        supplied = _is_supplied(declared, came)
        if supplied:
            _fill(connection, table, declared, came)
        _say_delivered(connection, contract, declared.header["columns"], supplied, came)
    connection.execute(f"insert into {SCHEMA}.delivered values (?, true, true, null, 0, 0, 0)", [STRUCTURE])
    left_out = read_declaration(CENSUS / f"{LEFT_OUT}.sql").select
    connection.execute(f"create or replace table {SCHEMA}.{LEFT_OUT} as {left_out}")
    for step in steps:
        connection.execute(f"drop table main.{step}")


def _fill(connection: duckdb.DuckDBPyConnection, table: str, declared: Declaration, came: Came) -> None:
    """A SELECT's columns `record_of_<SSD table>` say which delivered row stands behind each record."""
    connection.execute(f"create or replace temp table made as {declared.select}")
    described = [name for name, *_ in connection.execute("describe made").fetchall()]
    behind = {name for name in described if name.startswith(BEHIND)}
    columns = ", ".join(name for name in described if name not in behind)
    connection.execute(f"insert into {SCHEMA}.{table} by name select {columns} from made order by record")
    for column, made_from in declared.header["columns"].items():
        for each in came.unread.intersection(_any_of(made_from)):
            source, _, name = each.partition(".")
            if BEHIND + source in behind:
                connection.execute(
                    f"insert into {SCHEMA}.unread select ?, ?, made.record, unread.why from main.unread"
                    f" inner join made on unread.record = made.{BEHIND}{source}"
                    " where unread.table_name = ? and unread.column_name = ?",
                    [table, column, source, name],
                )
    connection.execute("drop table made")


@cache
def _declarations() -> Mapping[str, Declaration]:
    """Each table of the return that can be made, in the order of the names.

    Raises ConfigurationError, with the file's name, for one that names a table or a column which no contract has.
    """
    found = {each.header["table"]: each for each in read_folder(CENSUS) if each.path.stem != LEFT_OUT}
    for table, declared in found.items():
        contract = contracts(SCHEMA).get(table)
        unknown = set(declared.header["from"]) - set(contracts())
        unknown |= {column for column in _made_from(declared.header["columns"]) if not _is_declared(column)}
        if contract is None or unknown or not set(declared.header["columns"]) <= set(contract.column_names):
            raise ConfigurationError(
                "The table of the return names what no contract declares.",
                where=declared.path.name,
                do="Correct its header.",
            )
    return found


def _made_from(columns: Mapping[str, str | list[str] | None]) -> list[str]:
    return [each for made_from in columns.values() for each in _any_of(made_from)]


def _any_of(made_from: str | list[str] | None) -> list[str]:
    """The SSD columns of which one is enough for a column of the return; none when it is computed."""
    if made_from is None:
        return []
    return [made_from] if isinstance(made_from, str) else made_from


def _is_declared(column: str) -> bool:
    table, _, name = column.partition(".")
    return table in contracts() and name in contracts()[table].column_names


def _what_came(connection: duckdb.DuckDBPyConnection) -> Came:
    tables = connection.execute("select table_name from main.delivered where supplied").fetchall()
    came = frozenset(table for (table,) in tables)
    columns = connection.execute(
        "select table_name, column_name from main.delivered_column where supplied"
    ).fetchall()
    unread = connection.execute("select distinct table_name, column_name from main.unread").fetchall()
    return Came(
        came,
        frozenset(f"{table}.{column}" for table, column in columns if table in came),
        frozenset(f"{table}.{column}" for table, column in unread),
    )


def _is_supplied(declared: Declaration, came: Came) -> bool:
    columns = declared.header["columns"]
    placed = all(_holds(columns[name], came) for name in OWN_NUMBERS & set(columns))
    return placed and came.tables.issuperset(declared.header["from"])


def _holds(made_from: str | list[str] | None, came: Came) -> bool:
    return made_from is None or any(each in came.columns for each in _any_of(made_from))


def _say_delivered(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    columns: Mapping[str, str | list[str] | None],
    supplied: bool,
    came: Came,
) -> None:
    """columns: what each column that the SSD can hold is made from."""
    rows = f"(select count(*) from {SCHEMA}.{contract.table})"
    connection.execute(
        f"insert into {SCHEMA}.delivered values (?, ?, ?, null, {rows}, {rows}, 0)",
        [contract.table, contract.required, supplied],
    )
    connection.execute(
        f"insert into {SCHEMA}.delivered_column"
        " select ?, unnest(?::text[]), unnest(?::boolean[]), unnest(?::boolean[]), unnest(?::boolean[])",
        [
            contract.table,
            list(contract.column_names),
            [each.required for each in contract.columns],
            [supplied and name in columns and _holds(columns[name], came) for name in contract.column_names],
            [name in columns for name in contract.column_names],
        ],
    )
