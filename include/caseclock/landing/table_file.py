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

from caseclock.sources.delivered import ROWS_A_BATCH, DeliveredTable, QuarantinedRow, schema_of

_ASIDE_FIELDS: list[pa.Field[Any]] = [
    pa.field("table", pa.string()),
    pa.field("file", pa.string()),
    pa.field("record", pa.int64()),
    pa.field("why", pa.string()),
    pa.field("raw", pa.string()),
]
ASIDE = pa.schema(_ASIDE_FIELDS)


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
        listed = [
            {
                "table": table.table,
                "file": table.file,
                "record": row.record,
                "why": row.why,
                "raw": json.dumps(row.raw, ensure_ascii=False),
            }
            for row in rows
        ]
        self._writer.write_table(pa.Table.from_pylist(listed, schema=ASIDE))


def write_table(table: DeliveredTable, path: Path, quarantine: QuarantineFile) -> tuple[dict[str, int], str]:
    """Write a table's rows; return {rows_in, rows_loaded, rows_quarantined} and the hash of its text."""
    loaded = aside = 0
    digest = hashlib.sha256(json.dumps(table.columns).encode())
    schema = schema_of(table.columns)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        waiting: list[pa.RecordBatch] = []
        for batch in table.batches():
            quarantine.add(table, batch.quarantined)
            aside += len(batch.quarantined)
            loaded += batch.rows.num_rows
            waiting.append(batch.rows)
            if sum(rows.num_rows for rows in waiting) >= ROWS_A_BATCH:
                _write(writer, schema, waiting, digest)
                waiting = []
        _write(writer, schema, waiting, digest)
    counts = {"rows_in": loaded + aside, "rows_loaded": loaded, "rows_quarantined": aside}
    return counts, digest.hexdigest()


def _write(writer: pq.ParquetWriter, schema: pa.Schema, waiting: list[pa.RecordBatch], digest: Any) -> None:
    """Write batches as one row group and add their text to the hash."""
    rows = pa.Table.from_batches(waiting, schema=schema).combine_chunks()
    if not rows.num_rows:
        return
    for column in rows.columns[:-1]:
        for buffer in column.combine_chunks().buffers():
            digest.update(b"" if buffer is None else buffer)
    writer.write_table(rows)
