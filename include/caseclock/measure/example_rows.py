"""Worked examples as delivered rows: a night without anything in it, and the rows of each case."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import duckdb

from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.header import read_yaml
from caseclock.errors import DeliveryRefused
from caseclock.load.night_facts import TABLES, end_of
from caseclock.settings import PROJECT
from caseclock.warehouse import pseudonym

if TYPE_CHECKING:
    from caseclock.measure.worked_examples import Example

EXAMPLES = PROJECT / "sql" / "examples"

DAY = r"""
create or replace temp macro written(said) as
case when said <> '' then case when regexp_matches(said, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') then said else '-' end end;
create or replace temp macro day(inputs, key) as
cast(cast(written(inputs ->> key) as timestamptz) as date);
create or replace temp macro days(inputs, key) as
list_transform(
    cast(case inputs ->> key when '' then null else inputs -> key end as text[]),
    lambda each: cast(cast(written(each) as timestamptz) as date)
);
create or replace temp macro moment(inputs, key) as
case
    when regexp_matches(inputs ->> key, '^.{11,}([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)$')
        then cast(written(inputs ->> key) as timestamptz)
    when
        timezone(
            'Europe/London',
            timezone('Europe/London', cast(written(inputs ->> key) as timestamp)) - interval 1 hour
        ) = cast(written(inputs ->> key) as timestamp)
        then timezone('Europe/London', cast(written(inputs ->> key) as timestamp)) - interval 1 hour
    else timezone('Europe/London', cast(written(inputs ->> key) as timestamp))
end;
"""
"""A timestamp with an offset becomes its London day; one without is London time already, and of the hour that
comes twice in October the first one is meant. A text that does not begin with a day of four, two and two digits becomes
one that no cast takes: DuckDB would also read infinity, epoch and years of six digits."""

CHILD = """
select case_id as pers_person_id, coalesce(day(inputs, 'dob'), date '2015-01-01') as pers_dob
from input
"""

UNREADABLE = (duckdb.ConversionException, duckdb.OutOfRangeException, UnicodeDecodeError)
"""What DuckDB raises for a text that is no date; the last one where it cuts its own message within a character."""


def writers() -> dict[str, dict[str, Any]]:
    """By measure id, the file that says how an example of it is written as delivered rows."""
    documents = [read_yaml(path) for path in sorted(EXAMPLES.glob("*.yaml"))]
    return {measure_id: document for document in documents for measure_id in document["measures"]}


def empty_night(connection: duckdb.DuckDBPyConnection, as_of: date, until: datetime | None = None) -> None:
    """A work file with every table, all empty, and all of them supplied.

    until: the moment to which open clocks in hours are counted; the end of as_of when it is None.
    """
    pseudonym.install(connection, b"worked examples need no secret!!")
    for contract in contracts().values():
        columns = ", ".join(f"{column.name} {column.sql_type}" for column in contract.columns)
        connection.execute(f"create table main.{contract.table} ({columns}, record bigint)")
    connection.execute("create table main.delivered (table_name text, supplied boolean)")
    connection.executemany("insert into main.delivered values (?, true)", [[table] for table in contracts()])
    connection.execute(
        "create table main.this_run as select 'example' as authority, cast(? as date) as as_at,"
        " null::date as previous_as_at, 'example' as run_id, true as first_night, 'plain' as system,"
        " cast(? as timestamptz) as until_at",
        [as_of, until or end_of(as_of)],
    )
    for table in ("this_delivery", "delivered_from"):
        connection.execute(f"create table main.{table} ({TABLES[table]})")
    connection.execute("create table main.setting (name text, value text, valid_from date, valid_to date)")
    connection.execute("create table main.closure (date date)")
    connection.execute(
        "create table main.mapping_no_further_action (source_system text, entity text, source_field text,"
        " source_value_folded text, reason_code text, disposition text, valid_from date, valid_to date)"
    )
    connection.execute(
        "create table main.known_crosswalk (child_key text, system text, local_id text, upn text,"
        " common_child_id text, founder_system text, founder_local_id text, key_version integer)"
    )
    connection.execute("create table main.pseudonym_key as select 1 as version")


def write(
    connection: duckdb.DuckDBPyConnection,
    measure_id: str,
    cases: list[tuple[int, Example]],
    writer: dict[str, Any],
) -> None:
    """Write the cases of one measure as delivered rows, each a child of its own.

    Raises DeliveryRefused, with the first such case, for an input that is not a date or a timestamp.
    """
    connection.execute(DAY)
    put_input(connection, cases)
    try:
        connection.execute(f"insert into main.ssd_person by name {CHILD}")
        for table, select in writer["tables"].items():
            connection.execute(f"insert into main.{table} by name {select}")
    except UNREADABLE:
        raise DeliveryRefused(
            "An input is not a date or a timestamp in ISO form, or not the list that the measure asks for.",
            where=_first_unreadable(connection, measure_id, cases, writer),
            do="Correct that case.",
        ) from None


def put_input(connection: duckdb.DuckDBPyConnection, cases: list[tuple[int, Example]]) -> None:
    """Put the cases of one measure into the table `input`, in place of another's.

    The position, not the id, names a case there: two rows of a file may carry the same id.
    """
    connection.execute("create or replace table main.input (case_id text, inputs json)")
    rows = [[str(number), json.dumps(example.inputs)] for number, example in cases]
    connection.executemany("insert into main.input values (?, ?)", rows)


def _first_unreadable(
    connection: duckdb.DuckDBPyConnection,
    measure_id: str,
    cases: list[tuple[int, Example]],
    writer: dict[str, Any],
) -> str:
    """The first case that cannot be written by itself."""
    for case in cases:
        try:
            put_input(connection, [case])
            for select in (CHILD, *writer["tables"].values()):
                connection.execute(select).fetchall()
        except UNREADABLE:
            return f"case {case[1].case_id} of {measure_id}"
    return measure_id
