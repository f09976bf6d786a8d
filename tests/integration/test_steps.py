"""The warehouse's steps, applied once and in order."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import psycopg
import pytest

from caseclock.errors import CaseclockError, ConfigurationError
from caseclock.warehouse import authorities, steps
from warehouse_server import Warehouse, at


@pytest.fixture
def empty(warehouse: Warehouse) -> str:
    """The owner's address of a database that holds nothing."""
    name = f"{warehouse.database}_empty"
    with psycopg.connect(warehouse.owner, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    return at(warehouse.owner, name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(steps.FOLDER, tmp_path / "warehouse"))


def test_steps_are_applied_once(empty: str) -> None:
    assert len(steps.apply(empty)) == len(steps.steps())
    assert steps.apply(empty) == []


def test_two_at_once_apply_them_once(empty: str) -> None:
    failed: list[BaseException] = []

    def go() -> None:
        try:
            steps.apply(empty)
        except BaseException as error:
            failed.append(error)

    both = [threading.Thread(target=go) for _ in range(3)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert failed == []


def test_a_new_step_reaches_the_authorities_that_are_there(warehouse: Warehouse, folder: Path) -> None:
    authorities.add_authority("sample")
    number = len(steps.steps()) + 1
    (folder / f"{number:04}_more.sql").write_text(
        "create table core.fct_more (authority text not null) partition by list (authority);"
    )
    steps.apply(warehouse.owner, folder=folder)
    assert warehouse.ask("select to_regclass('core.fct_more__sample') is not null") == [(True,)]
    with pytest.raises(ConfigurationError, match="newer than this code"):
        steps.apply(warehouse.owner)


def test_a_step_that_fails_leaves_nothing(warehouse: Warehouse, folder: Path) -> None:
    number = len(steps.steps()) + 1
    (folder / f"{number:04}_bad.sql").write_text("create table core.half (a int); select * from nowhere;")
    with pytest.raises(CaseclockError, match="bad.sql"):
        steps.apply(warehouse.owner, folder=folder)
    assert warehouse.ask("select to_regclass('core.half')") == [(None,)]
    assert steps.apply(warehouse.owner) == []


def test_a_changed_step_is_refused(warehouse: Warehouse, folder: Path) -> None:
    with (folder / "0001_schemas.sql").open("a") as file:
        file.write("-- changed\n")
    with pytest.raises(ConfigurationError, match="0001_schemas"):
        steps.apply(warehouse.owner, folder=folder)


def test_a_gap_is_refused(folder: Path) -> None:
    (folder / "0002_identity.sql").unlink()
    with pytest.raises(ConfigurationError):
        steps.steps(folder)


def test_an_authority_is_added_once(warehouse: Warehouse) -> None:
    assert authorities.add_authority("sample") > 20
    assert authorities.add_authority("sample") == 0
    assert authorities.authorities() == ["sample"]


@pytest.mark.parametrize("name", ["", "A", "x" * 40, "a-b", "a'b", "1a", "a b"])
def test_a_name_is_a_short_word(warehouse: Warehouse, name: str) -> None:
    with pytest.raises(ConfigurationError):
        authorities.add_authority(name)
