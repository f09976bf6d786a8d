"""The files to fill in and the page about the feeds say what the contracts say."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.feed_templates import feeds, feeds_page, write_templates
from caseclock.errors import ConfigurationError
from caseclock.settings import PROJECT

KEPT = PROJECT / "include" / "sample_authority" / "templates"
AGAIN = "run `caseclock templates --out include/sample_authority/templates` again"


def test_the_templates_that_are_kept_are_those_of_the_contracts(tmp_path: Path) -> None:
    write_templates(tmp_path / "new")
    made = {path.name: path.read_bytes() for path in (tmp_path / "new").iterdir()}
    assert made == {path.name: path.read_bytes() for path in KEPT.iterdir()}, AGAIN


def test_a_template_is_the_header_and_nothing_else(tmp_path: Path) -> None:
    for path in write_templates(tmp_path):
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        assert lines == [list(contracts()[path.stem].column_names)]
        assert path.stat().st_mode & 0o777 == 0o600


def test_every_feed_may_be_left_out() -> None:
    assert len(feeds()) > 30
    assert not any(contract.required for contract in feeds())
    assert all(contract.may_be_empty for contract in feeds())


def test_the_columns_of_a_feed_share_a_beginning_of_its_own() -> None:
    beginnings = {
        contract.table: {name.split("_")[0] for name in contract.column_names} for contract in feeds()
    }
    assert all(len(found) == 1 for found in beginnings.values())
    every = [next(iter(found)) for found in beginnings.values()]
    assert len(set(every)) == len(every)


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "ext_target.csv").write_text("old", encoding="utf-8")
    write_templates(tmp_path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "ext_target.csv").read_text(encoding="utf-8").startswith("extg_measure,")


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises((ConfigurationError, OSError)):
        write_templates(tmp_path / "out")


def test_the_page_about_the_feeds_is_made_from_the_contracts() -> None:
    kept = (PROJECT / "docs" / "feeds.md").read_text(encoding="utf-8")
    assert kept == feeds_page(), "write caseclock.catalogue.feed_templates.feeds_page() to docs/feeds.md"
