"""The gate: whether tonight's figures may replace yesterday's."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from caseclock.catalogue.rules import rules


@dataclass(frozen=True)
class Decision:
    """What the gate decided and why.

    go: publish. reasons: one sentence each why not, without values of a record; empty when go.
    figures: counts a steward sees beside the decision: rows_in, rows_loaded, rows_quarantined, held,
    broken, not_run, findings, errors (findings of severity error).
    """

    go: bool
    reasons: list[str]
    figures: dict[str, int]


def decide(connection: duckdb.DuckDBPyConnection) -> Decision:
    """Decide from a checked work file; raises nothing and writes nothing.

    It stops when nothing was loaded, when nothing was evaluated, when a rule with `gate: stop` is
    broken, and when a required table that was in the last published delivery did not come. On a
    first night there is nothing to compare with, so the last two cannot stop it unless a rule says so
    on its own.
    """
    figures = _figures(connection)
    reasons = []
    if not figures["rows_loaded"]:
        reasons.append("Nothing was loaded.")
    if not figures["held"] + figures["broken"]:
        reasons.append("Nothing was checked.")
    reasons += _stopping_rules(connection)
    reasons += [
        f"The table {table} was in the last published delivery and did not come."
        for (table,) in connection.execute(
            "select d.table_name from delivered as d\n"
            "inner join previous_delivered as p on p.table_name = d.table_name\n"
            "where d.required and not d.supplied and p.rows_loaded > 0\n"
            "    and not exists (select 1 from this_run where first_night)\n"
            "order by d.table_name"
        ).fetchall()
    ]
    return Decision(go=not reasons, reasons=reasons, figures=figures)


def _stopping_rules(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """A sentence for each broken rule that may stop the gate; a rule's details are counts only."""
    returns = connection.execute("select distinct return_name from rule_result order by 1").fetchall()
    stopping = [rule for (name,) in returns for rule in rules(name) if rule.stops_gate]
    reasons = []
    for rule in stopping:
        found = connection.execute(
            "select table_name, detail from finding where return_name = ? and rule = ? order by all",
            [rule.return_name, rule.rule],
        ).fetchall()
        if found and rule.whole_delivery:
            named = ", ".join(f"{table} ({detail})" if detail else table for table, detail in found)
            reasons.append(f"{rule.title}: {named}.")
        elif found:
            reasons.append(f"{rule.title}: {len(found)} findings.")
    return reasons


def _figures(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    counted = connection.execute(
        "select\n"
        "    (select coalesce(sum(rows_in), 0) from delivered) as rows_in,\n"
        "    (select coalesce(sum(rows_loaded), 0) from delivered) as rows_loaded,\n"
        "    (select coalesce(sum(rows_quarantined), 0) from delivered) as rows_quarantined,\n"
        "    (select count(*) from rule_result where outcome = 'held') as held,\n"
        "    (select count(*) from rule_result where outcome = 'broken') as broken,\n"
        "    (select count(*) from rule_result where outcome = 'not_run') as not_run,\n"
        "    (select count(*) from finding) as findings,\n"
        "    (select count(*) from finding where severity = 'error') as errors"
    )
    names = [column[0] for column in counted.description or ()]
    row = counted.fetchone() or (0,) * len(names)
    return {name: int(value) for name, value in zip(names, row, strict=True)}
