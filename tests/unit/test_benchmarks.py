"""Published figures: the starter file, and a council's own rows beside it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from caseclock.catalogue.benchmarks import Benchmark, benchmarks, published
from caseclock.catalogue.measures import measures
from caseclock.errors import ConfigurationError

HEADER = ",".join(Benchmark.__annotations__)


@pytest.mark.parametrize(
    "row", published(), ids=lambda row: f"{row.measure}-{row.band}-{row.area}-{row.year}"
)
def test_a_value_is_that_of_its_counts(row: Benchmark) -> None:
    assert (row.value is None) == (row.status == "not_published")
    if row.value is not None and row.denominator:
        scale = 100 if row.unit == "percent" else 1
        assert row.numerator is not None
        share = scale * row.numerator / row.denominator
        assert share.quantize(row.value, ROUND_HALF_UP) == row.value


def test_every_row_is_of_a_measure() -> None:
    assert {row.measure for row in published()} - {measure.id for measure in measures()} == set()


def test_a_councils_own_row_takes_the_place_of_the_starters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "benchmarks.csv").write_text(
        f"{HEADER}\nicpc_15wd,,england,England,2024-25,80.0,,,percent,own,read,,\n"
        "icpc_15wd,,statistical_neighbour,Neighbours,2024-25,79.5,,,percent,own,read,pooled,\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("CASECLOCK_CONFIG", str(tmp_path))
    found = {
        (row.area_kind, row.value)
        for row in benchmarks()
        if row.measure == "icpc_15wd" and row.year == "2024-25"
    }
    assert {("england", Decimal("80.0")), ("statistical_neighbour", Decimal("79.5"))} <= found
    assert len(benchmarks()) == len(published()) + 1


@pytest.mark.parametrize(
    "row",
    [
        "icpc_15wd,,county,Kent,2024-25,80.0,,,percent,own,read,,",
        "icpc_15wd,,england,England,2024-25,80.0,,,percent,own,heard,,",
        "icpc_15wd,,england,England,2024-25,eighty,,,percent,own,read,,",
        "icpc_15wd,,england,England,2024-25,NaN,,,percent,own,read,,",
        "icpc_15wd,,england,England,2024-25,,,,percent,own,read,,",
    ],
)
def test_a_row_that_cannot_be_read_is_named(
    row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "benchmarks.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    monkeypatch.setenv("CASECLOCK_CONFIG", str(tmp_path))
    with pytest.raises(ConfigurationError) as refused:
        benchmarks()
    assert "benchmarks.csv, row 1" in str(refused.value)
