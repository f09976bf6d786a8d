"""What a person is told of a rehearsed return, read from the work file: counts only, no child."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import duckdb

from caseclock.catalogue.cin_layout import layout
from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.rules import rules
from caseclock.errors import CaseclockError
from caseclock.publish.history import History
from caseclock.report.figures import has_table, this_run
from caseclock.report.return_totals import Totals, totals

TITLES = {"cin_census": "Children in need census"}
"""What people call each return."""


@dataclass(frozen=True)
class RuleLine:
    """One rule of the return.

    outcome: held, broken or not_run, with `reason` for the last. findings: how many there are now; before:
    on the night before, None where that is not known. trend: its findings on the nights before and now,
    earliest first, None where it did not run. first_seen: when the oldest open finding was first seen, None
    where that is not known. provisional: the department has not published the rule as final.
    """

    rule: str
    severity: str
    title: str
    table: str
    outcome: str
    findings: int
    reason: str
    fix: str
    before: int | None = None
    first_seen: date | None = None
    trend: tuple[int | None, ...] = ()
    provisional: bool = False


@dataclass(frozen=True)
class TableLine:
    """One table of the return and its records.

    left_out: how many records of the case system stay out of it, and why. None where that is not known: a
    return that was delivered as a file says nothing of the case system.
    """

    table: str
    title: str
    records: int
    left_out: tuple[tuple[int, str], ...] | None = None


@dataclass(frozen=True)
class ReturnFigures:
    """A rehearsed return in counts.

    year: the collection, by the year it ends in. not_whole: why it is only part of a return, else empty.
    rules: the severest first, then the most broken.
    """

    authority: str
    return_name: str
    year: int
    starts_on: date
    reference_date: date
    not_whole: str
    as_at: date
    run_id: str
    system: str
    rules: tuple[RuleLine, ...]
    tables: tuple[TableLine, ...]
    totals: Totals
    history: History = field(default_factory=History)

    @property
    def title(self) -> str:
        """The return as people call it."""
        return TITLES.get(self.return_name, self.return_name.replace("_", " "))

    @property
    def collection(self) -> str:
        """The collection as it is written: 2026 is 2025/26."""
        return f"{self.year - 1}/{self.year % 100:02d}"

    def broken(self, severity: str) -> tuple[RuleLine, ...]:
        """The broken rules of one severity, those with the most findings first."""
        return tuple(rule for rule in self.rules if rule.outcome == "broken" and rule.severity == severity)

    def of(self, outcome: str) -> tuple[RuleLine, ...]:
        """The rules with one outcome."""
        return tuple(rule for rule in self.rules if rule.outcome == outcome)

    def findings(self, severity: str) -> int:
        """How many findings of one severity there are."""
        return sum(rule.findings for rule in self.broken(severity))


def return_figures(
    connection: duckdb.DuckDBPyConnection, return_name: str, history: History
) -> ReturnFigures:
    """Read what is to be told of a return whose rules have been run on the connection's work file.

    Raises CaseclockError when they have not.
    """
    if not has_table(connection, return_name, "census") or not has_table(connection, "main", "rule_result"):
        raise CaseclockError(
            "The return has not been rehearsed here.",
            where=f"{return_name} in the work file",
            do="Make its tables and run its rules first.",
        )
    run = this_run(connection)
    [(year, starts_on, reference_date, not_whole)] = connection.execute(
        f"select year, starts_on, reference_date, not_whole from {return_name}.census"
    ).fetchall()
    return ReturnFigures(
        authority=run["authority"],
        return_name=return_name,
        year=year,
        starts_on=starts_on or date(year - 1, 4, 1),
        reference_date=reference_date or date(year, 3, 31),
        not_whole=not_whole or "",
        as_at=run["as_at"],
        run_id=run["run_id"],
        system=run["system"] or "",
        rules=tuple(_rules(connection, return_name, year, history, run["as_at"])),
        tables=tuple(_tables(connection, return_name)),
        totals=totals(connection, return_name, run["as_at"]),
        history=history,
    )


def _rules(
    connection: duckdb.DuckDBPyConnection, return_name: str, year: int, history: History, as_at: date
) -> list[RuleLine]:
    provisional = {rule.rule for rule in rules(return_name, year) if rule.provisional}
    rows = connection.execute(
        """
        select rule, severity, title, table_name, outcome, coalesce(findings, 0), coalesce(reason, ''),
               coalesce(fix, '')
        from main.rule_result
        where return_name = ?
        order by list_position(['error', 'query', 'warning'], severity) nulls last, findings desc, rule
        """,
        [return_name],
    ).fetchall()
    lines = []
    for rule, severity, title, table, outcome, findings, reason, fix in rows:
        earlier = history.counts.get(rule, (None,) * len(history.nights))
        now = None if outcome == "not_run" else findings
        # One that the warehouse does not know yet was first seen now, where it knows of other nights.
        first = history.first_seen.get(rule, as_at if history.nights else None) if findings else None
        lines.append(
            RuleLine(
                rule, severity, title, table, outcome, findings, reason, fix,
                before=earlier[-1] if earlier else None, first_seen=first, trend=(*earlier, now),
                provisional=rule in provisional,
            )
        )  # fmt: skip
    return lines


def _tables(connection: duckdb.DuckDBPyConnection, return_name: str) -> list[TableLine]:
    """The tables below the header in the order of the document; an optional one only where it has something."""
    out = _left_out(connection, return_name)
    lines = []
    for name in list(layout().tables)[1:]:
        contract = contracts(return_name)[name]
        [(rows,)] = connection.execute(f"select count(*) from {return_name}.{name}").fetchall()
        left_out = None if out is None else tuple(out.get(name, ()))
        if rows or contract.required or left_out:
            lines.append(TableLine(name, contract.title, rows, left_out))
    return lines


def _left_out(
    connection: duckdb.DuckDBPyConnection, return_name: str
) -> dict[str, list[tuple[int, str]]] | None:
    if not has_table(connection, return_name, "left_out"):
        return None
    found: dict[str, list[tuple[int, str]]] = {}
    for table, rows, why in connection.execute(
        f"select table_name, rows::bigint, why from {return_name}.left_out where rows > 0 order by rows desc, why"
    ).fetchall():
        found.setdefault(table, []).append((rows, why))
    return found
