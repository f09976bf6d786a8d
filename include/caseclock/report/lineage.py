"""Where a figure comes from: from a view's column to the warehouse, and from there to what was delivered."""

from __future__ import annotations

from functools import cache

from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.header import Declaration, read_folder
from caseclock.catalogue.measures import ClockHeader, Measure, measures
from caseclock.report.select_columns import Column, Relation, Sources, read_select
from caseclock.settings import PROJECT
from caseclock.warehouse.reporting import views

WAREHOUSE = ("core", "mart", "quality", "audit", "identity")


@cache
def view_columns(view: str) -> dict[str, tuple[Column, ...]]:
    """Each column of a reporting view with the warehouse's columns that it is made of."""
    [declaration] = [each for each in views() if each.path.stem == view]
    found, _ = read_select(declaration.select, _warehouse_table)
    return {column: _sorted(sources) for column, sources in found.columns.items()}


@cache
def delivered(table: str, column: str) -> tuple[Column, ...]:
    """The delivered columns (ssd_ and ext_) that a column of `core.` or `mart.` is made of."""
    return _only_delivered(_night_table(table.split(".")[-1]).get(column) or frozenset())


@cache
def measured_from(measure_id: str) -> tuple[Column, ...]:
    """The delivered columns that a measure counts, dates or chooses its rows by."""
    found, conditions = _measure(measure_id)
    return _only_delivered(conditions.union(*found.columns.values()))


@cache
def _measure(measure_id: str) -> tuple[Relation, Sources]:
    """The rows of a measure's SELECT, and what decides which rows it has."""
    return read_select(_measures()[measure_id].select, _measured_table)


def _measured_table(name: str) -> Relation:
    """A table as a measure reads it. One that looks at figures of others ends there, or it would go in a circle."""
    declared = _declared().get(name)
    if declared is not None and declared.header.get("schema") == "mart":
        return Relation(name=name, everything=None)
    return _night_table(name)


@cache
def _measures() -> dict[str, Measure]:
    return {each.id: each for each in measures()}


def _warehouse_table(name: str) -> Relation:
    """A table of the warehouse as a view reads it: each column stands for itself."""
    return Relation(name=name, everything=None)


@cache
def _night_table(name: str) -> Relation:
    """A table as the night makes it, with the delivered columns behind each of its own."""
    name = name.split(".")[-1]
    if name in contracts():
        return Relation({each: frozenset({(name, each)}) for each in contracts()[name].column_names})
    if name in ("clock_row", "measure_input"):
        clocks = [each for each in _measures().values() if isinstance(each.header, ClockHeader)]
        return _rows_of(
            clocks if name == "clock_row" else [each for each in _measures().values() if each not in clocks]
        )
    declared = _declared().get(name)
    if declared is None:  # settings, the calendar's holidays, the mapping: not delivered by a case system
        return Relation(name=name, everything=None)
    return read_select(declared.select, _night_table)[0]


def _rows_of(chosen: list[Measure]) -> Relation:
    """What the rows of many SELECTs are made of, by column."""
    found: dict[str, Sources] = {}
    for each in chosen:
        for column, sources in _measure(each.id)[0].columns.items():
            found[column] = found.get(column, frozenset()) | sources
    return Relation(found)


@cache
def _declared() -> dict[str, Declaration]:
    folders = (PROJECT / "sql" / "core", PROJECT / "sql" / "ledger")
    return {each.header["table"]: each for folder in folders for each in read_folder(folder)}


def _only_delivered(sources: Sources) -> tuple[Column, ...]:
    return _sorted(frozenset(each for each in sources if each[0] in contracts()))


def _sorted(sources: Sources) -> tuple[Column, ...]:
    return tuple(sorted(sources))
