"""Every finding of a night for the data steward: findings.xlsx to read, findings.csv in full."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

import duckdb

from caseclock.desk.inert_book import EXCEL_ROWS, Book, inert_book
from caseclock.settings import private_folder
from caseclock.whole_file import whole_file
from caseclock.work import connect

WORKBOOK, PLAIN = "findings.xlsx", "findings.csv"
COLUMNS = ("rule", "severity", "table", "row", "child_id", "columns", "message")
WHAT = "The findings"
AT_A_TIME = 10_000
SEVERITY = "list_position(['error', 'query', 'warning'], {}.severity) nulls last"

RECORDED = """
        select finding_key, child_id,
               min(array_to_string(
                   list_transform(json_keys(value), lambda name: name || ': ' || (value ->> name)), ', '
               )) as value
        from identity.finding_value
        group by finding_key, child_id
"""
"""What is recorded where a finding was made, as one text."""

FINDINGS = f"""
    select finding.rule, finding.severity, finding.table_name, finding.record, finding.child_id,
           finding.columns,
           finding.message,
           coalesce(rule_result.fix, '') as fix,
           recorded.value as recorded
    from finding
    left join ({RECORDED}) as recorded
        on finding.finding_key = recorded.finding_key and finding.child_id is not distinct from recorded.child_id
    left join rule_result
        on finding.rule = rule_result.rule and finding.return_name = rule_result.return_name
    order by {SEVERITY.format("finding")}, finding.rule, finding.table_name, finding.record nulls first,
             finding.child_id nulls first, finding.columns nulls first, finding.detail nulls first
"""

BY_RULE = f"""
    select rule, severity, title, table_name, outcome, coalesce(findings, 0), coalesce(fix, ''), coalesce(reason, '')
    from rule_result
    order by list_position(['broken', 'not_run'], outcome) nulls last, {SEVERITY.format("rule_result")},
             findings desc nulls last, rule
