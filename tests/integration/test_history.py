"""What the nights before found of a return, from a real warehouse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from caseclock.publish import Run, publish_quality
from caseclock.publish.history import NIGHTS, History, history
from caseclock.warehouse import pseudonym
from night_file import find
from warehouse_server import Warehouse

RUN = Run(authority="sample", as_at=date(2026, 6, 1), run_id="one", system="plain", delivery={})
Findings = list[tuple[int, str, str]]


@pytest.fixture(autouse=True)
def a_key(warehouse: Warehouse) -> None:
    pseudonym.key()


@pytest.fixture
def night(tmp_path: Path) -> Path:
    with duckdb.connect(str(tmp_path / "night.duckdb")) as work:
        work.execute(
            "create table main.delivered as select 'ssd_person' as table_name, true as required, true as supplied,"
            " 'p.csv' as file, 1::bigint as rows_in, 1::bigint as rows_loaded, 0::bigint as rows_quarantined"
        )
    return tmp_path / "night.duckdb"


def told(
    night: Path, as_at: date, findings: Findings, *, run_id: str = "", of: str = "cin_census", **rules: str
) -> None:
    """Publish what a night found; the findings and rules are those of one return."""
    find(night, findings, rules)
    with duckdb.connect(str(night)) as work:
        for table in ("finding", "rule_result"):
            work.execute(f"update main.{table} set return_name = ?", [of])
    publish_quality(night, replace(RUN, as_at=as_at, run_id=run_id or f"night {as_at}"))


def test_the_first_night_knows_of_none(warehouse: Warehouse) -> None:
    assert history("sample", "cin_census", 2026, date(2026, 6, 1)) == History(
        why_none="no earlier night has prepared the collection of 2026"
    )


def test_counts_by_rule_and_night_up_to_the_night_before(warehouse: Warehouse, night: Path) -> None:
    first, second, third = (date(2026, 6, day) for day in (1, 2, 3))
    told(night, first, [(1, "a", "x"), (2, "a", "x"), (3, "b", "x")], a="broken", b="broken")
    told(night, second, [(1, "a", "x")], a="broken", b="not_run", c="held")
    told(night, third, [(1, "a", "x"), (4, "a", "x")], a="broken", b="held", c="held")
    found = history("sample", "cin_census", 2026, third)
    assert found.nights == (first, second)
    assert found.counts == {"a": (2, 1), "b": (1, None), "c": (None, 0)}
    # On the third night: the first finding of a is still open, and b was not seen again.
    assert found.first_seen == {"a": first}
    assert history("sample", "cin_census", 2026, second).first_seen == {"a": first, "b": first}
    assert found.why_none == ""


def test_a_night_that_is_run_again_counts_once_and_as_it_was_last(warehouse: Warehouse, night: Path) -> None:
    day = date(2026, 6, 1)
    told(night, day, [(1, "a", "x"), (2, "a", "x")], a="broken", run_id="first try")
    told(night, day, [(1, "a", "x")], a="broken", run_id="second try")
    assert history("sample", "cin_census", 2026, date(2026, 6, 2)).counts == {"a": (1,)}


def test_other_returns_and_authorities_are_not_told(warehouse: Warehouse, night: Path) -> None:
    told(night, date(2026, 6, 1), [(1, "a", "x")], a="broken", of="local")
    assert history("sample", "cin_census", 2026, date(2026, 6, 2)).nights == ()
    assert history("other", "local", 2026, date(2026, 6, 2)).nights == ()
    assert history("sample", "local", 2026, date(2026, 6, 2)).nights == (date(2026, 6, 1),)


def test_each_collection_has_the_nights_that_prepared_it(warehouse: Warehouse, night: Path) -> None:
    july, august = date(2026, 7, 31), date(2026, 8, 1)
    told(night, july, [(1, "a", "x"), (2, "b", "x")], a="broken", b="broken")
    told(night, august, [(1, "a", "x")], a="broken", b="held")
    later = date(2026, 9, 1)
    over, now = (history("sample", "cin_census", year, later) for year in (2026, 2027))
    assert (over.nights, over.counts) == ((july,), {"a": (1,), "b": (1,)})
    assert over.first_seen == {"a": july, "b": july}  # as it stood when the collection was over
    assert (now.nights, now.counts) == ((august,), {"a": (1,), "b": (0,)})
    assert now.first_seen == {"a": july}


def test_no_more_nights_than_a_line_shows(warehouse: Warehouse, night: Path) -> None:
    first = date(2026, 4, 1)
    for day in range(NIGHTS + 3):
        told(night, first + timedelta(days=day), [], a="held")
    found = history("sample", "cin_census", 2026, date(2026, 7, 1))
    assert len(found.nights) == NIGHTS
    assert found.nights[0] == first + timedelta(days=3)
    assert found.counts["a"] == (0,) * NIGHTS
