"""A rule as an expectation: its SELECT is run once, into the findings, and its count is judged."""

from __future__ import annotations

from typing import Any, ClassVar

import duckdb
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

from caseclock.check.declared import Check, Outcome
from caseclock.check.engine import DuckDBExecutionEngine

FOUND = "temp.finding_found"
"""Findings as the SELECTs give them, before they have an identity; gone with the connection."""


def make_room(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table that every check's SELECT writes into."""
    connection.execute(
        f"create or replace temp table {FOUND.removeprefix('temp.')} ("
        "rule varchar, return_name varchar, severity varchar, table_name varchar, about varchar,"
        " columns varchar, record bigint, child_id varchar, message varchar, detail varchar)"
    )


def record_findings(engine: DuckDBExecutionEngine, key: tuple[str, str]) -> Outcome:
    """Run the SELECT of one check into the findings and return what came of it.

    Never raises, and running it again changes nothing: Great Expectations resolves metrics again
    when another one fails. Of an error only its type is kept, because its text may hold values.
    """
    check, connection = engine.checks[key], engine.duckdb_connection
    try:
        if key in engine.outcomes:
            connection.execute(f"delete from {FOUND} where return_name = ? and rule = ?", [*reversed(key)])
        given = [row[0] for row in connection.execute(f"describe {check.select}").fetchall()]
        if not {"child_id", "record"} <= set(given):
            outcome = Outcome(None, "its SELECT gives no child_id and record")
        else:
            connection.execute(_insert(check, given), _values(check))
            counted = connection.execute(
                f"select count(*) from {FOUND} where return_name = ? and rule = ?",
                [check.return_name, check.rule],
            ).fetchone()
            outcome = Outcome(counted[0] if counted else None)
    except duckdb.Error as error:
        outcome = Outcome(None, f"it raised {type(error).__name__}")
    engine.outcomes[key] = outcome
    return outcome


def _insert(check: Check, given: list[str]) -> str:
    table = "coalesce(b.table_name, $table)" if "table_name" in given else "$table"
    about = "b.column_name" if "column_name" in given else "null"
    detail = "cast(b.detail as varchar)" if "detail" in given else "null"
    return (
        f"insert into {FOUND}\n"
        f"select $rule, $return_name, $severity, {table}, {about}, coalesce({about}, $columns),\n"
        f"    cast(b.record as bigint), cast(b.child_id as varchar), $title || coalesce(': ' || {detail}, ''),\n"
        f"    {detail}\n"
        f"from (\n{check.select}\n) as b"
    )


def _values(check: Check) -> dict[str, str]:
    return {
        "rule": check.rule,
        "return_name": check.return_name,
        "severity": check.severity,
        "table": check.table,
        "columns": ", ".join(check.columns),
        "title": check.title,
    }


class RuleBreaks(TableMetricProvider):
    """How many rows break one rule, or why that is not known."""

    metric_name = "caseclock.rule_breaks"
    value_keys = ("return_name", "rule")

    @metric_value(engine=DuckDBExecutionEngine)
    def _duckdb(
        cls,  # noqa: N805 a metric is given its class
        execution_engine: DuckDBExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any],
    ) -> dict[str, Any]:
        outcome = record_findings(
            execution_engine, (metric_value_kwargs["return_name"], metric_value_kwargs["rule"])
        )
        return {"findings": outcome.findings, "reason": outcome.reason}


class ExpectRuleToHold(BatchExpectation):
    """Expect that the SELECT of a rule gives no rows."""

    return_name: str
    rule: str

    metric_dependencies: ClassVar[tuple[str, ...]] = ("caseclock.rule_breaks",)
    success_keys: ClassVar[tuple[str, ...]] = ("return_name", "rule")
    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id",)

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: Any = None,
    ) -> dict[str, Any]:
        breaks = metrics["caseclock.rule_breaks"]
        return {
            "success": breaks["findings"] == 0,
            "result": {"observed_value": breaks["findings"], "details": {"not_run": breaks["reason"]}},
        }
