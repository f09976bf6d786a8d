"""Rows from a DuckDB work file into tables of the warehouse: Arrow, CSV, COPY, never all in memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import duckdb
import psycopg
import pyarrow as pa
from psycopg import sql
from pyarrow import csv

from caseclock.errors import CaseclockError

BATCH = 50_000
"""Rows in memory at a time."""

TYPES = {
    "text": "varchar",
    "json": "varchar",
    "jsonb": "varchar",
    "date": "date",
    "boolean": "boolean",
    "integer": "integer",
    "bigint": "bigint",
    "double precision": "double",
    "timestamp with time zone": "timestamptz",
}
"""What DuckDB hands over for each type of the warehouse; a numeric with its scale is written alike in both."""


@dataclass(frozen=True)
class Table:
    """A table of the warehouse and its columns, each with PostgreSQL's name of its type."""

    schema: str
    name: str
    columns: dict[str, str]

    @property
    def said(self) -> str:
        """Schema and name, as a person writes them."""
        return f"{self.schema}.{self.name}"

    @property
    def identifier(self) -> sql.Identifier:
        """The table for SQL of the warehouse."""
        return sql.Identifier(self.schema, self.name)


def tables(connection: psycopg.Connection, schemas: list[str]) -> list[Table]:
    """The partitioned tables of these schemas with their columns, in the order of the schemas and names."""
    rows = connection.execute(
        "select space.nspname, class.relname, held.attname, format_type(held.atttypid, held.atttypmod)"
        " from pg_class as class"
        " inner join pg_namespace as space on class.relnamespace = space.oid"
        " inner join pg_attribute as held"
        " on class.oid = held.attrelid and held.attnum > 0 and not held.attisdropped"
        " where class.relkind = 'p' and space.nspname = any(%s)"
        " order by array_position(%s, space.nspname::text), class.relname, held.attnum",
        [schemas, schemas],
    ).fetchall()
    found: dict[tuple[str, str], dict[str, str]] = {}
    for schema, name, column, kind in rows:
        found.setdefault((schema, name), {})[column] = kind
    return [Table(schema, name, columns) for (schema, name), columns in found.items()]


def check_fit(work: duckdb.DuckDBPyConnection, wanted: list[Table]) -> None:
    """Compare tables of the warehouse with those of the same name in the work file.

    The authority is added on the way and may be missing there. Raises CaseclockError that names every
    table and column that one side has and the other has not.
    """
    held: dict[tuple[str, str], set[str]] = {}
    for schema, name, column in work.execute(
        "select table_schema, table_name, column_name from information_schema.columns"
        " where table_catalog = current_database()"
    ).fetchall():
        held.setdefault((schema, name), set()).add(column)
    wrong = []
    for table in wanted:
        columns = held.get((table.schema, table.name))
        if columns is None:
            wrong.append(f"{table.said} is missing")
            continue
        missing = set(table.columns) - columns - {"authority"}
        extra = columns - set(table.columns)
        wrong += [f"{table.said} lacks {column}" for column in sorted(missing)]
        wrong += [f"{table.said} has {column}, which the warehouse has not" for column in sorted(extra)]
    if wrong:
        raise CaseclockError(
            f"The night's tables and the warehouse's do not fit: {'; '.join(wrong)}.",
            where="sql/warehouse, sql/core, sql/ledger",
            do="Add a numbered step to sql/warehouse, or correct the SELECT; nothing was published.",
        )


def replace(
    connection: psycopg.Connection, work: duckdb.DuckDBPyConnection, table: Table, authority: str
) -> int:
    """Put the work file's rows of a table in the place of the authority's; how many there are now.

    Readers keep seeing the rows of before until the caller's transaction is committed.
    """
    connection.execute(sql.SQL("delete from {} where authority = %s").format(table.identifier), [authority])
    source = f'"{table.schema}"."{table.name}"'
    return copy(connection, work, table.identifier, table.columns, source, authority)


def copy(
    connection: psycopg.Connection,
    work: duckdb.DuckDBPyConnection,
    target: sql.Identifier,
    columns: dict[str, str],
    source: str,
    authority: str,
) -> int:
    """Append the rows of `source`, a table or a bracketed SELECT of the work file; how many.

    columns: those to fill, with PostgreSQL's type names; `authority` is the same for all rows.
    """
    chosen = ", ".join(_taken(name, kind, authority) for name, kind in columns.items())
    try:
        # A relation, because a result would first be held as a whole.
        batches = work.sql(f"select {chosen} from {source} as source").to_arrow_reader(BATCH)
        return _send(connection, batches, target, columns)
    except duckdb.Error as error:
        raise CaseclockError(
            f"The night's file does not give the rows ({type(error).__name__}).",
            where=target.as_string(connection),
            do="Nothing was published. Run the night again; report it when it comes back.",
        ) from None


def _send(
    connection: psycopg.Connection,
    batches: pa.RecordBatchReader,
    target: sql.Identifier,
    columns: dict[str, str],
) -> int:
    statement = sql.SQL("copy {} ({}) from stdin (format csv)").format(
        target, sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    written = 0
    options = csv.WriteOptions(include_header=False, batch_size=4096)
    with connection.cursor() as cursor:
        # One batch is written while the one before it is on its way; the server has a processor of its own.
        with cursor.copy(statement) as out, ThreadPoolExecutor(1) as sender:
            on_its_way = sender.submit(out.write, b"")
            for batch in batches:
                text = pa.BufferOutputStream()
                csv.write_csv(batch, text, options)
                on_its_way.result()
                on_its_way = sender.submit(out.write, text.getvalue().to_pybytes())
                written += batch.num_rows
            on_its_way.result()
        if cursor.rowcount != written:
            raise CaseclockError(
                f"The warehouse took {cursor.rowcount} of {written} rows.",
                where=target.as_string(connection),
                do="Nothing was published; report this.",
            )
    return written


def _taken(name: str, kind: str, authority: str) -> str:
    if name == "authority":
        return f"cast('{authority}' as varchar) as authority"  # a checked name: letters, digits, underscores
    known = TYPES.get(kind, kind.replace("numeric", "decimal"))
    if known == "decimal":
        known = "decimal(18, 6)"
    return f'cast(source."{name}" as {known}) as "{name}"'
