"""The workbook of a rehearsed return: its rules, nights, notes, totals and tables, and every finding of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from caseclock.catalogue.contracts import contracts
from caseclock.desk.findings_workbook import AT_A_TIME, RECORDED, SEVERITY
from caseclock.desk.inert_book import EXCEL_ROWS, Book, inert_book
from caseclock.report.return_figures import ReturnFigures
from caseclock.report.return_page import verdict
from caseclock.settings import private_folder
from caseclock.whole_file import whole_file

# A finding says which of the child's referrals it is about; its date is that referral's.
FINDINGS = """
    with child_of_row as ({rows}),

    referral as (
        select
            child, cin_referral_date as referred_on,
            row_number() over (partition by child order by episode) as place
        from {schema}.cin_details
    ),

    recorded as ({recorded})

    select
        finding.rule, finding.severity, finding.child_id, finding.episode, referral.referred_on, finding.table_name,
        finding.record, finding.columns,
        finding.message, rule_result.fix, recorded.value
    from main.finding
    left join child_of_row
        on finding.table_name = child_of_row.table_name and finding.record = child_of_row.record
    left join referral on child_of_row.child = referral.child and finding.episode = referral.place
    left join recorded
        on finding.finding_key = recorded.finding_key and finding.child_id is not distinct from recorded.child_id
    left join main.rule_result
        on finding.rule = rule_result.rule and finding.return_name = rule_result.return_name
    where finding.return_name = ?
    order by {severity}, finding.rule, finding.table_name, finding.record nulls first,
             finding.child_id nulls first, finding.columns nulls first, finding.detail nulls first
"""


def write_return_workbook(
    connection: duckdb.DuckDBPyConnection, figures: ReturnFigures, out: Path, *, excel_rows: int = EXCEL_ROWS
) -> Path:
    """Write the workbook of the return that `figures` were read from to `out` (0600) and return `out`.

    connection: to the work file of the rehearsal. Sheets: About, By rule, By night, Notes, Totals, Tables,
    Findings; findings beyond `excel_rows` (its header included) are left out, and About says so. No cell is
    a formula. StorageFull when there is no room; what was at `out` is then untouched.
    """
    folder = private_folder(out.parent)
    with whole_file(out, "The workbook of the return") as file, inert_book(file, folder) as book:
        book.facts(_about(figures, _count(connection, figures), excel_rows - 1))
        _by_rule(book, figures)
        _by_night(book, figures)
        _notes(book, figures)
        _totals(book, figures)
        _tables(book, figures)
        _findings(book, figures, _rows(connection, figures), excel_rows - 1)
    return out


def _by_rule(book: Book, figures: ReturnFigures) -> None:
    heads = (
        ("Rule", 12), ("Severity", 10), ("What it looks for", 60), ("Table", 24), ("Outcome", 11), ("Now", 9),
        ("Night before", 9), ("First seen", 12), ("How to put it right", 60), ("Why it did not run", 34),
    )  # fmt: skip
    sheet = book.sheet("By rule", heads)
    number = 0
    rules = (*figures.of("broken"), *figures.of("not_run"), *figures.of("held"))
    for number, rule in enumerate(rules, start=1):
        outcome = rule.outcome.replace("_", " ") + (", provisional" if rule.provisional else "")
        now = None if rule.outcome == "not_run" else rule.findings
        book.row(
            sheet, number,
            (rule.rule, rule.severity, rule.title, rule.table, outcome, now, rule.before, rule.first_seen, rule.fix,
             rule.reason),
        )  # fmt: skip
    sheet.autofilter(0, 0, number, len(heads) - 1)


def _by_night(book: Book, figures: ReturnFigures) -> None:
    """Each rule's findings on every night that is known; an empty cell where it did not run."""
    days = [*figures.history.nights, figures.as_at]
    sheet = book.sheet(
        "By night", [("Rule", 12), ("Severity", 10), *((f"{day:%d/%m/%Y}", 11) for day in days)]
    )
    sheet.freeze_panes(1, 2)
    for number, rule in enumerate(figures.rules, start=1):
        book.row(sheet, number, (rule.rule, rule.severity, *rule.trend))


def _notes(book: Book, figures: ReturnFigures) -> None:
    sheet = book.sheet(
        "Notes", [("Query", 12), ("What it looks for", 60), ("Now", 9), ("Explanatory note", 90)]
    )
    for number, rule in enumerate(figures.broken("query"), start=1):
        sheet.set_row(number, 60)
        book.row(sheet, number, (rule.rule, rule.title, rule.findings))


