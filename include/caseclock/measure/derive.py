"""Make tables from a folder of declarations, each after the ones that it reads."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from caseclock.catalogue.header import Declaration, read_folder
from caseclock.errors import ConfigurationError


def derive(
    connection: duckdb.DuckDBPyConnection, folder: Path, schema: str, only: Collection[str] = ()
) -> list[str]:
    """Create one table for each declaration in `folder`; the names of the tables made.

    A header gives `table`, `after` (tables of the same folder that come first) and, where it is not
    `schema`, its own: `temp` for what goes with the connection. `view: true` where it is cheaper to work out
    than to keep; `listed: {column: type}` for a text that is a number in this and every later table.
    only: names of tables, to make no others; what they come after must be there already.
    Raises ConfigurationError for a name that no file declares or for a circle.
    """
    declared = {each.header["table"]: each for each in read_folder(folder)}
    order = TopologicalSorter({name: each.header.get("after", []) for name, each in declared.items()})
    try:
        names = list(order.static_order())
    except CycleError as error:
        circle = ", ".join(map(str, error.args[1]))
        raise ConfigurationError(f"These tables wait for each other: {circle}.", where=folder.name) from None
    for name in names:
        if name not in declared:
            raise ConfigurationError(f"No file declares the table {name}.", where=folder.name)
    wanted = [name for name in names if not only or name in only]
    for name in wanted:
        _create(connection, declared[name], declared[name].header.get("schema", schema))
    return wanted


def read_by(folder: Path, selects: Iterable[str]) -> set[str]:
    """The tables declared in `folder` that some SELECTs read, with all that those are made from."""
    declared = {each.header["table"]: each for each in read_folder(folder)}
    named = re.compile(r"\b(" + "|".join(map(re.escape, declared)) + r")\b")
    found: set[str] = set()
    waiting = [name for select in selects for name in named.findall(select)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += declared[name].header.get("after", [])
            waiting += named.findall(declared[name].select)
    return found


def _create(connection: duckdb.DuckDBPyConnection, declaration: Declaration, schema: str) -> None:
    name = declaration.header["table"]
    kind = "view" if declaration.header.get("view") else "table"
    if schema == "temp":
        kind = f"temp {kind}"
    connection.execute(f"create or replace {kind} {schema}.{name} as {declaration.select}")
    for column, listed in declaration.header.get("listed", {}).items():
        # A list must hold something, even on a night without a child.
        values = f"select '' as listed union select {column}::text from {schema}.{name} order by all"
        connection.execute(f"create or replace type main.{listed} as enum ({values})")
        connection.execute(f"alter table {schema}.{name} alter {column} type main.{listed}")
