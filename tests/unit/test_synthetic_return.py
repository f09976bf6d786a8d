"""An authority without planted faults gives a CIN census that the department's rules have little to say about."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from caseclock import work
from caseclock.catalogue.authorities import authority
from caseclock.catalogue.rules import rules
from caseclock.check.delivery import read_delivery, why_not_run
from caseclock.landing.bringing import bring
from caseclock.load.loading import load
from caseclock.returns.census_schema import SCHEMA
from caseclock.returns.making import make_returns
from caseclock.synthetic import generate

NATURAL = {
    "2991Q": "the assessment was finished in the year before, the enquiry began in this one",
    "8670Q": "an assessment that takes too long",
    "8675Q": "a conference that is late",
    "8825Q": "closed in this year, assessed in the one before",
    "8873Q": "no factor was found, and the case closes only after the year",
    "8568": "a referral of the last days on which nothing is decided yet",
}
"""Rules that an authority breaks in which nothing is wrong, and why."""
NOT_IN_THE_CASE_SYSTEM = {"9007", "9010Q", "9012", "9013"}


def judged(connection: duckdb.DuckDBPyConnection) -> tuple[dict[str, int], set[str]]:
    """Findings by rule of the return, and the rules that could not be run."""
    connection.execute(f"set search_path = '{SCHEMA},main'")
    told = read_delivery(connection)
    found, not_run = {}, set()
    for rule in rules(SCHEMA, told.year):
        if why_not_run(rule, told):
            not_run.add(rule.rule)
        elif findings := len(connection.execute(rule.select).fetchall()):
            found[rule.rule] = findings
    return found, not_run


@pytest.mark.parametrize(
    ("system", "to", "not_run"),
    [
        ("liquidlogic", dt.date(2026, 3, 31), set()),
        ("mosaic", dt.date(2026, 6, 30), set()),
        ("eclipse", dt.date(2027, 3, 31), NOT_IN_THE_CASE_SYSTEM),
    ],
)
def test_a_clean_authority_gives_a_nearly_clean_return(
    tmp_path: Path, system: str, to: dt.date, not_run: set[str]
) -> None:
    generate(2000, 3, to, 4, system, 0, tmp_path / "out")
    sample = authority("sample")
    source = replace(
        sample.sources[0], where=str(tmp_path / "out"), system=system, settle_seconds=0, wait_minutes=0
    )
    sample = replace(sample, name=f"return_{system}", sources=(source,))
    delivery = bring(sample.name, source, to)
    assert delivery is not None
    with work.connect(tmp_path / "work.duckdb") as connection:
        load(connection, [delivery], sample, to, run_id="synthetic")
        make_returns(connection)
        children = connection.execute(f"select count(*) from {SCHEMA}.child_identifiers").fetchall()[0][0]
        assert connection.execute(f"select count(*) from {SCHEMA}.left_out").fetchall() == [(0,)]
        found, cannot = judged(connection)
    assert children > 300
    assert cannot == not_run
    assert set(found) <= set(NATURAL), found
    assert sum(Counter(found).values()) < children / 20
