"""One number for what the warehouse says, to see whether two nights came to the same."""

from __future__ import annotations

import hashlib

import psycopg
from psycopg import sql

from caseclock.warehouse.connection import connect

LEFT_OUT = ("run_id", "record", "frozen_at")
"""Columns that differ between two equal nights: which run, which row of the file, and when."""

COLUMNS = """
select space.nspname, class.relname, array_agg(held.attname order by held.attname)
from pg_class as class
inner join pg_namespace as space on class.relnamespace = space.oid
inner join pg_attribute as held
    on held.attrelid = class.oid and held.attnum > 0 and not held.attisdropped and held.attname <> all(%s)
where
    class.relkind = 'p'
    and (space.nspname in ('core', 'mart', 'identity') or (space.nspname, class.relname) = ('quality', 'finding'))
group by 1, 2
order by 1, 2
"""


def checksum(address: str) -> str:
    """64 hexadecimal digits over all rows of core, mart and identity and the findings, in any order.

    address: one that may read them all, which is the owner's.
    """
    total = hashlib.sha256()
    with connect(address) as connection:
        connection.execute("set local timezone = 'UTC'")
        connection.execute("set local datestyle = 'ISO'")
        for schema, table, columns in connection.execute(COLUMNS, [list(LEFT_OUT)]).fetchall():
            rows, sum_of_rows = _sum(connection, schema, table, columns)
            total.update(f"{schema}.{table} {','.join(columns)} {rows} {sum_of_rows}\n".encode())
    return total.hexdigest()


def _sum(connection: psycopg.Connection, schema: str, table: str, columns: list[str]) -> tuple[int, int]:
    # Two seeds make 128 bits of each row; a sum does not mind their order, and counts a doubled row twice.
    asked = sql.SQL(
        "select count(*), coalesce(sum(hashtextextended(said, 0)::numeric), 0),"
        " coalesce(sum(hashtextextended(said, 1)::numeric), 0)"
        " from {table}, lateral (select row({columns})::text as said) as shown"
    ).format(table=sql.Identifier(schema, table), columns=sql.SQL(", ").join(map(sql.Identifier, columns)))
    row = connection.execute(asked).fetchone() or (0, 0, 0)
    return int(row[0]), (int(row[1]) << 80) + int(row[2])
