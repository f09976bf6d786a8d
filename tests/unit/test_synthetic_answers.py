"""Every planted fault is found, and of its rule nothing else: the answer key against the real checks."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from caseclock import work
from caseclock.catalogue.authorities import authority
from caseclock.catalogue.rules import rules
from caseclock.check.contract_checks import contract_checks
from caseclock.check.declared import of_rule
from caseclock.check.delivery import read_delivery, why_not_run
from caseclock.landing.bringing import bring
from caseclock.load.loading import load
from caseclock.synthetic import generate

TO = dt.date(2026, 3, 31)
Record = tuple[str, str, int | None, str | None]
NOT_PLANTED = "placeholder_delivered"
"""A dirty system has placeholders in clean data too; they are told of the delivery, not of a row."""


def findings(folder: Path, system: str, work_path: Path, *, configured: bool = True) -> set[Record]:
    """Rule, table, row and child of all that the checks' own SELECTs find, through landing and load."""
    sample = authority("sample")
    source = replace(sample.sources[0], where=str(folder), system=system, settle_seconds=0, wait_minutes=0)
    sample = replace(sample, name=f"synthetic_{system}", sources=(source,))
    if not configured:
        sample = replace(sample, settings=())
    delivery = bring(sample.name, source, TO)
    assert delivery is not None
    found: set[Record] = set()
    with work.connect(work_path) as connection:
        load(connection, [delivery], sample, TO, run_id="synthetic")
        told = read_delivery(connection)
        declared = contract_checks("local", told)
        declared += [of_rule(rule, why_not_run(rule, told)) for rule in rules("local")]
        for each in declared:
            if each.not_run:
                continue
            cursor = connection.execute(each.select)
            names = [column[0] for column in cursor.description]
            for values in cursor.fetchall():
                row = dict(zip(names, values, strict=True))
                found.add((each.rule, row.get("table_name") or each.table, row["record"], row["child_id"]))
    return {record for record in found if record[0] != NOT_PLANTED}


def answers(folder: Path) -> set[Record]:
    with (folder / "answer-key.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return {(line["rule"], line["table"], int(line["row"]), line["child_id"]) for line in lines}


@pytest.mark.parametrize(
    ("system", "share"),
    [("liquidlogic", 0), ("plain", 0.03), ("liquidlogic", 0.03), ("mosaic", 0.03), ("eclipse", 0.03)],
)
def test_findings_are_the_answer_key(tmp_path: Path, system: str, share: float) -> None:
    generate(400, 3, TO, 11, system, share, tmp_path / "out")
    found, planted = findings(tmp_path / "out", system, tmp_path / "work.duckdb"), answers(tmp_path / "out")
    assert planted - found == set()
    assert found - planted == set()
    assert bool(planted) == bool(share)


def test_they_are_also_for_an_authority_that_has_set_nothing(tmp_path: Path) -> None:
    generate(3000, 6, TO, 3, "liquidlogic", 0.05, tmp_path / "out")
    found = findings(tmp_path / "out", "liquidlogic", tmp_path / "work.duckdb", configured=False)
    assert found ^ answers(tmp_path / "out") == set()
