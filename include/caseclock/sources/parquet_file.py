"""Reading a Parquet file as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import pyarrow as pa
import pyarrow.parquet as pq

from caseclock.catalogue.contracts import Contract
from caseclock.errors import DeliveryRefused
from caseclock.settings import settings
from caseclock.sources.delivered import ROWS_A_BATCH, Batch, DeliveredTable
from caseclock.sources.header_match import HeaderMatch, match_header
from caseclock.sources.row_screen import screen


def read_parquet(path: Path, contract: Contract, aliases: Mapping[str, Mapping[str, str]]) -> DeliveredTable:
    """The table in one Parquet file; dates and moments become ISO text.

    Raises DeliveryRefused for a file that is not Parquet, is larger unpacked than
    CASECLOCK_LARGEST_UNPACKED_MB, has a column twice, or holds a column of lists, records or bytes.
    """
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError, ValueError):
        _refuse(path, "This is not a whole Parquet file.", "Deliver it again.")
    with file:
        groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
        if sum(group.total_byte_size for group in groups) > settings().largest_unpacked_mb << 20:
            _refuse(
                path, "The file is too large unpacked.", "Split it, or raise CASECLOCK_LARGEST_UNPACKED_MB."
            )
        schema = file.schema_arrow
    match = match_header(schema.names, contract, aliases, path.name)
    kinds = [schema.field(position).type for position in match.positions]
    for name, kind in zip(match.columns, kinds, strict=True):
        if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
            _refuse(path, f"Column {name} holds {kind}.", "Deliver it as text.")
    return DeliveredTable(
        table=contract.table,
        file=path.name,
        columns=match.columns,
        batches=lambda: _batches(path, contract, match),
        extra_columns=match.extra_columns,
        iso_columns=tuple(
            name for name, kind in zip(match.columns, kinds, strict=True) if pa.types.is_temporal(kind)
        ),
        missing_required=match.missing_required,
    )


def as_text(array: pa.Array[Any]) -> pa.Array[Any]:
    """Any flat Arrow array as text: dates as YYYY-MM-DD, moments as ISO with their offset."""
    if pa.types.is_dictionary(array.type):
        array = array.cast(array.type.value_type)
    if pa.types.is_timestamp(array.type):
        array = array.cast(pa.timestamp("us", array.type.tz), safe=False)
    if pa.types.is_date64(array.type):
        array = array.cast(pa.date32())
    return array.cast(pa.string())


def _batches(path: Path, contract: Contract, match: HeaderMatch) -> Iterator[Batch]:
    record = 1
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=ROWS_A_BATCH, use_threads=False):
                arrays = [as_text(batch.column(position)) for position in match.positions]
                for array in arrays:
                    array.validate(full=True)  # text that is not UTF-8 would break whatever reads it next
                records = pa.array(range(record, record + batch.num_rows), pa.int64())
                record += batch.num_rows
                yield screen(arrays, match.columns, records, contract)
    except (pa.ArrowException, OSError, ValueError):
        _refuse(path, f"The Parquet file cannot be read after row {record - 1}.", "Deliver it again.")


def _refuse(path: Path, what: str, do: str) -> NoReturn:
    raise DeliveryRefused(what, where=path.name, do=do) from None
