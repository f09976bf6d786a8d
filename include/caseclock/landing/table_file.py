"""A table of a delivery as a Parquet file of text, and the rows of all tables that were put aside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from caseclock.sources.delivered import DeliveredTable, QuarantinedRow, schema_of

ASIDE = pa.schema([("table", pa.string()), ("file", pa.string()), ("record", pa.int64()), ("why", pa.string()),
                   ("raw", pa.string())])  # fmt: skip


class QuarantineFile:
    """The one Parquet file of rows that were not taken: table, file, record, why, raw (a JSON list)."""

    def __init__(self, path: Path) -> None:
        self._writer = pq.ParquetWriter(path, ASIDE, compression="zstd")

    def __enter__(self) -> QuarantineFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()

    def add(self, table: DeliveredTable, rows: Sequence[QuarantinedRow]) -> None:
        """Write rows of a table that were put aside."""
        if not rows:
            return
        columns: list[list[Any]] = [
            [table.table] * len(rows),
            [table.file] * len(rows),
            [row.record for row in rows],
            [row.why for row in rows],
            [json.dumps(row.raw, ensure_ascii=False) for row in rows],
        ]
        self._writer.write_table(pa.table(columns, schema=ASIDE))


def write_table(table: DeliveredTable, path: Path, quarantine: QuarantineFile) -> tuple[dict[str, int], str]:
    """Write a table's rows; return {rows_in, rows_loaded, rows_quarantined} and the hash of its text."""
    loaded = aside = 0
    digest = hashlib.sha256(json.dumps(table.columns).encode())
    with pq.ParquetWriter(path, schema_of(table.columns), compression="zstd") as writer:
        for batch in table.batches():
            quarantine.add(table, batch.quarantined)
            aside += len(batch.quarantined)
            loaded += batch.rows.num_rows
            for column in batch.rows.columns[:-1]:
                digest.update(b"\0".join(_bytes(column)))
            if batch.rows.num_rows:
                writer.write_batch(batch.rows)
    counts = {"rows_in": loaded + aside, "rows_loaded": loaded, "rows_quarantined": aside}
    return counts, digest.hexdigest()


def _bytes(column: pa.Array) -> list[bytes]:
    """The buffers of a column that tell its text and its blanks apart, at no offset."""
    whole = pa.concat_arrays([column]) if column.offset == 0 else pa.concat_arrays([column, column[:0]])
    return [buffer.to_pybytes() for buffer in whole.buffers() if buffer is not None]
