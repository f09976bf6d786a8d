"""Running a night's checks: every rule ends as held, broken or not run."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from caseclock import work
from caseclock.catalogue.rules import rules
from caseclock.check.contract_checks import contract_checks
from caseclock.check.declared import Check, Outcome, of_rule
from caseclock.check.delivery import Delivery, read_delivery, why_not_run
from caseclock.check.engine import DuckDBExecutionEngine, close_work_file, open_work_file, quiet_context
from caseclock.check.finding_identity import write_findings
from caseclock.check.rule_expectation import FOUND, make_room, record_findings
from caseclock.check.suite import suites
from caseclock.errors import ChecksIncomplete
from caseclock.warehouse import pseudonym

log = logging.getLogger(__name__)

RESULTS = """
create or replace table main.finding (
    rule varchar, return_name varchar, severity varchar, table_name varchar, record bigint, episode integer,
    child_id varchar, columns varchar, message varchar, detail varchar,
    finding_key bigint, child_key varchar, value_hash varchar
);
create or replace table main.rule_result (
    rule varchar, return_name varchar, severity varchar, title varchar, table_name varchar,
    outcome varchar, findings bigint, reason varchar, kind varchar, version_sha varchar,
    columns varchar, fix varchar, source varchar
);
create schema if not exists identity;
create or replace table identity.finding_value (
    authority varchar, finding_key bigint, child_id varchar, value varchar
);
"""

RESULT_COLUMNS = (
    *("rule", "return_name", "severity", "title", "table_name", "outcome", "findings", "reason", "kind"),
    *("version_sha", "columns", "fix", "source"),
)


@dataclass(frozen=True)
class CheckResult:
    """How many checks held, were broken and were not run, and how many findings there are."""

    held: int
    broken: int
    not_run: int
    findings: int

    @property
    def evaluated(self) -> int:
        """Checks that were looked at."""
        return self.held + self.broken


def check(
    work_path: Path, return_names: Sequence[str] = ("local",), only: Collection[str] | None = None
) -> CheckResult:
    """Run every contract check and rule of `return_names` on a loaded work file.

    work_path: the work file; only this process may have it open. only: names of checks, to run no
    others. Fills finding, rule_result (one row a check) and identity.finding_value; replaces
    what an earlier call left. Logs counts and names of checks only.

    Raises ChecksIncomplete when Great Expectations evaluated other checks than were declared.
    """
    with quiet_context() as context:
        source = open_work_file(context, work_path)
        engine: DuckDBExecutionEngine = source.get_execution_engine()
        try:
            connection = engine.duckdb_connection
            work.prepare(connection, work_path)
            pseudonym.install(connection)
            connection.execute(RESULTS)
            make_room(connection)
            for return_name in return_names:
                _use_schema(connection, return_name)
                delivery = read_delivery(connection)
                declared = _declared(return_name, delivery, only)
                _evaluate(source, engine, declared)
                _write_results(connection, declared, engine, delivery.not_whole)
                write_findings(connection, return_name)
            connection.execute("set search_path = 'main'")
            result = _count(connection)
            connection.execute("checkpoint")
        finally:
            close_work_file(source)
    log.info(
        "checks: %d held, %d broken, %d not run; %d findings",
        result.held,
        result.broken,
        result.not_run,
        result.findings,
    )
    return result


def _declared(return_name: str, delivery: Delivery, only: Collection[str] | None) -> list[Check]:
    if return_name == "local":
        declared = contract_checks(return_name, delivery)
        declared += [of_rule(rule, why_not_run(rule, delivery)) for rule in rules(return_name)]
    else:  # a return is judged by the department's rules alone; its contracts only say how it is read
        declared = [of_rule(rule, why_not_run(rule, delivery)) for rule in rules(return_name, delivery.year)]
    return [each for each in declared if only is None or each.rule in only]


def _use_schema(connection: duckdb.DuckDBPyConnection, return_name: str) -> None:
    schema = "main" if return_name == "local" else return_name
    connection.execute(f"set search_path = '{schema}{'' if schema == 'main' else ',main'}'")


def _evaluate(source: Any, engine: DuckDBExecutionEngine, declared: list[Check]) -> None:
    """Let Great Expectations evaluate what can be run tonight, and compare its counts with ours."""
    tonight = {(each.return_name, each.rule): each for each in declared if not each.not_run}
    if len(tonight) < sum(not each.not_run for each in declared):
        raise ChecksIncomplete("Two checks have the same name.", do="Rename one of the rules.")
    engine.checks |= tonight
    evaluated: list[tuple[str, str]] = []
    for table, suite in suites(declared):
        batch = _batch(source, table, declared[0].return_name)
        answer = batch.validate(suite, result_format="BOOLEAN_ONLY")
        for each in answer.results:
            meta = each.expectation_config.meta
            evaluated.append((meta["return_name"], meta["rule"]))
    if sorted(evaluated) != sorted(tonight):
        raise ChecksIncomplete(
            f"{len(tonight)} checks were declared and {len(evaluated)} were evaluated.",
            do="Nothing is published; tell whoever looks after the rules.",
        )
    for key, each in tonight.items():
        if each.native is not None:
            _reconcile(engine, key, each, each.native.told_elsewhere)


def _reconcile(engine: DuckDBExecutionEngine, key: tuple[str, str], each: Check, told_elsewhere: int) -> None:
    """Write the findings of a stock expectation, unless its SELECT counts otherwise."""
    outcome = record_findings(engine, key)
    counted = engine.counts.get(key)
    if counted is None:
        outcome = Outcome(None, "Great Expectations could not evaluate it")
    elif outcome.findings is not None and counted != outcome.findings + told_elsewhere:
        outcome = Outcome(
            None, f"Great Expectations counts {counted}, the SELECT {outcome.findings + told_elsewhere}"
        )
    if outcome.findings is None:
        engine.duckdb_connection.execute(
            f"delete from {FOUND} where return_name = ? and rule = ?", [each.return_name, each.rule]
        )
    engine.outcomes[key] = outcome


def _batch(source: Any, table: str | None, return_name: str) -> Any:
    schema = "main" if table is None or return_name == "local" else return_name
    name = table or "this_run"
    asset = source.add_table_asset(f"{return_name}.{table or 'rules'}", table_name=name, schema_name=schema)
    return asset.add_batch_definition_whole_table("all").get_batch()


def _write_results(
    connection: duckdb.DuckDBPyConnection,
    declared: list[Check],
    engine: DuckDBExecutionEngine,
    not_whole: str,
) -> None:
    """not_whole: why only a part was looked at; then a check that found nothing there says nothing of the rest."""
    rows = []
    for each in declared:
        outcome = Outcome(None, each.not_run)
        if not each.not_run:
            missing = Outcome(None, "Great Expectations could not evaluate it")
            outcome = engine.outcomes.get((each.return_name, each.rule), missing)
            if not_whole and outcome.findings == 0:
                outcome = Outcome(None, not_whole)
        verdict = "not_run" if outcome.findings is None else "broken" if outcome.findings else "held"
        rows.append(
            [
                *(each.rule, each.return_name, each.severity, each.title, each.table, verdict),
                *(outcome.findings or 0, outcome.reason or None, each.kind, each.version),
                *(", ".join(each.columns), each.fix, each.source),
            ]
        )
    # As columns, in one statement: a statement for each of some hundred rows takes half a second.
    columns = [list(column) for column in zip(*rows, strict=True)]
    unnested = ", ".join(
        f"unnest(cast(? as {'bigint' if name == 'findings' else 'varchar'}[]))" for name in RESULT_COLUMNS
    )
    if rows:
        connection.execute(f"insert into main.rule_result select {unnested}", columns)


def _count(connection: duckdb.DuckDBPyConnection) -> CheckResult:
    outcomes = dict(
        connection.execute("select outcome, count(*) from main.rule_result group by outcome").fetchall()
    )
    findings = connection.execute("select count(*) from main.finding").fetchone()
    return CheckResult(
        held=outcomes.get("held", 0),
        broken=outcomes.get("broken", 0),
        not_run=outcomes.get("not_run", 0),
        findings=findings[0] if findings else 0,
    )
