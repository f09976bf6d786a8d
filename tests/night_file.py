"""A night's work file with made-up rows in every table that is published, in the warehouse's own columns."""

from __future__ import annotations

from pathlib import Path

import duckdb
import psycopg

from caseclock.publish import rows
from caseclock.publish.results import NOT_REPLACED, SCHEMAS

FINDING = """
create or replace table main.finding (
    rule text, return_name text, severity text, table_name text, record bigint, episode integer, child_id text,
    columns text, message text, detail text, finding_key bigint, child_key text, value_hash text
)
"""
RULE_RESULT = """
create or replace table main.rule_result (
    rule text, return_name text, severity text, title text, table_name text, outcome text, findings bigint,
    reason text, kind text, version_sha text
)
"""
DELIVERED = """
create or replace table main.delivered as
select 'ssd_person' as table_name, true as required, true as supplied, 'ssd_person.csv' as file,
       100::bigint as rows_in, 98::bigint as rows_loaded, 2::bigint as rows_quarantined
"""


def make_night(
    path: Path, owner: str, *, count: int = 50, salt: int = 0, large: dict[str, int] | None = None
) -> Path:
    """Write a work file whose tables hold `count` rows each, or what `large` says for a `schema.table`.

    Two files with another `salt` differ in every row but have the same keys.
    """
    with psycopg.connect(owner) as connection:
        tables = [table for table in rows.tables(connection, SCHEMAS) if table.said not in NOT_REPLACED]
    with duckdb.connect(str(path)) as work:
        for schema in SCHEMAS:
            work.execute(f"create schema if not exists {schema}")
        for table in tables:
            chosen = ", ".join(
                f'{_made(name, kind, salt)} as "{name}"'
                for name, kind in table.columns.items()
                if name != "authority"
            )
            many = (large or {}).get(table.said, count)
            work.execute(
                f"create or replace table {table.said} as select {chosen} from range({many}) as numbers (i)"
            )
        work.execute(FINDING)
        work.execute(RULE_RESULT)
        work.execute(DELIVERED)
    return path


def find(path: Path, findings: list[tuple[int, str, str]], rules: dict[str, str]) -> Path:
    """Put findings (key, rule, value hash) and the outcome of each rule into a work file."""
    with duckdb.connect(str(path)) as work:
        work.execute(FINDING)
        work.execute(RULE_RESULT)
        for record, (key, rule, value_hash) in enumerate(findings, 1):
            work.execute(
                "insert into main.finding values (?, 'local', 'error', 'ssd_person', ?, null, ?, 'pers_dob',"
                " 'It is odd.', null, ?, ?, ?)",
                [rule, record, f"id{key}", key, f"child{key}", value_hash],
            )
        for rule, outcome in rules.items():
            count = sum(each == rule for _, each, _ in findings)
            work.execute(
                "insert into main.rule_result values (?, 'local', 'error', 'It is odd', 'ssd_person', ?, ?, null,"
                " 'rule', 'abc')",
                [rule, outcome, count],
            )
    return path


def _made(name: str, kind: str, salt: int) -> str:
    if name == "state":
        return "'late'"
    if name == "child_key":
        return "left(sha256(cast(i as text)), 32)"
    if kind == "bigint" and name.endswith("_key"):
        return "cast(hash(i) >> 1 as bigint)"
    made = {
        "text": f"'say \"é, {salt}' || i",
        "json": "'{\"a\": 1}'",
        "date": f"date '2020-01-01' + cast(i % 1500 + {salt} as integer)",
        "boolean": f"(i + {salt}) % 3 = 0",
        "integer": f"cast(i + {salt} as integer)",
        "bigint": f"cast(i + {salt} as bigint)",
        "double precision": f"i / 7.0 + {salt}",
        "timestamp with time zone": f"timestamptz '2024-03-31 00:30:00+00' + to_hours(cast(i + {salt} as integer))",
    }
    return made.get(kind, f"cast(i % 100 + {salt} as decimal(9, 1))")
