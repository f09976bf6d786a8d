"""Taking any condition out of a rule of a return makes one of its cases fail.

A run takes every third rule; CASECLOCK_EVERY_RULE=1 takes them all.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import duckdb
import pytest

from caseclock import work
from caseclock.catalogue.header import read_yaml
from caseclock.catalogue.rules import Rule, return_names, rules
from rules.mutants import mutants
from rules.tables_of_a_night import make_work_file

RULES = [rule for name in return_names() if name != "local" for rule in rules(name)]
if not os.environ.get("CASECLOCK_EVERY_RULE"):
    RULES = RULES[::3]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.return_name}-{rule.path.stem}")
def test_every_condition_counts(rule: Rule, tmp_path: Path) -> None:
    nights = [
        _night(rule, case, tmp_path / f"{number}.duckdb")
        for number, case in enumerate(read_yaml(rule.path.with_suffix(".cases.yaml")))
        if "not_run" not in case
    ]
    said = [_found(night, rule.select) for night in nights]
    unnoticed = [
        change
        for change, select in mutants(rule.select)
        if all(_found(night, select) == found for night, found in zip(nights, said, strict=True))
    ]
    for night in nights:
        night.close()
    assert not unnoticed, "no case notices:\n" + "\n".join(unnoticed)


def _night(rule: Rule, case: dict[str, Any], path: Path) -> duckdb.DuckDBPyConnection:
    make_work_file(
        path,
        case.get("tables", {}),
        year=case.get("year", rule.last_year or max(2026, rule.first_year or 0)),
        return_name=rule.return_name,
    )
    connection = work.connect(path)
    connection.execute(f"set search_path = '{rule.return_name},main'")
    return connection


def _found(night: duckdb.DuckDBPyConnection, select: str) -> object:
    try:
        return sorted(night.execute(select).fetchall(), key=str)
    except duckdb.Error as error:
        return type(error).__name__
