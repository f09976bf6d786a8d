"""A table as text, for a person at a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def text_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns and rows as aligned lines with a rule under the heads; numbers stand to the right.

    None is shown as nothing. Control characters are shown as blanks, so that no value can steer a
    terminal. Without columns, an empty text.
    """
    if not columns:
        return ""
    cells = [[_text(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(map(_text, columns), *cells, strict=True)]
    right = [
        any(_is_number(row[place]) for row in rows)
        and all(row[place] is None or _is_number(row[place]) for row in rows)
        for place in range(len(columns))
    ]

    def line(values: Sequence[str]) -> str:
        parts = (
            value.rjust(width) if number else value.ljust(width)
            for value, width, number in zip(values, widths, right, strict=True)
        )
        return "  ".join(parts).rstrip()

    drawn = [line([_text(column) for column in columns]), "  ".join("-" * width for width in widths)]
    drawn += [line(row) for row in cells]
    return "\n".join([*drawn, f"({len(rows):,} {'row' if len(rows) == 1 else 'rows'})"])


def _text(value: object) -> str:
    text = "" if value is None else str(value)
    return "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in text)


def _is_number(value: object) -> bool:
    return hasattr(value, "__round__") and not isinstance(value, bool)
