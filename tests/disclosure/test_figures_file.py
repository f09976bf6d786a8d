"""The command on a published night."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from caseclock.cli import app
from caseclock.disclosure.figures_file import COLUMNS
from caseclock.errors import ConfigurationError
from warehouse_server import Warehouse, pointed_at
from whole_night import published


@pytest.fixture(scope="module")
def night(template_server: str, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return published(template_server, tmp_path_factory.mktemp("night"))


def written(night: Warehouse, out: Path, *more: str, authority: str = "sample") -> list[dict[str, str]]:
    """The rows of the file that the command writes."""
    with pointed_at(night):
        answer = CliRunner().invoke(
            app, ["figures", "--authority", authority, "--out", str(out), *more], catch_exceptions=False
        )
    assert answer.exit_code == 0, answer.output
    assert out.stat().st_mode & 0o777 == 0o600
    with out.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert tuple(reader.fieldnames or ()) == COLUMNS
        return list(reader)


def test_a_file_is_for_the_public_unless_said_otherwise(night: Warehouse, tmp_path: Path) -> None:
    rows = written(night, tmp_path / "figures.csv")
    assert {row["audience"] for row in rows} == {"public"}
    assert {row["level"] for row in rows} == {"authority", "locality"}
    assert {row["period"] for row in rows} <= {"month", "financial_year", "as_at"}
    shown = {row[side] for row in rows for side in ("numerator", "denominator")} - {"c", "z"}
    assert {float(count) % 5 for count in shown} == {0}


@pytest.mark.parametrize("audience", ["public", "partnership"])
def test_no_small_count_is_in_the_file(night: Warehouse, tmp_path: Path, audience: str) -> None:
    rows = written(night, tmp_path / "figures.csv", "--audience", audience, "--round", "none")
    assert rows
    small = {str(count) for count in range(1, 6)}
    means = {"mean", "median"}
    with_people = [row for row in rows if not any(kind in row["measure"] for kind in means)]
    assert not small & {row["denominator"] for row in rows}
    counts = [row for row in with_people if row["denominator"] not in ("c", "z")]
    assert not small & {row["numerator"] for row in counts}
    for row in rows:
        if "c" in (row["numerator"], row["denominator"]):
            assert row["value"] == "c"
    assert any(row["value"] == "c" for row in rows)


def test_internal_is_the_warehouse_as_it_is(night: Warehouse, tmp_path: Path) -> None:
    rows = written(night, tmp_path / "figures.csv", "--audience", "internal")
    held = night.ask(
        "select (select count(*) from reporting.measure_value) + (select count(*) from reporting.measure_breakdown)"
    )
    assert len(rows) == held[0][0]
    assert not any("c" in (row["numerator"], row["denominator"], row["value"]) for row in rows)
    assert {"team", "group_manager"} <= {row["level"] for row in rows}
    assert {row["place"] for row in rows if row["level"] == "locality"} >= {"North", "South"}


def test_an_authority_without_figures_is_named(night: Warehouse, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="Nothing was published"):
        written(night, tmp_path / "figures.csv", authority="elsewhere")
    assert not list(tmp_path.iterdir())
