"""Whole rehearsals: of case system tables and of a delivered return, without a warehouse and with one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from caseclock import landing
from caseclock.errors import DeliveryRefused
from caseclock.night import Night
from caseclock.publish.history import history
from caseclock.returns.rehearsal import lines, planned, rehearse
from caseclock.settings import settings
from caseclock.sources.opening import ad_hoc
from caseclock.synthetic import generate
from census_files import census_xml
from warehouse_server import Warehouse

AS_AT = date(2026, 9, 30)


pytestmark = pytest.mark.usefixtures("own_data")


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A warehouse that nobody may ask."""
    monkeypatch.setenv("CASECLOCK_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/nothing")


@pytest.fixture
def night(tmp_path: Path) -> Night:
    generate(60, 3, AS_AT, 1, "liquidlogic", 0.02, tmp_path / "made_up")
    landing.bring("sample", ad_hoc(tmp_path / "made_up"), AS_AT)
    return planned("sample", "cin_census", None, None)


def census(path: Path, year: int) -> Path:
    path.write_text("".join(census_xml(1, 30, year)), encoding="utf-8")
    return path


def test_a_dry_run_asks_no_warehouse_and_compares_with_last_year(
    night: Night, nowhere: None, tmp_path: Path
) -> None:
    said: list[str] = []
    told = rehearse(
        replace(night, dry_run=True), "cin_census", census(tmp_path / "last.xml", 2026), said.append
    )
    assert said == ["make the return ...", "check ...", "report ..."]
    assert (told["year"], told["as_at"], told["published"]) == (2027, "2026-09-30", 0)
    folder = settings().reports / "sample" / "dry_run" / "returns"
    assert told["report"] == str(folder / "cin_census_2027.html")
    page = Path(told["report"]).read_text(encoding="utf-8")
    assert "a dry run asks no warehouse" in page
    assert (
        "Both are counted up to the same day of their year, 30 September 2026 and 30 September 2025" in page
    )
    book = openpyxl.load_workbook(told["workbook"])
    found = book["Findings"].max_row - 1
    assert found >= told["errors"] + told["queries"] > 0
    children = {str(row[2]) for row in book["Findings"].iter_rows(min_row=2, values_only=True) if row[2]}
    assert children and not [child for child in children if re.search(rf"\b{re.escape(child)}\b", page)]
    assert lines(told)[0] == "sample, cin_census 2027, as at 30 September 2026"
    assert not night.work_path.exists()


def test_a_delivered_return_is_rehearsed_for_its_own_year_only(nowhere: None, tmp_path: Path) -> None:
    delivered = census(tmp_path / "sent.xml", 2026)
    landing.bring("sample", ad_hoc(delivered), AS_AT)
    own = planned("sample", "cin_census", 2026, None)
    told = rehearse(replace(own, dry_run=True), "cin_census")
    assert told["year"] == 2026
    assert "Left out" not in Path(told["report"]).read_text(encoding="utf-8")
    other = planned("sample", "cin_census", 2025, None)
    with pytest.raises(DeliveryRefused, match="is the return of 2026 itself; that of 2025 cannot be made"):
        rehearse(replace(other, dry_run=True), "cin_census")
    assert not other.work_path.exists()


def test_last_years_return_must_hold_children(night: Night, nowhere: None, tmp_path: Path) -> None:
    (tmp_path / "last.xml").write_text("<Message><Header/><Children/></Message>", encoding="utf-8")
    with pytest.raises(DeliveryRefused, match="holds no child"):
        rehearse(replace(night, dry_run=True), "cin_census", tmp_path / "last.xml")


def test_another_year_is_published_beside_the_nights_own(warehouse: Warehouse, night: Night) -> None:
    for year in (2027, 2026):
        told = rehearse(planned("sample", "cin_census", year, None), "cin_census")
        assert told["published"] > 50
    kept = warehouse.ask("select year, as_at from returns.publication where authority = 'sample' order by 1")
    assert kept == [(2026, AS_AT), (2027, AS_AT)]
    assert warehouse.ask("select count(*) from quality.run") == [(0,)]
    assert warehouse.ask("select count(*) from audit.publication") == [(0,)]
    assert history("sample", "cin_census", 2026, AS_AT).nights == ()
