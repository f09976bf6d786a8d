"""A CIN census file in the work file: what was sent, typed, with what could not be read beside it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import duckdb

from caseclock.catalogue.cin_layout import OWN_NUMBERS, element_names, layout
from caseclock.catalogue.contracts import Contract, contracts
from caseclock.returns.census_schema import SCHEMA, make_schema, write_year
from caseclock.sources.cin_census import STRUCTURE, structure
from caseclock.sources.cin_reader import CensusReader

# Strict, as the department's rules read them: just this form, blanks around a value included.
_READ_AS = {
    "date": r"case when regexp_full_match(sent, '[1-9]\d{3}-\d\d-\d\d') then try_cast(sent as date) end",
    "moment": (
        r"case when regexp_full_match(sent, '[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)?')"
        " then try_cast(sent as timestamptz) end"
    ),
    "flag": "case when lower(sent) in ('true', '1') then 'Y' when lower(sent) in ('false', '0') then 'N' end",
    "integer": r"case when regexp_full_match(sent, '\d{1,18}|-0*[1-9]\d{0,17}') then try_cast(sent as bigint) end",
}
_NOT_READ = {
    "date": "'not a date in the form YYYY-MM-DD'",
    "moment": "'not a date and time in the form YYYY-MM-DDThh:mm:ss'",
    "flag": "'none of true, false, 1 and 0'",
    "integer": (
        r"case when regexp_full_match(sent, '\d+') then 'a whole number that is too large'"
        " else 'not a whole number' end"
    ),
}
"""Why a value that was sent could not be read, as SQL."""

_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())


@dataclass(frozen=True)
class Read:
    """What was read of a file: its children, the rows of each table, and how many problems it has."""

    children: int
    rows: Mapping[str, int]
    problems: int


def read_census(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    year: int | None = None,
    schema: str = SCHEMA,
    *,
    whole: bool = False,
) -> Read:
    """Read a census file straight into its schema, which is made anew, as far as it can be read.

    year: the collection that it should be of, named by the year it ends in; None takes the file's word.
    whole: nothing but a whole CIN census will do. Fills the tables of the contracts, `unread`, `delivered`,
    `structure` and what write_year makes. Raises DeliveryRefused for what must not be parsed, or is not whole.
    """
    reader = CensusReader(path, year=year)
    make_schema(connection, schema)
    for table, rows in reader.batches():
        connection.register("batch", rows)
        _fill(connection, contracts(SCHEMA)[table], "batch", schema)
        connection.unregister("batch")
    if whole:
        reader.require_whole()
    connection.register("batch", structure(reader))
    _fill(connection, contracts(SCHEMA)[STRUCTURE], "batch", schema)
    connection.unregister("batch")
    not_whole = f"the file breaks off after {reader.children} whole children" if reader.broken else None
    _finish(connection, path.name, year, not_whole, schema)
    return Read(reader.children, _rows(connection, schema), reader.problems.counted.total())


def load_census(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Path], file: str, schema: str = SCHEMA
) -> None:
    """The same for a census that landing holds: table name to its Parquet file, and the file's own name."""
    make_schema(connection, schema)
    for table, path in tables.items():
        said = str(path).replace("'", "''")
        _fill(connection, contracts(SCHEMA)[table], f"read_parquet('{said}')", schema)
    # What goes on to the warehouse holds no name that the file made up.
    connection.execute(
        f"update {schema}.structure set path = array_to_string(list_transform(split(path, '/'),"
        " lambda name: case when list_contains($known, name) then name else '*' end), '/')",
        {"known": sorted(element_names())},
    )
    _finish(connection, file, None, None, schema)


def _fill(connection: duckdb.DuckDBPyConnection, contract: Contract, sent: str, schema: str) -> None:
    """Type the text of `sent`, a relation with the contract's columns and `record`, into its table.

    An element that is empty or only white space is null; ids and codes stay as sent; a flag is Y or N.
    """
    typed, unread = _statements(contract)
    connection.execute(f"insert into {schema}.{contract.table} by name {typed.format(sent=sent)}")
    if unread:
        connection.execute(f"insert into {schema}.unread {unread.format(sent=sent)}")


@cache
def _statements(contract: Contract) -> tuple[str, str]:
    columns = ", ".join(
        f'cast("{column.name}" as bigint) as "{column.name}"'
        if column.name in OWN_NUMBERS
        else f'{_reading(column.name, column.type)} as "{column.name}"'
        for column in contract.columns
    )
    lost = " union all ".join(
        f"select '{contract.table}', '{column.name}', record, {_about(_NOT_READ, column.name, column.type)}"
        " from {sent}"
        f" where {_reading(column.name, column.type)} is null and {_present(column.name)} is not null"
        for column in contract.columns
        if column.type in _NOT_READ and column.name not in OWN_NUMBERS
    )
    return f"select {columns}, record from {{sent}}", lost


def _reading(column: str, kind: str) -> str:
    return _present(column) if kind == "text" else _about(_READ_AS, column, kind)


def _about(said: Mapping[str, str], column: str, kind: str) -> str:
    return said[kind].replace("{", "{{").replace("}", "}}").replace("sent", f'"{column}"')


def _present(column: str) -> str:
    # Nearly every value begins with a letter or digit; only for the others is it worth looking at all of it.
    return (
        f'case when ascii("{column}") between 33 and 126 then "{column}"'
        f" when trim(\"{column}\", '{_BLANKS}') <> '' then \"{column}\" end"
    )


def _finish(
    connection: duckdb.DuckDBPyConnection, file: str, year: int | None, not_whole: str | None, schema: str
) -> None:
    rows = _rows(connection, schema)
    for table, contract in contracts(SCHEMA).items():
        connection.execute(
            f"insert into {schema}.delivered values (?, ?, true, ?, ?, ?, 0)",
            [table, contract.required, file, rows[table], rows[table]],
        )
    told = connection.execute(f"select year, reference_date from {schema}.header").fetchall()
    header_year, reference_date = told[0] if told else (None, None)
    if reference_date is None and (year or header_year):
        with suppress(ValueError, OverflowError):  # a year that no calendar has
            reference_date = date(year or header_year, 3, 31)
    asked = [year, header_year, reference_date.year if reference_date else None]
    write_year(connection, _collection([each for each in asked if each]), reference_date, not_whole, schema)


def _collection(asked: list[int]) -> int:
    """The collection by whose rules a file is judged: the first named that is known, else the nearest to it."""
    known = layout()
    named = [year for year in asked if known.first_year <= year <= known.last_year]
    if named or not asked:
        return named[0] if named else known.settled_year
    return min(max(asked[0], known.first_year), known.last_year)


def _rows(connection: duckdb.DuckDBPyConnection, schema: str) -> dict[str, int]:
    counts = ", ".join(f"(select count(*) from {schema}.{table})" for table in contracts(SCHEMA))
    return dict(zip(contracts(SCHEMA), connection.execute(f"select {counts}").fetchall()[0], strict=True))
