"""What the checks of a night found and what was delivered, counted for a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from caseclock.report.figures import has_table

SEVERITIES = ("error", "query", "warning")


@dataclass(frozen=True)
class Rule:
    """One rule's result: outcome is held, broken (findings > 0) or not_run (with its reason)."""

    rule: str
    severity: str
    title: str
    table: str
    outcome: str
    findings: int
    reason: str


@dataclass(frozen=True)
class NotRun:
    """Rules that did not run for one reason: how many, and the titles of the first few."""

    reason: str
    rules: int
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Delivered:
    """One table of the delivery, in rows; rows_in = rows_loaded + rows_quarantined."""

    table: str
    required: bool
    supplied: bool
    rows_in: int
    rows_loaded: int
    rows_quarantined: int


def rules(connection: duckdb.DuckDBPyConnection) -> list[Rule]:
    """Every rule and contract check, the severest and the most broken first."""
    if not has_table(connection, "main", "rule_result"):
        return []
    rows = connection.execute("""
        select rule, severity, title, table_name, outcome, coalesce(findings, 0), coalesce(reason, '')
        from rule_result
        order by list_position(['error', 'query', 'warning'], severity) nulls last, findings desc, rule
    """).fetchall()
    return [Rule(*row) for row in rows]


def not_run(results: list[Rule], shown: int = 4) -> list[NotRun]:
    """Rules that did not run, by reason, the most frequent reason first."""
    by_reason: dict[str, list[str]] = {}
    for rule in results:
        if rule.outcome == "not_run":
            by_reason.setdefault(rule.reason or "no reason was stored", []).append(rule.title)
    found = [NotRun(reason, len(titles), tuple(titles[:shown])) for reason, titles in by_reason.items()]
    return sorted(found, key=lambda each: (-each.rules, each.reason))


def delivered(connection: duckdb.DuckDBPyConnection) -> list[Delivered]:
    """Every table of the contract, in the order of its name."""
    if not has_table(connection, "main", "delivered"):
        return []
    rows = connection.execute("""
        select table_name, required, supplied,
               coalesce(rows_in, 0), coalesce(rows_loaded, 0), coalesce(rows_quarantined, 0)
        from delivered order by table_name
    """).fetchall()
    return [Delivered(*row) for row in rows]


def older(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, date]]:
    """Feeds of which an earlier delivery was used, with the last day that it covers, by name."""
    if not has_table(connection, "main", "this_delivery"):
        return []
    rows = connection.execute("""
        select source, covers_to from this_delivery cross join this_run
        where covers_to < this_run.as_at order by source
    """).fetchall()
    return [(str(source), covers_to) for source, covers_to in rows]


def findings(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many findings of each severity; every severity is there, with 0 where nothing was found."""
    found = dict.fromkeys(SEVERITIES, 0)
    if has_table(connection, "main", "finding"):
        counted = connection.execute("select severity, count(*) from finding group by severity").fetchall()
        found.update({str(severity): int(number) for severity, number in counted})
    return found
