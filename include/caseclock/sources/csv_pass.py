"""One pass over a CSV file: its rows as they stand, or a refusal that says where it cannot be read."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NoReturn

from caseclock.errors import ConfigurationError, DeliveryRefused
from caseclock.sources.encoding import ENCODINGS, looks_like

TAIL = 1 << 20
"""Bytes at the end of a file in which its last line is looked for."""

LONGEST_HEADER = 1 << 16
DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars", ",": "commas"}

ROWS_AT_ONCE = 2_500
"""Few enough to stay in the processor's cache while rows are turned into columns."""

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
                "The delimiter is not one character.",
                where="delimiter",
                do="Use a comma, semicolon, tab or bar.",
            )


class CsvPass:
    """One pass over a CSV file; knows how far it came, so that a refusal can say where.

    name: what refusals call the file.
    """

    def __init__(self, path: Path, name: str, form: CsvForm) -> None:
        self._path, self._name, self._form = path, name, form
        self._record = 0
        self._last_row: Row = []

    def __enter__(self) -> CsvPass:
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
            self._refuse(
                "The file is empty, or its first row is: it has no header.",
                "Deliver a header even when there are no rows.",
            )
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
        while rows := self._take(ROWS_AT_ONCE):
            filled = next((at for at in range(len(rows), 0, -1) if any(rows[at - 1])), 0)
            if not filled:
                blank += len(rows)
                continue
            ready: list[Row] = [[] for _ in range(blank)] + rows[:filled]
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
        except csv.Error as error:
            self._refuse_quote(too_long="field limit" in str(error))

    def _refuse_quote(self, *, too_long: bool = False) -> NoReturn:
        line = self._rows.line_num
        if too_long:
            self._refuse(
                f"A field has more than {csv.field_size_limit():,} characters, or a quotation mark is not closed,"
                f" near line {line}.",
                "Shorten that text, or correct the export so that each quoted field ends with a quotation mark.",
            )
        if line <= 1 and not self._record:
            self._refuse_header()
        self._refuse(
            f"A quotation mark is not closed, or stands in the wrong place, near line {line}.",
            "Correct the export so that each quoted field ends with a quotation mark.",
        )

    def _refuse_header(self) -> None:
        """Refuse a header whose quotation marks do not fit because of what stands between the names."""
        with self._path.open("rb") as file:
            start = file.read(LONGEST_HEADER)
        if b"\0" in start:
            self._refuse(
                f"The header is not in {self._form.encoding}; it looks like {looks_like(self._path)}.",
                "Declare that encoding for this source, or deliver the file in the declared one.",
            )
        for mark, name in DELIMITERS.items():
            if mark != self._form.delimiter and f'"{mark}"'.encode() in start.splitlines()[0]:
                self._refuse(
                    f"The columns look separated by {name}.",
                    "Deliver it as declared, or declare `delimiter` for this source.",
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
