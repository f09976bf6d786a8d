"""What the data dictionary says of each measure and each view, from their own declarations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseclock.catalogue.contracts import Contract
from caseclock.catalogue.measures import ClockHeader, Measure, measures
from caseclock.catalogue.rules import Rule
from caseclock.report import lineage, wording
from caseclock.report.select_columns import Column
from caseclock.warehouse.reporting import views

MOST = 12
"""Delivered columns that a page names one by one; of more it names the tables. The workbook names all."""

OPEN_ROWS = {
    "left_out": "Open rows count on neither side.",
    "late_when_overdue": "Open rows count once they are overdue, as late.",
    "judged": "Open rows count as they stand.",
}

FIGURES = {
    "proportion": "share of rows, in percent",
    "count": "number of rows",
    "ratio": "one sum over another",
    "mean": "mean of the rows",
    "median": "median of the rows",
    "children": "number of children",
}


@dataclass(frozen=True)
class MeasureEntry:
    """One measure as the dictionary shows it."""

    id: str
    domain: str
    title: str
    kind: str
    figure: str
    limit: str
    open_rows: str
    standard: str
    better: str
    version: int
    effective_from: str
    sha256: str
    counted: str
    among: str
    left_out: str
    beware: str
    category: str
    needs: tuple[str, ...]
    read: tuple[Column, ...]
    source: str
    select: str


@dataclass(frozen=True)
class ViewColumn:
    """A column of a reporting view: what it means, and what it is made of.

    warehouse: columns of the warehouse's tables. delivered: columns of SSD tables and feeds behind those.
    """

    name: str
    meaning: str
    warehouse: tuple[Column, ...]
    delivered: tuple[Column, ...]


@dataclass(frozen=True)
class ViewEntry:
    """One reporting view as the dictionary shows it."""

    name: str
    title: str
    columns: tuple[ViewColumn, ...]


def measure_entries() -> list[MeasureEntry]:
    """Every clock and measure, in the order of their ids."""
    return [_entry(each) for each in measures()]


def _entry(each: Measure) -> MeasureEntry:
    header = each.header
    clock = header if isinstance(header, ClockHeader) else None
    return MeasureEntry(
        id=each.id,
        domain=header.domain.replace("_", " "),
        title=each.title,
        kind=each.kind,
        figure=FIGURES[each.figure] + (f", in {header.unit}" if not clock and header.unit else ""),
        limit=wording.unit(each.unit, each.limit) if clock else "",
        open_rows=OPEN_ROWS[clock.open_rows] if clock else "",
        standard=header.standard,
        better=header.better,
        version=each.version,
        effective_from=wording.day(header.effective_from),
        sha256=each.sha256,
        counted=header.counted or "",
        among=header.among or "",
        left_out=header.left_out or "",
        beware=header.beware or "",
        category=header.category or "",
        needs=tuple(header.needs),
        read=lineage.measured_from(each.id),
        source=each.source,
        select=each.select,
    )


def view_entries() -> list[ViewEntry]:
    """Every reporting view, each column with its way back to what was delivered."""
    shown = []
    for view in views():
        name, meanings = view.path.stem, view.header.get("columns") or {}
        columns = tuple(
            ViewColumn(column, meanings.get(column, ""), sources, _delivered(sources))
            for column, sources in lineage.view_columns(name).items()
        )
        shown.append(ViewEntry(name, view.header["title"], columns))
    return shown


def _delivered(sources: Sequence[Column]) -> tuple[Column, ...]:
    return tuple(sorted({each for source in sources for each in lineage.delivered(*source)}))


def written(sources: Sequence[Column]) -> str:
    """Columns as text, `table.column`, separated by commas."""
    return ", ".join(f"{table}.{column}" for table, column in sources)


def from_where(sources: Sequence[Column]) -> str:
    """The delivered columns by name; only their tables where they are many."""
    if len(sources) <= MOST:
        return written(sources)
    tables = sorted({table for table, _ in sources})
    return f"{len(sources)} columns of {', '.join(tables)}"


def years(rule: Rule) -> str:
    """The collection years in which a rule is in force, in words."""
    first = str(rule.first_year) if rule.first_year else ""
    if first and (rule.years_assumed or rule.provisional):
        first += " (provisional)" if rule.provisional else " (assumed)"
    if first and rule.last_year:
        return f"{first} to {rule.last_year}"
    if rule.last_year:
        return f"until {rule.last_year}"
    return f"from {first}" if first else "every year"


def asked(contract: Contract) -> str:
    """Whether a table has to be delivered."""
    if not contract.required:
        return "optional"
    return "required, may be empty" if contract.may_be_empty else "required, with rows"
