"""SSD tables in a database, read in chunks and never written to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, NoReturn

import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from caseclock.catalogue.contracts import Contract, contract_for
from caseclock.errors import DeliveryMissing, DeliveryRefused
from caseclock.sources.address import address_of, missing_driver
from caseclock.sources.delivered import ROWS_A_BATCH, Batch, DeliveredFile, DeliveredTable, Kind, Said
from caseclock.sources.header_match import HeaderMatch, match_header
from caseclock.sources.row_screen import screen

SECONDS_TO_CONNECT = 15


class Database:
    """A source: tables or views in one schema of a database, called after the contract's tables.

    connection: name of an Airflow connection or of an environment variable that holds the address.
    All tables are read in one read-only transaction where the server has such a thing. Rows come in
    the order of the contract's key, so that the same data has the same hash on another night.
    """

    kind: Kind = "database"

    def __init__(
        self, connection: str, aliases: Mapping[str, Mapping[str, str]], schema: str | None = None
    ) -> None:
        self._engine = _engine(address_of(connection), connection)
        self._aliases, self._schema = aliases, schema
        self.place = connection
        self.reading: Mapping[str, str] = {}

    def files(self) -> Sequence[DeliveredFile] | None:
        """None: only reading shows what the tables hold."""
        return None

    def said(self) -> Said:
        """When it was read; a database says nothing else of itself."""
        return Said(extracted_at=datetime.now(UTC).isoformat(timespec="seconds"))

    def ignored(self) -> list[str]:
        """Nothing: other tables of the database are not looked at."""
        return []

    def tables(self) -> Iterator[DeliveredTable]:
        """One table for each table or view that a contract knows.

        Raises DeliveryMissing when the server does not answer or has no such table, DeliveryRefused
        when reading breaks off.
        """
        with self._reading() as connection:
            found = self._found(connection)
            for contract, name in found:
                yield self._table(connection, contract, name)

    def _table(self, connection: sa.Connection, contract: Contract, name: str) -> DeliveredTable:
        described = sa.inspect(connection).get_columns(name, schema=self._schema)
        names = [str(column["name"]) for column in described]
        match = match_header(names, contract, self._aliases, name)
        dated = [
            column
            for column, at in zip(match.columns, match.positions, strict=True)
            if isinstance(described[at]["type"], sa.Date | sa.DateTime)
        ]
        columns: dict[str, sa.ColumnClause[Any]] = {
            column: sa.column(names[at]) for column, at in zip(match.columns, match.positions, strict=True)
        }
        key = [columns[column] for column in contract.key if column in columns]
        query = sa.select(*columns.values()).select_from(sa.table(name, schema=self._schema)).order_by(*key)
        return DeliveredTable(
            table=contract.table,
            file=name,
            columns=match.columns,
            batches=lambda: _batches(connection, query, contract, match),
            extra_columns=match.extra_columns,
            iso_columns=tuple(dated),
            missing_required=match.missing_required,
        )

    def _found(self, connection: sa.Connection) -> list[tuple[Contract, str]]:
        looking = sa.inspect(connection)
        names = {*looking.get_table_names(schema=self._schema), *looking.get_view_names(schema=self._schema)}
        found: dict[str, tuple[Contract, str]] = {}
        for name in sorted(names):
            contract = contract_for(name)
            if contract is None:
                continue
            if contract.table in found:
                _refuse(
                    f"Two tables hold {contract.table}.", self.place, "Leave one of them out of the schema."
                )
            found[contract.table] = (contract, name)
        if not found:
            raise DeliveryMissing(
                "The database has no table or view that is called after a contract.",
                where=self.place,
                do="Check the schema of this source, and what its login may see.",
            )
        return [found[table] for table in sorted(found)]

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect() as connection:
                _read_only(connection)
                yield connection
                connection.rollback()
        except SQLAlchemyError as error:
            # The driver's own text names hosts and quotes values; only the kind of error is told.
            kind = type(getattr(error, "orig", None) or error).__name__
            raise DeliveryMissing(
                f"The source database did not answer as it should ({kind}).",
                where=self.place,
                do="Check that it is up, that the address is right and that its login may read the tables.",
            ) from None
        finally:
            self._engine.dispose()


def _engine(address: sa.URL, connection: str) -> sa.Engine:
    options: dict[str, Any] = {}
    if address.get_backend_name() == "postgresql":
        options = {"connect_args": {"connect_timeout": SECONDS_TO_CONNECT}}
    try:
        return sa.create_engine(address, poolclass=sa.NullPool, **options)
    except (ImportError, sa.exc.NoSuchModuleError):
        raise missing_driver(address, connection) from None


def _read_only(connection: sa.Connection) -> None:
    """Begin the one transaction of the reading, so that the server itself refuses any write."""
    backend = connection.dialect.name
    if backend == "postgresql":
        connection.execute(sa.text("set transaction isolation level repeatable read read only"))
    elif backend == "oracle":
        connection.execute(sa.text("set transaction read only"))
    elif backend == "sqlite":
        connection.execute(sa.text("pragma query_only = on"))


def _batches(
    connection: sa.Connection, query: sa.Select[Any], contract: Contract, match: HeaderMatch
) -> Iterator[Batch]:
    record = 1
    result = connection.execution_options(stream_results=True, yield_per=ROWS_A_BATCH).execute(query)
    for rows in result.partitions(ROWS_A_BATCH):
        across = zip(*rows, strict=True)
        arrays = [pa.array([as_text(value) for value in column], pa.string()) for column in across]
        records = pa.array(range(record, record + len(rows)), pa.int64())
        record += len(rows)
        yield screen(arrays, match.columns, records, contract)


def as_text(value: Any) -> str | None:
    """A value from a driver as text: days and moments as ISO, numbers without an exponent."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bytes | bytearray | memoryview):
        _refuse("A column holds bytes.", "the source database", "Deliver it as text.")
    return str(value)


def _refuse(what: str, where: str, do: str) -> NoReturn:
    raise DeliveryRefused(what, where=where, do=do)
