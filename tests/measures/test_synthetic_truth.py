"""The figures of a synthetic authority are those of its own histories."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from caseclock import work
from caseclock.catalogue.authorities import authority
from caseclock.catalogue.measures import measures
from caseclock.landing.bringing import bring
from caseclock.load.loading import load
from caseclock.measure.core import build_core
from caseclock.measure.ledger import build_measures
from caseclock.synthetic import generate
from caseclock.warehouse import pseudonym

TO = dt.date(2026, 3, 31)
Figures = dict[tuple[str, str, str], tuple[float, float | None]]
FIGURES = """
select measure, period, cast(period_end as text), numerator, denominator
from mart.measure_value
where level = 'authority' and period in ('financial_year', 'as_at')
"""
NOBODY_KNOWN = """
create table if not exists main.known_crosswalk (
    child_key text, system text, local_id text, upn text, common_child_id text, founder_system text,
    founder_local_id text, key_version integer
)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean delivery with its truth."""
    out = tmp_path_factory.mktemp("synthetic") / "out"
    generate(1500, 3, TO, 4, "plain", 0, out)
    return out


@pytest.fixture(scope="module")
def told(folder: Path) -> Figures:
    """The truth that was written beside the delivery."""
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return {
        (line["measure"], line["period"], line["period_end"]): (
            float(line["numerator"]),
            float(line["denominator"]) if line["denominator"] else None,
        )
        for line in lines
    }


@pytest.fixture(scope="module")
def counted(folder: Path, told: Figures, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """What the night's SQL makes of the delivery."""
    sample = authority("sample")
    source = replace(sample.sources[0], where=str(folder), system="plain", settle_seconds=0, wait_minutes=0)
    sample = replace(sample, name="truth", sources=(source,), settings=())
    delivery = bring(sample.name, source, TO)
    assert delivery is not None
    with work.connect(tmp_path_factory.mktemp("work") / "night.duckdb") as connection:
        load(connection, [delivery], sample, TO, run_id="truth")
        pseudonym.install(connection, b"a made up council needs no secret")
        # Before the first publication nobody is known.
        connection.execute(NOBODY_KNOWN)
        connection.execute("create table if not exists main.pseudonym_key as select 1 as version")
        build_core(connection)
        wanted = {measure for measure, _, _ in told}
        build_measures(connection, [measure for measure in measures() if measure.id in wanted])
        rows = connection.execute(FIGURES).fetchall()
    return {
        (measure, period, end): (float(above), None if below is None else float(below))
        for measure, period, end, above, below in rows
    }


def test_the_measures_come_to_the_truth(told: Figures, counted: Figures) -> None:
    wrong = {
        key: (truth, counted.get(key)) for key, truth in told.items() if not _same(truth, counted.get(key))
    }
    assert wrong == {}


def test_the_truth_is_about_more_than_two_dozen_measures(told: Figures) -> None:
    names = {measure for measure, _, _ in told}
    assert len(names) >= 24
    assert names <= {measure.id for measure in measures()}


def _same(truth: tuple[float, float | None], found: tuple[float, float | None] | None) -> bool:
    if found is None:
        return truth[0] == 0 and truth[1] in (0, None)
    above, below = truth
    return found[0] == pytest.approx(above) and (below is None or found[1] == pytest.approx(below))
