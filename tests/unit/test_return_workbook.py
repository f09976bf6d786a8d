"""The workbook of a rehearsed return: every finding of it, inert, private, with room for the notes."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from caseclock import work
from caseclock.desk.return_workbook import write_return_workbook
from caseclock.report.return_figures import return_figures
from caseclock.returns.report_files import write_return_report
from return_work import NIGHTS, last_year_beside, make_rehearsed, some_past

SHEETS = ["About", "By rule", "By night", "Notes", "Totals", "Tables", "Findings"]


@pytest.fixture
def night(tmp_path: Path) -> Path:
    return make_rehearsed(tmp_path / "night.duckdb")


def written(night: Path, out: Path, **options: Any) -> Any:
    connection = work.connect(night, read_only=True)
    try:
        figures = return_figures(connection, "cin_census", some_past())
        return openpyxl.load_workbook(write_return_workbook(connection, figures, out, **options))
    finally:
        connection.close()


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


def test_every_finding_of_the_return_and_of_no_other(night: Path, tmp_path: Path) -> None:
    book = written(night, tmp_path / "out" / "book.xlsx")
    assert book.sheetnames == SHEETS
    found = rows(book["Findings"])
    assert len(found) == 11 and not [row for row in found if row[0] == "local_rule"]
    assert [row[1] for row in found[1:]] == ["error"] * 7 + ["query"] * 3
    assert found[8] == (
        "8675Q", "query", "C4", 2, datetime(2025, 5, 3), "section_47", 1,
        "s47_actual_start_date, date_of_initial_cpc", "The initial conference came late or not at all",
        "Check the dates; where they are right, explain them.", "date_of_initial_cpc: 2025-05-23",
    )  # fmt: skip
    assert found[1][2:5] == (None, None, None)  # about no child that has an id


def test_the_referral_is_the_childs_own_whatever_its_id(night: Path, tmp_path: Path) -> None:
    """Two children may share an id, or have none; the date is still that of the record's child."""
    with duckdb.connect(str(night)) as connection:
        connection.execute("update finding set child_id = null")
        for table in ("cin_details", "section_47"):
            connection.execute(f"update cin_census.{table} set la_child_id = null")
    found = rows(written(night, tmp_path / "book.xlsx")["Findings"])
    assert [row[4] for row in found[8:]] == [datetime(2025, 5, 3), datetime(2025, 6, 4), datetime(2025, 7, 6)]


def test_rules_nights_notes_and_tables(night: Path, tmp_path: Path) -> None:
    book = written(night, tmp_path / "book.xlsx")
    by_rule = rows(book["By rule"])
    assert [row[0] for row in by_rule[1:]] == ["8540", "8500", "8675Q", "2886Q", "2885"]
    assert by_rule[2][4:8] == ("broken", 2, 1, datetime(2026, 6, 21))
    assert by_rule[4][4:6] == ("not run", None) and by_rule[4][9] == "no rows: cin_details"
    nights = rows(book["By night"])
    assert nights[0][2] == f"{NIGHTS[0]:%d/%m/%Y}" and nights[0][-1] == "30/06/2026"
    assert next(row for row in nights if row[0] == "8675Q")[2:6] == (3, 3, None, 3)
    assert rows(book["Notes"]) == [
        ("Query", "What it looks for", "Now", "Explanatory note"),
        ("8675Q", "The initial conference came late or not at all", 3, None),
    ]
    held = {row[0]: row[2:] for row in rows(book["Tables"])}
    assert held["section_47"][:2] == (10, 9)
    assert held["section_47"][2].startswith("7: its referral is not in the delivery; 2: ")


def test_totals_stand_beside_last_years(night: Path, tmp_path: Path) -> None:
    assert rows(written(night, tmp_path / "alone.xlsx")["Totals"])[1] == ("Children", 40)
    last_year_beside(night, 45)
    found = rows(written(night, tmp_path / "both.xlsx")["Totals"])
    assert found[0][1:3] == ("This return, to 31/03/2026", "Last year's, to 31/03/2025")
    assert found[1] == ("Children", 40, 45, -5, -11.1, "large", 45)


def test_about_says_what_it_is(night: Path, tmp_path: Path) -> None:
    about = dict(rows(written(night, tmp_path / "book.xlsx")["About"]))
    assert about["Return"] == "Children in need census, collection 2025/26 (2026)"
    assert about["Verdict"].startswith("7 errors under 2 rules block the return.")
    assert about["Earlier nights"] == "12, the last of 29/06/2026."
    assert "save it under another name" in about["Notes"]


def test_no_cell_is_a_formula_or_a_link(night: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(night)) as connection:
        connection.execute(
            "update finding set child_id = '=1+1', columns = 'https://example.org', message = '=A1'"
        )
        connection.execute("update rule_result set title = '=2+2'")
    sheet = written(night, tmp_path / "book.xlsx")["Findings"]
    assert sheet["C2"].data_type == "s" and sheet["C2"].value == "=1+1"
    with zipfile.ZipFile(tmp_path / "book.xlsx") as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name) and b"hyperlink" not in parts.read(name), name


def test_what_excel_cannot_hold_is_left_out_and_said(night: Path, tmp_path: Path) -> None:
    book = written(night, tmp_path / "book.xlsx", excel_rows=6)
    assert book["Findings"].max_row == 6
    assert "the first 5 of 10 findings" in dict(rows(book["About"]))["What is here"]


def test_page_and_workbook_are_private_and_alone_in_their_folder(night: Path, tmp_path: Path) -> None:
    report = write_return_report(night, tmp_path / "returns", "cin_census", some_past(), title="Sample")
    assert report.figures.year == 2026
    assert sorted(path.name for path in (tmp_path / "returns").iterdir()) == [
        "cin_census_2026.html",
        "cin_census_2026.xlsx",
    ]
    assert {path.stat().st_mode & 0o777 for path in (report.page, report.workbook)} == {0o600}
    assert (tmp_path / "returns").stat().st_mode & 0o777 == 0o700


def test_a_finding_on_the_whole_return_has_no_child_and_no_record(night: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(night)) as connection:
        connection.execute(
            "insert into finding values ('2883', 'cin_census', 'error', 'cin_details', null, null, null, 'a',"
            " 'Too few: 3 of 40', null, 99, null, 'h')"
        )
    found = rows(written(night, tmp_path / "book.xlsx")["Findings"])
    assert next(row for row in found if row[0] == "2883")[2:7] == (None, None, None, "cin_details", None)
