"""Keeping rows out that a table of text cannot hold for certain: control characters, stray newlines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from caseclock.catalogue.contracts import Contract
from caseclock.sources.delivered import Batch, QuarantinedRow, schema_of

CONTROL = r"[\x{00}-\x{08}\x{0B}\x{0C}\x{0E}-\x{1F}\x{7F}-\x{9F}\x{FFFE}\x{FFFF}]"
"""Characters that no field of a record has; tab, line feed and carriage return are judged apart."""

NEWLINE = r"[\r\n]"

_SUSPECT = bytes([*range(0x09), *range(0x0A, 0x20), 0x7F])
"""Bytes of `CONTROL` and `NEWLINE` that are one byte in UTF-8; the others begin with C2 or EF BF."""


def screen(
    arrays: Sequence[pa.Array[Any]],
    columns: Sequence[str],
    records: pa.Array[Any],
    contract: Contract,
    already: Sequence[QuarantinedRow] = (),
) -> Batch:
    """Make a batch of text columns from the rows that can be held for certain.

    Rows with a control or NUL character, or with a newline in a column that has one line only, are put
    aside.

    arrays: one text array a column, in the order of `columns`; records: their row numbers. already:
    rows that were put aside earlier.
    """
    every = pa.RecordBatch.from_arrays([*arrays, records], schema=schema_of(columns))
    why: dict[int, str] = {}
    for name, array in zip(columns, arrays, strict=True):
        if _is_plain(array):
            continue
        one_line = not contract.column(name).multiline
        for row in _where(array, CONTROL):
            why.setdefault(row, f"a control character in {name}")
        if one_line:
            for row in _where(array, NEWLINE):
                why.setdefault(row, f"a line break in {name}")
    if not why:
        return Batch(every, tuple(already))
    aside = every.take(pa.array(sorted(why), pa.int64())).to_pylist()
    put_aside = [
        QuarantinedRow(row["record"], why[index], tuple(row[name] for name in columns))
        for index, row in zip(sorted(why), aside, strict=True)
    ]
    keep = pa.array([index not in why for index in range(every.num_rows)])
    return Batch(every.filter(keep), (*already, *put_aside))


def _is_plain(array: pa.Array[Any]) -> bool:
    """Whether no byte of the column's text can be a control character or a newline (a quick look)."""
    buffer = array.buffers()[2]
    if buffer is None:
        return True
    text = buffer.to_pybytes()
    return (
        b"\xc2" not in text and b"\xef\xbf" not in text and len(text.translate(None, _SUSPECT)) == len(text)
    )


def _where(array: pa.Array[Any], pattern: str) -> list[int]:
    hits = pc.match_substring_regex(array, pattern)
    if not pc.any(hits).as_py():
        return []
    return [int(str(index)) for index in pc.indices_nonzero(hits.fill_null(False))]
