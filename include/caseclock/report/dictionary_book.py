"""The data dictionary as a workbook: one row a measure, a column of a view, a rule, a delivered column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from caseclock.catalogue.contracts import Contract
from caseclock.catalogue.rules import Rule
from caseclock.catalogue.version import code_version
from caseclock.desk.inert_book import Book, inert_book
from caseclock.report.dictionary_entries import MeasureEntry, ViewEntry, asked, written, years
from caseclock.settings import private_folder
from caseclock.whole_file import whole_file

MEASURES = (
    ("Measure", 30), ("Domain", 16), ("Title", 50), ("Kind", 12), ("Figure", 24), ("Limit", 18), ("Open rows", 30),
    ("Standard", 11), ("Better", 9), ("Version", 8), ("In force from", 17), ("What is counted", 50), ("Among", 50),
    ("Left out", 40), ("Beware", 40), ("Own breakdown", 24), ("Needs", 36), ("Read from", 60), ("Source", 50),
    ("Hash", 20),
)  # fmt: skip
VIEWS = (
    ("View", 24), ("Column", 26), ("Meaning", 60), ("Made of, in the warehouse", 50), ("Made of, as delivered", 70),
    ("What the view holds", 60),
)  # fmt: skip
RULES = (
    ("Return", 14), ("Rule", 26), ("Severity", 10), ("What it looks for", 60), ("Table", 26), ("Columns", 36),
    ("How to put it right", 60), ("Years", 18),
)  # fmt: skip
TABLES = (
    ("Table", 28), ("Column", 34), ("Type", 12), ("Asked for", 22), ("Meaning", 70), ("One of", 40),
    ("Refers to", 30), ("Personal", 10), ("What the table holds", 50), ("Delivery", 22),
)  # fmt: skip


def write_book(
    out: Path,
    measures: Sequence[MeasureEntry],
    views: Sequence[ViewEntry],
    rules: Mapping[str, Sequence[Rule]],
    tables: Sequence[Contract],
) -> Path:
    """Write the dictionary's workbook to `out` (0600) and return it; StorageFull when there is no room."""
    folder = private_folder(out.parent)
    with whole_file(out, "The dictionary") as file, inert_book(file, folder) as book:
        book.facts(
            [
                ("Data dictionary", "What each measure, view, rule and delivered column means."),
                ("Made by", f"Caseclock {code_version()}, from the text that the night itself runs"),
                ("Measures", f"{len(measures)}, each with its definition and the delivered columns it reads"),
                ("Views", f"{len(views)}, each column with what it is made of"),
                ("Rules", f"{sum(map(len, rules.values()))}"),
                ("Tables", f"{len(tables)} tables of a delivery, SSD tables and feeds"),
            ]
        )
        _sheet(book, "Measures", MEASURES, map(_measure, measures))
        _sheet(book, "Views", VIEWS, _view_columns(views))
        _sheet(book, "Rules", RULES, _rules(rules))
        _sheet(book, "Delivered columns", TABLES, _table_columns(tables))
    return out


def _sheet(book: Book, name: str, heads: Sequence[tuple[str, int]], rows: Iterator[Sequence[object]]) -> None:
    sheet = book.sheet(name, heads)
    sheet.freeze_panes(1, 2)
    number = 0
    for number, row in enumerate(rows, start=1):
        book.row(sheet, number, row)
    sheet.autofilter(0, 0, max(number, 1), len(heads) - 1)


def _measure(each: MeasureEntry) -> Sequence[object]:
    return (
        each.id, each.domain, each.title, each.kind, each.figure, each.limit, each.open_rows, each.standard,
        each.better, each.version, each.effective_from, each.counted, each.among, each.left_out, each.beware,
        each.category, ", ".join(each.needs), written(each.read), each.source, each.sha256,
    )  # fmt: skip


def _view_columns(views: Sequence[ViewEntry]) -> Iterator[Sequence[object]]:
    for view in views:
        for column in view.columns:
            yield (
                view.name, column.name, column.meaning, written(column.warehouse), written(column.delivered),
                view.title,
            )  # fmt: skip


def _rules(rules: Mapping[str, Sequence[Rule]]) -> Iterator[Sequence[object]]:
    for name, found in rules.items():
        for rule in found:
            yield (
                name, rule.rule, rule.severity, rule.title, rule.table, ", ".join(rule.columns), rule.fix,
                years(rule),
            )  # fmt: skip


def _table_columns(tables: Sequence[Contract]) -> Iterator[Sequence[object]]:
    for table in tables:
        for column in table.columns:
            asked_for = "required" if column.required else "optional"
            yield (
                table.table, column.name, column.type,
                f"{asked_for}, never blank" if column.not_null else asked_for, column.meaning,
                ", ".join(column.codes), column.references or "", "yes" if column.personal else "",
                table.title, asked(table),
            )  # fmt: skip
