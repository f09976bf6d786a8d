"""One check, whether it comes from a contract or from a rule, before it is run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from caseclock.catalogue.rules import Rule


@dataclass(frozen=True)
class Native:
    """A stock expectation of Great Expectations: its class's name and what it is told.

    told_elsewhere: how many of the rows it counts are left out of the check's SELECT because
    another check reports them.
    """

    expectation: str
    arguments: dict[str, Any]
    told_elsewhere: int = 0


@dataclass(frozen=True)
class Check:
    """A check as it is declared for one night.

    select: its rows break the check; columns child_id and record, and where needed detail,
    table_name and column_name. native: the stock expectation that counts the same rows, for checks
    that have one. not_run: why it is not run tonight, empty when it is. kind: contract or rule.
    """

    rule: str
    return_name: str
    severity: str
    title: str
    table: str
    columns: tuple[str, ...]
    fix: str
    select: str
    kind: str
    version: str
    native: Native | None = None
    not_run: str = ""
    source: str = field(default="", compare=False)


@dataclass(frozen=True)
class Outcome:
    """What running a check's SELECT gave: the number of findings, or why there is none."""

    findings: int | None
    reason: str = ""


def of_rule(rule: Rule, not_run: str) -> Check:
    """A rule as a check; not_run is empty when the rule can be run tonight."""
    return Check(
        rule=rule.rule,
        return_name=rule.return_name,
        severity=rule.severity,
        title=rule.title,
        table=rule.table,
        columns=rule.columns,
        fix=rule.fix,
        select=rule.select,
        kind="rule",
        version=rule.sha256,
        not_run=not_run,
        source=rule.source,
    )
