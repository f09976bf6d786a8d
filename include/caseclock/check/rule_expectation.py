"""A rule as an expectation: its SELECT is run once, into the findings, and its count is judged."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, ClassVar

import duckdb
from great_expectations.compatibility.pydantic import PrivateAttr
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

from caseclock import stopping
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

    Raises only Stopped, and running it again changes nothing: Great Expectations resolves metrics again
    when another one fails. Of an error only its type is kept, because its text may hold values.
    """
    check, connection = engine.checks[key], engine.duckdb_connection
    try:
        if key in engine.outcomes:
            connection.execute(f"delete from {FOUND} where return_name = ? and rule = ?", [*reversed(key)])
        [(inserted,)] = connection.execute(_insert(check), _values(check)).fetchall()
        outcome = Outcome(inserted)
    except duckdb.Error as error:
        stopping.check()  # it may have been a signal that broke the query off
        outcome = Outcome(None, _why(error, check, connection))
    engine.outcomes[key] = outcome
    return outcome


def _why(error: duckdb.Error, check: Check, connection: duckdb.DuckDBPyConnection) -> str:
    if isinstance(error, duckdb.BinderException):
        with suppress(duckdb.Error):
            given = {row[0] for row in connection.execute(f"describe {check.select}").fetchall()}
            if not {"child_id", "record"} <= given:
                return "its SELECT gives no child_id and record"
    return f"it raised {type(error).__name__}"


OPTIONAL = ("table_name", "column_name", "detail")
"""What a SELECT gives only where it needs to."""


def _insert(check: Check) -> str:
    """The statement that runs a check's SELECT; what the SELECT leaves out of OPTIONAL is null."""
    if not any(name in check.select for name in OPTIONAL):  # planned in half the time
        return (
            f"insert into {FOUND}\nselect $rule, $return_name, $severity, $table, null, '{', '.join(check.columns)}',\n"
            f"    cast(record as bigint), cast(child_id as varchar), $title, null\nfrom (\n{check.select}\n)"
        )
    blanks = ", ".join(f"null::varchar as {name}" for name in OPTIONAL)
    return (
        f"insert into {FOUND}\n"
        "select $rule, $return_name, $severity, coalesce(b.table_name, $table), b.column_name,\n"
        f"    coalesce(b.column_name, {_columns(check)}), cast(b.record as bigint), cast(b.child_id as varchar),\n"
        "    $title || coalesce(': ' || b.detail, ''), b.detail\n"
        f"from (\nselect {blanks} where false\nunion all by name\n(\n{check.select}\n)\n) as b"
    )


def _columns(check: Check) -> str:
    """The columns to look at, as SQL: the row's own first, then others with their table's name.

    A rule that finds rows of several tables says of each of them its own and those of the rule's table.
    """
    named = [(name.rpartition(".")[0] or check.table, name.rpartition(".")[2]) for name in check.columns]
    several = "table_name" in check.select
    listed = {
        table: ", ".join(
            [name for of, name in named if of == table]
            + [f"{of}.{name}" for of, name in named if of != table and (not several or of == check.table)]
        )
        for table in {check.table, *(table for table, _ in named)}
    }
    cases = " ".join(f"when '{table}' then '{columns}'" for table, columns in sorted(listed.items()))
    return f"case coalesce(b.table_name, $table) {cases} end"


def _values(check: Check) -> dict[str, str]:
    return {
        "rule": check.rule,
        "return_name": check.return_name,
        "severity": check.severity,
        "table": check.table,
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
    _put_together: Any = PrivateAttr(None)

    success_keys: ClassVar[tuple[str, ...]] = ("return_name", "rule")
    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id",)

    @property
    def configuration(self) -> Any:
        """As every expectation has it, put together once: one evaluation asks for it some twenty times."""
        if self._put_together is None:
            self._put_together = super().configuration
        return self._put_together

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
