"""From landing to the typed work file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from caseclock.catalogue.authorities import Authority
from caseclock.catalogue.contracts import Contract, contracts
from caseclock.catalogue.systems import System, system
from caseclock.errors import ConfigurationError
from caseclock.landing import Delivery
from caseclock.load.dated_days import create_dated_days
from caseclock.load.night_facts import (
    create_facts,
    write_configuration,
    write_delivered,
    write_previous_counts,
    write_run,
)
from caseclock.load.system_quirks import apply_quirks
from caseclock.load.tables import create_table, fill_table
from caseclock.load.typed_column import define_macros


@dataclass(frozen=True)
class Loaded:
    """What was loaded, in rows over all tables.

    rows_in is the sum of the two after it. unread and placeholders count values. not_supplied:
    required tables that did not come or were refused.
    """

    rows_in: int
    rows_loaded: int
    rows_quarantined: int
    unread: int
    placeholders: int
    not_supplied: tuple[str, ...]


def load(
    connection: duckdb.DuckDBPyConnection,
    deliveries: Sequence[Delivery],
    authority: Authority,
    as_at: date,
    *,
    run_id: str,
    census_year: int | None = None,
    previous: Sequence[Delivery] = (),
    previous_tables: Collection[str] = (),
    previous_counts: Mapping[str, int] | None = None,
) -> Loaded:
    """Fill an empty work file from landing: every contract table, typed, and the night's small tables.

    deliveries: one a source, the authority's case system first; its system is the run's. as_at: the
    last full London day, inclusive. census_year: the year in which the collection ends, None for the
    one that is being prepared on as_at. previous: the deliveries of the last published night, earlier than as_at,
    empty on a first night; of them `previous_tables` are loaded into the schema `previous`, and
    `previous_counts` is that night's rows by table.

    Raises ConfigurationError when two sources deliver one table.
    """
    _check_once(deliveries)
    define_macros(connection)
    create_facts(connection)
    for contract in contracts().values():
        create_table(connection, contract)
    previous_as_at = max((each.as_at for each in previous), default=None)
    write_run(connection, authority, as_at, run_id, deliveries[0].system, previous_as_at, census_year)
    write_configuration(connection, authority)
    write_previous_counts(connection, previous_counts or {})
    for delivery in sorted(deliveries, key=lambda each: each.kind != "cin_census"):
        if delivery.kind == "cin_census":
            _load_census(connection, delivery)
        else:
            _fill(connection, delivery, _system_of(delivery, authority), as_at)
    write_delivered(connection, deliveries)
    create_dated_days(connection)
    connection.execute("create schema if not exists previous")
    for earlier in previous:
        _load_previous(connection, earlier, authority, previous_tables)
    for table in previous_tables:
        if not _exists(connection, table):
            create_table(connection, contracts()[table], "previous")
    return _counted(connection)


def _fill(connection: duckdb.DuckDBPyConnection, delivery: Delivery, made_by: System, as_at: date) -> None:
    for contract in _in_order(delivery):
        fill_table(connection, contract, delivery, made_by)
        apply_quirks(connection, contract.table, made_by, as_at)


def _load_previous(
    connection: duckdb.DuckDBPyConnection, delivery: Delivery, authority: Authority, wanted: Collection[str]
) -> None:
    if delivery.kind == "cin_census":
        return
    made_by = _system_of(delivery, authority)
    for contract in _in_order(delivery):
        if contract.table in wanted:
            create_table(connection, contract, "previous")
            fill_table(connection, contract, delivery, made_by, "previous")
            apply_quirks(connection, contract.table, made_by, delivery.as_at, "previous")


def _load_census(connection: duckdb.DuckDBPyConnection, delivery: Delivery) -> None:
    from caseclock.returns.census_from_file import load_census
    from caseclock.returns.ssd_from_census import derive_ssd

    file = next(iter(delivery.manifest["files"]))["name"]
    load_census(connection, {table: delivery.path(table) for table in delivery.tables}, file)
    derive_ssd(connection)


def _in_order(delivery: Delivery) -> list[Contract]:
    return [contract for name, contract in contracts().items() if name in delivery.tables]


def _system_of(delivery: Delivery, authority: Authority) -> System:
    """The delivery's case system, with what the authority says of the source it came from."""
    made_by = system(delivery.system)
    for source in authority.sources:
        if source.name == delivery.source:
            return made_by.with_local(source.dates, source.plain_outcomes)
    return made_by


def _check_once(deliveries: Sequence[Delivery]) -> None:
    seen: dict[str, str] = {}
    for delivery in deliveries:
        for table in delivery.tables if delivery.kind != "cin_census" else ():
            if table in seen:
                raise ConfigurationError(
                    f"Two sources deliver {table}.",
                    where=f"{seen[table]}, {delivery.source}",
                    do="Leave the table out of one of them.",
                )
            seen[table] = delivery.source


def _exists(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    found = connection.execute(
        "select count(*) from information_schema.tables where table_schema = 'previous' and table_name = ?",
        [table],
    ).fetchone()
    return bool(found and found[0])


def _counted(connection: duckdb.DuckDBPyConnection) -> Loaded:
    [rows] = connection.execute(
        "select coalesce(sum(rows_in), 0)::bigint, coalesce(sum(rows_loaded), 0)::bigint,"
        " coalesce(sum(rows_quarantined), 0)::bigint, (select count(*) from main.unread),"
        " (select coalesce(sum(rows), 0)::bigint from main.placeholder),"
        " list(table_name order by table_name) filter (where required and not supplied) from main.delivered"
    ).fetchall()
    rows_in, rows_loaded, aside, unread, placeholders, missing = rows
    return Loaded(rows_in, rows_loaded, aside, unread, placeholders, tuple(missing or ()))
