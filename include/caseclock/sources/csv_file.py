"""Reading a CSV file exactly: every row is taken, put aside with its reason, or the file is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from caseclock.catalogue.contracts import Contract
from caseclock.errors import DeliveryRefused
from caseclock.sources.csv_pass import DELIMITERS, CsvForm, CsvPass, Row
from caseclock.sources.delivered import Batch, DeliveredTable, QuarantinedRow
from caseclock.sources.header_match import HeaderMatch, match_header
from caseclock.sources.row_screen import screen


def read_csv(
    path: Path,
    contract: Contract,
    aliases: Mapping[str, Mapping[str, str]],
    form: CsvForm,
    *,
    named: str = "",
    iso_positions: Collection[int] = (),
) -> DeliveredTable:
    """The table in one CSV file, which errors call `named` (default: the file's name).

    iso_positions: places in the header, from 0, of columns whose dates are known to be ISO.
    Raises DeliveryRefused for a file without a header, with a column twice or in another encoding;
    the same while its batches are read for a quote that is not closed and for a last line that was
    cut off.
    """
    name = named or path.name
    with CsvPass(path, name, form) as reading:
        header = reading.header()
    match = match_header(header, contract, aliases, name)
    _hint_at_delimiter(header, match, name, form)
    return DeliveredTable(
        table=contract.table,
        file=name,
        columns=match.columns,
        batches=lambda: _batches(CsvPass(path, name, form), contract, match, len(header)),
        extra_columns=match.extra_columns,
        iso_columns=tuple(
            c for c, at in zip(match.columns, match.positions, strict=True) if at in iso_positions
        ),
        missing_required=match.missing_required,
    )


def _batches(reading: CsvPass, contract: Contract, match: HeaderMatch, width: int) -> Iterator[Batch]:
    with reading:
        reading.header()
        for first, rows in reading.numbered():
            batch, suspects = _batch(first, rows, contract, match, width)
            reading.refuse_swallowed(suspects, width)
            yield batch
        reading.check_last_line(width)


def _batch(
    first: int, rows: list[Row], contract: Contract, match: HeaderMatch, width: int
) -> tuple[Batch, list[str]]:
    """The batch, and the texts put aside that may be a quote which swallowed the rows after it."""
    aside: list[QuarantinedRow] = []
    records: list[int] = list(range(first, first + len(rows)))
    if any(len(row) != width or not any(row) for row in rows):
        every, rows, kept = rows, [], []
        for record, row in zip(records, every, strict=True):
            if len(row) == width and any(row):
                rows.append(row)
                kept.append(record)
            else:
                aside.append(QuarantinedRow(record, _why(row, width), tuple(row)))
        records = kept
    arrays = [pa.array([row[position] for row in rows], pa.string()) for position in match.positions]
    batch = screen(arrays, match.columns, pa.array(records, pa.int64()), contract, aside)
    suspects = [text for torn in aside for text in torn.raw if text]
    for screened in batch.quarantined[len(aside) :]:
        suspects += [
            text
            for name, text in zip(match.columns, screened.raw, strict=True)
            if text and not contract.column(name).multiline
        ]
    return batch, suspects


def _why(row: Row, width: int) -> str:
    if not any(row):
        return "an empty row"
    return f"{len(row)} fields where the header has {width}"


def _hint_at_delimiter(header: Row, match: HeaderMatch, where: str, form: CsvForm) -> None:
    other = [mark for mark in DELIMITERS if mark != form.delimiter and len(header) == 1 and mark in header[0]]
    if other and not match.columns:
        raise DeliveryRefused(
            f"The columns look separated by {DELIMITERS[other[0]]}.",
            where=where,
            do="Deliver it as declared, or declare `delimiter` for this source.",
        )
