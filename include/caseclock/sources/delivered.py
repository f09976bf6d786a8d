"""What every source ends at: tables of text, their rows that could not be taken, and how they came."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import pyarrow as pa

ROWS_A_BATCH = 50_000

Kind = Literal["folder", "workbook", "database", "cin_census"]


@dataclass(frozen=True)
class QuarantinedRow:
    """A row that was not taken: its number in the file (header not counted, from 1), why, its text."""

    record: int
    why: str
    raw: tuple[str | None, ...]


@dataclass(frozen=True)
class Batch:
    """Some rows of a table.

    rows: the table's `columns` as text, then `record` as int64. quarantined: rows that were not taken.
    """

    rows: pa.RecordBatch
    quarantined: Sequence[QuarantinedRow] = ()


@dataclass(frozen=True)
class DeliveredTable:
    """One table of a delivery.

    table: the contract's name. file: name of the file, sheet or database table, without a folder.
    columns: the contract columns that were delivered, in the order of the batches. extra_columns:
    delivered names that the contract does not know. iso_columns: columns that were typed where they
    came from, so that their dates are ISO text whatever the system writes. missing_required: required
    columns that were not delivered; when there are any the table is refused and has no batches.
    batches: reads the rows; called once. Raises DeliveryRefused when the file cannot be read for
    certain.
    """

    table: str
    file: str
    columns: tuple[str, ...]
    batches: Callable[[], Iterator[Batch]]
    extra_columns: tuple[str, ...] = ()
    iso_columns: tuple[str, ...] = ()
    missing_required: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeliveredFile:
    """A file of a delivery.

    Its name without a folder, sha256 of its bytes, its size in bytes, and when it was last written
    (ISO, UTC; empty when that is not known).
    """

    name: str
    sha256: str
    size: int
    written_at: str = ""


@dataclass(frozen=True)
class Said:
    """What a delivery says of itself, where it says it.

    system, as_at (YYYY-MM-DD) and extracted_at (ISO) may be empty. rows: by file name, the number of
    rows its sender counted.
    """

    system: str = ""
    as_at: str = ""
    extracted_at: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)


class Source(Protocol):
    """One delivery that can be read. Its tables have the columns of `columns_of`."""

    @property
    def kind(self) -> Kind:
        """Which kind of source it is."""
        ...

    @property
    def place(self) -> str:
        """Where it is, as an error says it: a file, a folder, a connection's name; no password."""
        ...

    @property
    def reading(self) -> Mapping[str, str]:
        """What else decides how the bytes are read (encoding, delimiter): part of the identity."""
        ...

    def files(self) -> Sequence[DeliveredFile] | None:
        """The files it consists of, hashed; None when it has to be read to be known (a database)."""
        ...

    def said(self) -> Said:
        """What the delivery says of itself."""
        ...

    def ignored(self) -> Sequence[str]:
        """Names of files that belong to no table."""
        ...

    def tables(self) -> Iterator[DeliveredTable]:
        """Its tables, each once, in the order of their names.

        Raises DeliveryMissing when there are none and DeliveryRefused when one cannot be read.
        """
        ...


def schema_of(columns: Sequence[str]) -> pa.Schema:
    """The Arrow schema of a batch's rows: the columns as text, then `record`."""
    text: list[pa.Field[Any]] = [pa.field(name, pa.string()) for name in columns]
    return pa.schema([*text, pa.field("record", pa.int64())])
