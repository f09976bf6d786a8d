"""Workbooks that no spreadsheet runs anything in: text stays text, and the file is whole or not there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import xlsxwriter

EXCEL_ROWS = 1_048_576
"""Rows of one sheet of Excel, its header included."""

LONGEST_CELL = 32_767

INERT = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Book:
    """An open workbook and its few looks: head, wrap, top, bold, day."""

    book: Any
    look: dict[str, Any]

    def sheet(self, name: str, heads: Sequence[tuple[str, int]]) -> Any:
        """A new sheet with a header that stays in view; heads: each column's title and width."""
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, (head, width) in enumerate(heads):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, self.look["head"])
        return sheet

    def facts(self, facts: Sequence[tuple[str, str]], name: str = "About") -> None:
        """A sheet of names and what is said of them."""
        sheet = self.book.add_worksheet(name)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, name, self.look["head"])
        sheet.write_string(0, 1, "What it says", self.look["head"])
        for number, (fact, text) in enumerate(facts, start=1):
            sheet.write_string(number, 0, fact, self.look["bold"])
            sheet.write_string(number, 1, text, self.look["wrap"])

    def row(self, sheet: Any, number: int, values: Sequence[object], look: str = "wrap") -> None:
        """Write one row; numbers and days as such, everything else as text, None as nothing."""
        for column, value in enumerate(values):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, self.look["day"])
            elif isinstance(value, int | float):
                sheet.write_number(number, column, value, self.look["top"])
            elif value is not None:
                sheet.write_string(number, column, cut(value), self.look[look])


@contextmanager
def inert_book(file: IO[bytes], folder: Path) -> Iterator[Book]:
    """A workbook that is written to `file` row by row, so memory does not grow with their number.

    folder: where the rows lie until the end, in a private folder that goes with them.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=".") as private:
        book = xlsxwriter.Workbook(file, {**INERT, "tmpdir": private})
        look = {
            "head": {"bold": True, "bg_color": "#12436D", "font_color": "#FFFFFF", "text_wrap": True},
            "wrap": {"text_wrap": True, "valign": "top"},
            "top": {"valign": "top"},
            "bold": {"bold": True, "valign": "top"},
            "day": {"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"},
        }
        yield Book(book, {name: book.add_format(form) for name, form in look.items()})
        book.close()


def cut(value: object) -> str:
    """A value as the text of a cell, no longer than Excel takes."""
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
