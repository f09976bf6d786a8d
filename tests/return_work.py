"""A work file with a rehearsed CIN census in it: few children, each rule's outcome as the tests want it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import duckdb

from caseclock.publish.history import History
from caseclock.report.return_totals import LAST_RETURN
from caseclock.returns.census_schema import SCHEMA, make_schema, write_year

AS_AT = date(2026, 6, 30)
YEAR = 2026
NIGHTS = tuple(AS_AT - timedelta(days=days) for days in range(12, 0, -1))

# rule, severity, title, table, outcome, findings, reason, fix
RULES = (
    ("8500", "error", "The child has no id", "child_identifiers", "broken", 2, None, "Give the child its id."),
    ("8540", "error", "Neither a disability nor NONE is recorded", "child_characteristics", "broken", 5, None,
     "Record the child's disabilities, or NONE."),
    ("8675Q", "query", "The initial conference came late or not at all", "section_47", "broken", 3, None,
     "Check the dates; where they are right, explain them."),
    ("2885", "error", "The plan does not begin on the day of a conference", "child_protection_plans", "held", 0, None,
     "Correct one of the two days."),
    ("2886Q", "query", "Few referrals have an end", "cin_details", "not_run", 0, "no rows: cin_details", "Look."),
)  # fmt: skip

FINDING = """
create table main.finding (
    rule text, return_name text, severity text, table_name text, record bigint, episode integer, child_id text,
    columns text, message text, detail text, finding_key bigint, child_key text, value_hash text
);
create table main.rule_result (
    rule text, return_name text, severity text, title text, table_name text, outcome text, findings bigint,
    reason text, kind text, version_sha text, columns text, fix text, source text
);
create table main.this_run (
    authority text, as_at date, previous_as_at date, run_id text, first_night boolean, system text
);
create schema identity;
create table identity.finding_value (authority text, finding_key bigint, child_id text, value text);
"""


def make_rehearsed(path: Path, *, as_at: date = AS_AT, year: int = YEAR, children: int = 40) -> Path:
    """Write a work file as a night leaves it after the rules of the return have been run."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(FINDING)
        connection.execute(
            "insert into this_run values ('sample', ?, null, 'run-1', true, 'liquidlogic')", [as_at]
        )
        make_schema(connection)
        write_year(connection, year, date(year, 3, 31))
        fill(connection, SCHEMA, year, children)
        connection.execute(f"create table {SCHEMA}.left_out (table_name text, rows bigint, why text)")
        connection.execute(
            f"insert into {SCHEMA}.left_out values ('section_47', 7, 'its referral is not in the delivery'),"
            " ('section_47', 2, 'its referral is not in the return of this year')"
        )
        connection.executemany(
            "insert into rule_result values (?, 'cin_census', ?, ?, ?, ?, ?, ?, 'rule', 'abc', 'a', ?, 'DfE')",
            [list(rule) for rule in RULES],
        )
        connection.execute(
            "insert into rule_result values ('local_rule', 'local', 'error', 'Elsewhere', 'ssd_person', 'broken', 9,"
            " null, 'rule', 'abc', 'a', 'Put it right.', 'Local')"
        )
        _find(connection)
    return path


def last_year_beside(path: Path, children: int = 31) -> Path:
    """Put last year's return beside the one of a work file, as a rehearsal does."""
    with duckdb.connect(str(path)) as connection:
        make_schema(connection, LAST_RETURN)
        write_year(connection, YEAR - 1, date(YEAR - 1, 3, 31), schema=LAST_RETURN)
        fill(connection, LAST_RETURN, YEAR - 1, children)
    return path


def fill(connection: duckdb.DuckDBPyConnection, schema: str, year: int, children: int) -> None:
    """Put children (45 at most) with two referrals each into a return's schema, in the year before `year` ends."""
    first = date(year - 1, 4, 1).isoformat()
    connection.execute(f"""
        insert into {schema}.child_identifiers by name
        select i as child, 'C' || i as la_child_id, 'M' as sex, date '{first}' - 2000 as person_birth_date, i as record
        from range(1, {children + 1}) as numbers(i);
        insert into {schema}.child_characteristics by name
        select i as child, 'C' || i as la_child_id, 'WBRI' as ethnicity, i as record
        from range(1, {children + 1}) as numbers(i);
        insert into {schema}.disabilities by name
        select i as child, 'C' || i as la_child_id, case when i % 4 = 0 then 'LD' else 'NONE' end as disability,
            i as record
        from range(1, {children + 1}) as numbers(i);
        insert into {schema}.cin_details by name
        select cast(ceil(i / 2) as bigint) as child, i as episode, 'C' || cast(ceil(i / 2) as bigint) as la_child_id,
            date '{first}' + cast(i * 4 as integer) as cin_referral_date,
            case when i % 2 = 1 then 'Y' else 'N' end as referral_nfa, i as record
        from range(1, {2 * children + 1}) as numbers(i);
        insert into {schema}.section_47 by name
        select child, episode, la_child_id, cin_referral_date + 3 as s47_actual_start_date,
            cin_referral_date + 20 as date_of_initial_cpc, row_number() over (order by episode) as record
        from {schema}.cin_details where episode % 8 = 0;
    """)


def past(**counts: tuple[int | None, ...]) -> History:
    """A history of NIGHTS; each rule's counts, its name without a digit before it, as `r8500`."""
    known = {rule.removeprefix("r"): numbers for rule, numbers in counts.items()}
    return History(NIGHTS, known, dict.fromkeys(known, NIGHTS[3]))


def some_past() -> History:
    """A history in which one rule gets better, one worse, and one did not run once."""
    return past(
        r8540=(9, 9, 8, 8, 8, 7, 7, 6, 6, 6, 5, 5),
        r8500=(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1),
        r8675Q=(3, 3, None, 3, 3, 3, 3, 3, 3, 3, 4, 4),
    )


def _find(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("""
        insert into finding
        select '8500', 'cin_census', 'error', 'child_identifiers', i, null, null, 'la_child_id',
            'The child has no id', null, i, null, 'h' from range(1, 3) as numbers(i);
        insert into finding
        select '8540', 'cin_census', 'error', 'child_characteristics', i, null, 'C' || i, 'ethnicity',
            'Neither a disability nor NONE is recorded', null, 10 + i, null, 'h' from range(1, 6) as numbers(i);
        insert into finding
        select '8675Q', 'cin_census', 'query', 'section_47', i, 2, 'C' || (4 * i),
            's47_actual_start_date, date_of_initial_cpc', 'The initial conference came late or not at all',
            '17 working days', 20 + i, null, 'h' from range(1, 4) as numbers(i);
        insert into finding
        select 'local_rule', 'local', 'error', 'ssd_person', i, null, 'L' || i, 'a', 'Elsewhere', null, 100 + i,
            null, 'h' from range(9) as numbers(i);
        insert into identity.finding_value
        select 'sample', finding_key, child_id, '{"date_of_initial_cpc":"2025-05-23","s47_actual_start_date":null}'
        from finding where rule = '8675Q';
    """)
