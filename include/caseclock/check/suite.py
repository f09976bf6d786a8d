"""The suites of a night: one a table for its contract, one a return for everything else."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from great_expectations import ExpectationSuite

from caseclock.check.contract_expectations import stock_expectation
from caseclock.check.declared import Check
from caseclock.check.rule_expectation import ExpectRuleToHold

SEVERITIES: dict[str, Any] = {"error": "critical", "query": "warning", "warning": "info"}
"""What Great Expectations calls our severities."""


def suites(checks: Iterable[Check]) -> list[tuple[str | None, ExpectationSuite]]:
    """The checks that are run tonight, as suites.

    Returns (table, suite) for stock expectations, in the order of the tables, and (None, suite) for
    the expectations that look at SELECTs; a suite is never empty.
    """
    tonight = [check for check in checks if not check.not_run]
    stock = sorted((check for check in tonight if check.native), key=lambda check: check.table)
    made: list[tuple[str | None, ExpectationSuite]] = []
    for table, of_table in groupby(stock, key=lambda check: check.table):
        each = [stock_expectation(check, _meta(check), SEVERITIES[check.severity]) for check in of_table]
        made.append((table, ExpectationSuite(name=f"contract of {table}", expectations=each)))
    selects = [
        ExpectRuleToHold(
            return_name=check.return_name,
            rule=check.rule,
            meta=_meta(check),
            description=check.title,
            severity=SEVERITIES[check.severity],
        )
        for check in tonight
        if not check.native
    ]
    if selects:
        made.append((None, ExpectationSuite(name="rules", expectations=selects)))
    return made


def _meta(check: Check) -> dict[str, Any]:
    # The rule's name keeps two expectations apart that are equal in all else; without it they
    # would silently be one.
    return {"return_name": check.return_name, "rule": check.rule, "table": check.table}