"""


def write_findings(work_path: Path, out_folder: Path, *, excel_rows: int = EXCEL_ROWS) -> tuple[Path, Path]:
    """Write findings.xlsx and findings.csv (both 0600) into `out_folder`; returns their paths.

    The workbook has the sheets About, By rule and Findings; findings that do not fit into one sheet
    (`excel_rows`, its header included) are in the CSV only, and About says so. No cell of either is a
    formula. Rows are read and written in pieces, so memory does not grow with their number.
    StorageFull when there is no room; earlier files are then untouched.
    """
    folder = private_folder(out_folder)
    connection = connect(work_path, read_only=True)
    try:
        with whole_file(folder / PLAIN, WHAT) as file:
            _plain(connection, file)
        with whole_file(folder / WORKBOOK, WHAT) as file:
            _workbook(connection, file, folder, excel_rows)
    finally:
        connection.close()
    return folder / WORKBOOK, folder / PLAIN


def write_findings_csv(work_path: Path, out: Path) -> Path:
    """Write every finding to `out` (0600) with the columns of COLUMNS, the severest first; returns `out`.

    row is the data row in the delivered file, header not counted; child_id the file's own, empty for
    findings on the delivery as a whole.
    """
    private_folder(out.parent)
    connection = connect(work_path, read_only=True)
    try:
        with whole_file(out, WHAT) as file:
            _plain(connection, file)
    finally:
        connection.close()
    return out


def inert(value: object) -> str:
    """A cell of a CSV that no spreadsheet runs: a quote before = + - @, tab or a line end, but for numbers."""
    text = "" if value is None else str(value)
    if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") and not re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        return f"'{text}"
    return text


def _plain(connection: duckdb.DuckDBPyConnection, file: IO[bytes]) -> None:
    with os.fdopen(os.dup(file.fileno()), "w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        careful = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS)
        for *cells, _fix, _recorded in _rows(connection):
            row = [inert(cell) for cell in cells]
            # Not every Python quotes a carriage return by itself, and readers take it for the end of the row.
            (careful if "\r" in "".join(row) else writer).writerow(row)


def _workbook(connection: duckdb.DuckDBPyConnection, file: IO[bytes], folder: Path, excel_rows: int) -> None:
    total = _number(connection, "select count(*) from finding")
    with inert_book(file, folder) as book:
        book.facts(_facts(connection, total, excel_rows - 1))
        _by_rule(book, connection)
        _findings(book, connection, excel_rows - 1)


def _by_rule(book: Book, connection: duckdb.DuckDBPyConnection) -> None:
    heads = (
        ("Rule", 44), ("Severity", 10), ("What it looks for", 60), ("Table", 26), ("Outcome", 11), ("Findings", 10),
        ("How to put it right", 60), ("Why it did not run", 34),
    )  # fmt: skip
    sheet = book.sheet("By rule", heads)
    number = 0
    for number, row in enumerate(connection.execute(BY_RULE).fetchall(), start=1):
        book.row(sheet, number, (*row[:4], str(row[4]).replace("_", " "), *row[5:]))
    sheet.autofilter(0, 0, number, len(heads) - 1)


def _findings(book: Book, connection: duckdb.DuckDBPyConnection, room: int) -> None:
    heads = (
        ("Rule", 40), ("Severity", 10), ("What is wrong", 60), ("How to put it right", 60), ("Table", 26), ("Row", 10),
        ("Child", 18), ("Columns", 34), ("What is recorded", 50),
    )  # fmt: skip
    sheet = book.sheet("Findings", heads)
    number = 0
    for rule, severity, table, record, child, columns, message, fix, recorded in _rows(connection):
        if number == room:
            break
        number += 1
        row = (rule, severity, message, fix, table, record, child, columns, recorded)
        book.row(sheet, number, row, look="top")
    sheet.autofilter(0, 0, number, len(heads) - 1)


def _facts(connection: duckdb.DuckDBPyConnection, total: int, room: int) -> list[tuple[str, str]]:
    authority, as_at = connection.execute("select authority, as_at from this_run").fetchall()[0]
    outcomes = dict(
        connection.execute("select outcome, count(*) from rule_result group by outcome").fetchall()
    )
    severities = dict(
        connection.execute("select severity, count(*) from finding group by severity").fetchall()
    )
    shown = f"All {total:,} findings are on the sheet Findings."
    if total > room:
        shown = (
            f"The sheet Findings has the first {room:,} of {total:,} findings, the severest first: Excel holds no "
            f"more in a sheet. All of them are in {PLAIN}."
        )
    held = ", ".join(
        f"{outcomes.get(key, 0):,} {key.replace('_', ' ')}" for key in ("held", "broken", "not_run")
    )
    found = ", ".join(f"{name}: {severities.get(name, 0):,}" for name in ("error", "query", "warning"))
    return [
        ("Authority", str(authority)),
        ("Delivery as at", f"{as_at:%d/%m/%Y}" if isinstance(as_at, date) else str(as_at)),
        ("Rules", held),
        ("Findings", found),
        ("What is here", shown),
        ("Error", "Must be put right before a return."),
        ("Query", "Is put right, or explained."),
        ("Warning", "Is worth knowing."),
        (
            "Not run",
            "The rule looked at nothing, so it is neither held nor broken. The sheet By rule says why.",
        ),
        ("Row", "The data row in the delivered file; the header is not counted."),
        (
            "Child",
            "The child's number in the case system; empty when the finding is about the delivery as a whole.",
        ),
        (
            "Handling",
            "These are records of children. Keep the file inside the authority; delete it when done.",
        ),
    ]


def _rows(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    answer = connection.cursor().execute(FINDINGS)
    while piece := answer.fetchmany(AT_A_TIME):
        yield from piece


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int((connection.execute(sql).fetchone() or (0,))[0])
