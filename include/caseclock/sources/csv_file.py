"""Reading a CSV file exactly: every row is taken, put aside with its reason, or the file is refused."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NoReturn

import pyarrow as pa

from caseclock.catalogue.contracts import Contract
from caseclock.errors import ConfigurationError, DeliveryRefused
from caseclock.sources.delivered import ROWS_A_BATCH, Batch, DeliveredTable, QuarantinedRow
from caseclock.sources.encoding import ENCODINGS, looks_like
from caseclock.sources.header_match import HeaderMatch, match_header
from caseclock.sources.row_screen import screen

TAIL = 1 << 20
"""Bytes at the end of a file in which its last line is looked for."""

Row = list[str]


@dataclass(frozen=True)
class CsvForm:
    """How a source's CSV files are written: one encoding and one delimiter, declared, never guessed."""

    encoding: str = "utf-8-sig"
    delimiter: str = ","

    def __post_init__(self) -> None:
        if self.encoding.lower() not in ENCODINGS:
            raise ConfigurationError(
                "This encoding is not read.",
                where=f"encoding: {self.encoding[:40]}",
                do=f"Use one of {', '.join(sorted(ENCODINGS))}.",
            )
        if len(self.delimiter) != 1 or self.delimiter in "\"'\r\n\0":
            raise ConfigurationError(
                "The delimiter is not one character.", where="delimiter", do="Use a comma, semicolon, tab or bar."
            )


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
    with _Reading(path, name, form) as reading:
        header = reading.header()
    match = match_header(header, contract, aliases, name)
    _hint_at_delimiter(header, match, name, form)
    return DeliveredTable(
        table=contract.table,
        file=name,
        columns=match.columns,
        batches=lambda: _batches(_Reading(path, name, form), contract, match, len(header)),
        extra_columns=match.extra_columns,
        iso_columns=tuple(c for c, at in zip(match.columns, match.positions, strict=True) if at in iso_positions),
        missing_required=match.missing_required,
    )


def _batches(reading: _Reading, contract: Contract, match: HeaderMatch, width: int) -> Iterator[Batch]:
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
    across: list[tuple[str, ...]] = list(zip(*rows, strict=True)) if rows else [()] * width
    arrays = [pa.array(across[position], pa.string()) for position in match.positions]
    batch = screen(arrays, match.columns, pa.array(records, pa.int64()), contract, aside)
    suspects = [text for row in aside for text in row.raw if text]
    for row in batch.quarantined[len(aside) :]:
        suspects += [
            text for name, text in zip(match.columns, row.raw, strict=True) if text and not contract.column(name).multiline
        ]
    return batch, suspects


def _why(row: Row, width: int) -> str:
    if not any(row):
        return "an empty row"
    return f"{len(row)} fields where the header has {width}"


def _hint_at_delimiter(header: Row, match: HeaderMatch, where: str, form: CsvForm) -> None:
    other = [mark for mark in ";\t|," if mark != form.delimiter and len(header) == 1 and mark in header[0]]
    if other and not match.columns:
        name = {";": "semicolons", "\t": "tabs", "|": "bars", ",": "commas"}[other[0]]
        raise DeliveryRefused(
            f"The columns look separated by {name}.",
            where=where,
            do="Deliver it as declared, or declare `delimiter` for this source.",
        )


class _Reading:
    """One pass over a CSV file; knows how far it came, so that a refusal can say where."""

    def __init__(self, path: Path, name: str, form: CsvForm) -> None:
        self._path, self._name, self._form = path, name, form
        self._record = 0
        self._last_row: Row = []

    def __enter__(self) -> _Reading:
        self._binary = self._path.open("rb")
        text = io.TextIOWrapper(self._binary, encoding=self._form.encoding, errors="strict", newline="")
        self._text = text
        self._rows = csv.reader(text, delimiter=self._form.delimiter, strict=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._text.close()

    def header(self) -> Row:
        """The first row; DeliveryRefused when there is none or it is not text in this encoding."""
        row = next(iter(self._take(1)), None)
        if not row or not any(row):
            self._refuse("The file is empty, or its first row is: it has no header.", "Deliver a header even when there are no rows.")
        row[0] = row[0].removeprefix("\ufeff")
        if any("\0" in name for name in row) or row[0].startswith("\u00ef\u00bb\u00bf"):
            self._refuse(
                f"The header is not in {self._form.encoding}; it looks like {looks_like(self._path)}.",
                "Declare that encoding for this source, or deliver the file in the declared one.",
            )
        return row

    def numbered(self) -> Iterator[tuple[int, list[Row]]]:
        """Lists of rows, each with the number of its first row; empty rows at the end are left out."""
        blank = 0
        while rows := self._take(ROWS_A_BATCH):
            filled = next((at for at in range(len(rows), 0, -1) if any(rows[at - 1])), 0)
            if not filled:
                blank += len(rows)
                continue
            ready = [[]] * blank + rows[:filled]
            blank = len(rows) - filled
            first = self._record + 1
            self._record += len(ready)
            self._last_row = [] if blank else ready[-1]
            yield first, ready

    def check_last_line(self, width: int) -> None:
        """Refuse a file whose last line ends early and without a line break."""
        if not self._last_row or len(self._last_row) >= width:
            return
        size = self._path.stat().st_size
        with self._path.open("rb") as file:
            file.seek(max(size - TAIL, 0))
            tail = file.read()
        if tail[-2:].strip(b"\0")[-1:] not in (b"\n", b"\r"):
            start = size - len(tail) + max(tail.rfind(b"\n"), tail.rfind(b"\r")) + 1
            self._refuse(
                f"The file was cut off: its last line begins at byte {start} and ends early, at byte {size}.",
                "Deliver the whole file again.",
                f"row {self._record}",
            )

    def refuse_swallowed(self, suspects: list[str], width: int) -> None:
        """Refuse a file in which a field of one line holds what looks like whole rows."""
        for text in suspects:
            if any(line.count(self._form.delimiter) >= max(width - 1, 1) for line in text.splitlines()[1:]):
                self._refuse_quote()

    def _take(self, most: int) -> list[Row]:
        try:
            return list(islice(self._rows, most))
        except UnicodeDecodeError:
            self._refuse_encoding()
        except csv.Error:
            self._refuse_quote()

    def _refuse_quote(self) -> NoReturn:
        self._refuse(
            f"A quotation mark is not closed, or stands in the wrong place, near line {self._rows.line_num}.",
            "Correct the export so that each quoted field ends with a quotation mark.",
        )

    def _refuse_encoding(self) -> NoReturn:
        line, byte = _first_undecodable(self._path, self._form.encoding)
        self._refuse(
            f"Byte {byte} is not {self._form.encoding}; the file looks like {looks_like(self._path)}.",
            "Declare that encoding for this source, or deliver the file in the declared one.",
            f"line {line}",
        )

    def _refuse(self, what: str, do: str, at: str = "") -> NoReturn:
        where = f"{self._name}, {at}" if at else self._name
        raise DeliveryRefused(what, where=where, do=do) from None


def _first_undecodable(path: Path, encoding: str) -> tuple[int, int]:
    """Line of the file (the header is 1) and byte of the first byte that the encoding cannot read."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line, byte = 1, 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(TAIL)
            waiting = decoder.getstate()[0]
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                before = error.start - len(waiting)
                return line + chunk[: max(before, 0)].count(b"\n"), byte + before
            if not chunk:
                return line, byte
            line += chunk.count(b"\n")
            byte += len(chunk)