def _totals(book: Book, figures: ReturnFigures) -> None:
    totals = figures.totals
    heads = [("Total", 44), (f"This return, to {totals.last_day:%d/%m/%Y}", 16)]
    if totals.last_year and totals.last_year_day:
        heads += [
            (f"Last year's, to {totals.last_year_day:%d/%m/%Y}", 16), ("Difference", 12), ("In per cent", 12),
            ("To look at", 12), ("Last year's whole year", 16),
        ]  # fmt: skip
    sheet = book.sheet("Totals", heads)
    for number, total in enumerate(totals.rows, start=1):
        row: list[object] = [total.title, total.this]
        if totals.last_year:
            percent = None if total.percent is None else float(total.percent)
            row += [
                total.last,
                total.difference,
                percent,
                "large" if total.is_large else None,
                total.last_whole,
            ]
        book.row(sheet, number, row)


def _tables(book: Book, figures: ReturnFigures) -> None:
    heads = (
        ("Table", 28),
        ("What it holds", 60),
        ("Records", 12),
        ("Left out", 12),
        ("Why they are left out", 60),
    )
    sheet = book.sheet("Tables", heads)
    for number, table in enumerate(figures.tables, start=1):
        out = None if table.left_out is None else sum(rows for rows, _ in table.left_out)
        why = "; ".join(f"{rows:,}: {why}" for rows, why in table.left_out or ())
        book.row(sheet, number, (table.table, table.title, table.records, out, why))


def _findings(book: Book, figures: ReturnFigures, rows: Iterator[tuple[Any, ...]], room: int) -> None:
    heads = (
        ("Rule", 12), ("Severity", 10), ("Child", 18), ("Referral", 9), ("Referred on", 12), ("Table", 24),
        ("Record", 9), ("Columns", 34), ("What is wrong", 60), ("How to put it right", 60), ("What is recorded", 50),
    )  # fmt: skip
    sheet = book.sheet("Findings", heads)
    number = 0
    for row in rows:
        if number == room:
            break
        number += 1
        book.row(sheet, number, row, look="top")
    sheet.autofilter(0, 0, number, len(heads) - 1)


def _about(figures: ReturnFigures, total: int, room: int) -> list[tuple[str, str]]:
    shown = f"All {total:,} findings of this return are on the sheet Findings."
    if total > room:
        shown = (
            f"The sheet Findings has the first {room:,} of {total:,} findings, the severest first: a sheet of Excel"
            " holds no more."
        )
    compared = "Last year's return was not given."
    totals = figures.totals
    if totals.last_year and totals.last_year_day:
        compared = (
            f"The sheet Totals compares with the return of {totals.last_year - 1}/{totals.last_year % 100:02d}. Large:"
            " a difference of 10% or more of a total of 10 or more."
        )
    nights = figures.history.nights
    return [
        ("Authority", figures.authority),
        ("Return", f"{figures.title}, collection {figures.collection} ({figures.year})"),
        ("Period", f"{figures.starts_on:%d/%m/%Y} to {figures.reference_date:%d/%m/%Y}"),
        ("As at", f"{figures.as_at:%d/%m/%Y}"),
        ("Run", figures.run_id),
        ("Verdict", " ".join(verdict(figures))),
        ("Earlier nights", f"{len(nights)}, the last of {nights[-1]:%d/%m/%Y}." if nights else
         f"There is nothing to compare with: {figures.history.why_none or 'none is known'}."),
        ("Last year", compared),
        ("What is here", shown),
        ("Error", "Blocks the return until it is put right."),
        ("Query", "Is put right, or explained in a note; the sheet Notes has room for it."),
        ("Notes", "This file is written anew each time: save it under another name before you write in it."),
        ("Not run", "The rule looked at nothing, so it is neither held nor broken. By rule says why."),
        ("Child", "The child's id in the return; empty when a finding is about the return as a whole."),
        ("Referral", "Which of the child's referrals in the return it is, counted from 1, and the day of it."),
        ("Record", "The record's place in its table, in the order of the return."),
        ("Left out", "Records of the case system that are not part of this return."),
        ("Handling", "These are records of children. Keep the file inside the authority; delete it when done."),
    ]  # fmt: skip


def _rows(connection: duckdb.DuckDBPyConnection, figures: ReturnFigures) -> Iterator[tuple[Any, ...]]:
    schema = figures.return_name
    rows = " union all ".join(
        f"select '{name}' as table_name, record, child from {schema}.{name}"
        for name, contract in contracts(schema).items()
        if "episode" in contract.column_names
    )
    severity = SEVERITY.format("finding")
    sql = FINDINGS.format(rows=rows, schema=schema, recorded=RECORDED, severity=severity)
    answer = connection.cursor().execute(sql, [schema])
    while piece := answer.fetchmany(AT_A_TIME):
        yield from piece


def _count(connection: duckdb.DuckDBPyConnection, figures: ReturnFigures) -> int:
    return int(
        connection.execute(
            "select count(*) from main.finding where return_name = ?", [figures.return_name]
        ).fetchall()[0][0]
    )
