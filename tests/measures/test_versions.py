"""A released definition keeps its version: a changed SELECT, limit or way of counting needs a new one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from caseclock.catalogue.measures import Measure, measures

RELEASED = Path(__file__).with_name("versions.csv")


def released() -> dict[tuple[str, int], str]:
    with RELEASED.open(encoding="utf-8", newline="") as file:
        return {(row["measure"], int(row["version"])): row["sha256"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("measure", measures(), ids=lambda measure: measure.id)
def test_a_changed_definition_has_a_new_version(measure: Measure) -> None:
    known = released().get((measure.id, measure.version))
    assert known in (None, measure.sha256), (
        f"{measure.declaration.path.name} was changed: give it version {measure.version + 1}, "
        "and say in CHANGELOG.md what figures it moves"
    )


def test_no_released_measure_has_gone_back_or_vanished() -> None:
    now = {measure.id: measure.version for measure in measures()}
    assert {name for name, version in released() if now.get(name, 0) < version} == set()


def test_white_space_is_no_change() -> None:
    declaration = measures()[0].declaration
    spread = type(declaration)(declaration.path, declaration.header, declaration.select.replace(" ", "\n  "))
    assert spread.sha256 == declaration.sha256
