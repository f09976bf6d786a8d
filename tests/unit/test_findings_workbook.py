"""The steward's files: complete, inert, private, and small in memory."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pytest

from caseclock.desk.findings_workbook import COLUMNS, inert, write_findings, write_findings_csv
from report_work import make_work


@pytest.fixture
def night(tmp_path: Path) -> Path:
    return make_work(tmp_path / "night.duckdb")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_both_files_hold_every_finding_the_severest_first(night: Path, tmp_path: Path) -> None:
    workbook, plain = write_findings(night, tmp_path / "out")
    rows = read(plain)
    assert tuple(rows[0]) == COLUMNS and len(rows) == 49
    assert [row["severity"] for row in rows] == ["error"] * 36 + ["query"] * 13
    assert rows[0]["row"] == "2" and rows[0]["child_id"] == "C1001"
    assert rows[36]["message"] == "The plan starts without a conference."
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames == ["About", "By rule", "Findings"]
    assert book["Findings"].max_row == 50 and book["By rule"].max_row == 8
    outcomes = [row[4] for row in book["By rule"].iter_rows(min_row=2, values_only=True)]
    assert outcomes == ["broken"] * 4 + ["not run"] * 2 + ["held"]  # whatever their severity
    assert [cell.value for cell in book["Findings"][2]][:7] == [
        rows[0]["rule"], "error", rows[0]["message"], "Correct the dates.", rows[0]["table"], 2, "C1001",
    ]  # fmt: skip


def test_the_sheets_can_be_worked_with(night: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_findings(night, tmp_path)[0])
    for name in ("By rule", "Findings"):
        sheet = book[name]
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
        assert not sheet.merged_cells.ranges
        assert sheet.column_dimensions["A"].width > 20


def test_the_files_are_private_and_nothing_is_left_beside_them(night: Path, tmp_path: Path) -> None:
    write_findings(night, tmp_path / "out")
    for path in write_findings(night, tmp_path / "out"):
        assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["findings.csv", "findings.xlsx"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-2+3", "'-2+3"), ("@sum", "'@sum"), ("\tx", "'\tx"), ("\rx", "'\rx"),
        ("\nx", "'\nx"), ("-1", "-1"), ("+12.5", "+12.5"), ("-1\n", "'-1\n"), (7, "7"), (None, ""), ("plain", "plain"),
    ],
)  # fmt: skip
def test_a_cell_is_inert(cell: object, shown: str) -> None:
    assert inert(cell) == shown


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(night: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(night)) as connection:
        connection.execute(
            "update finding set child_id = '=1+1', columns = 'https://example.org', message = '=A1'"
        )
    workbook, plain = write_findings(night, tmp_path)
    with zipfile.ZipFile(workbook) as parts:
        sheet = parts.read("xl/worksheets/sheet3.xml").decode()
        assert "<f>" not in sheet and "hyperlink" not in sheet
    assert openpyxl.load_workbook(workbook)["Findings"]["G2"].data_type == "s"
    assert read(plain)[0]["child_id"] == "'=1+1"


def test_what_excel_cannot_hold_is_in_the_csv_and_is_said(night: Path, tmp_path: Path) -> None:
    workbook, plain = write_findings(night, tmp_path, excel_rows=11)
    book = openpyxl.load_workbook(workbook)
    assert book["Findings"].max_row == 11
    told = " ".join(str(row[1].value) for row in book["About"].rows)
    assert "the first 10 of 49 findings" in told and "findings.csv" in told
    assert len(read(plain)) == 49


def test_a_cell_longer_than_excel_allows_is_cut(night: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(night)) as connection:
        connection.execute("update finding set message = repeat('x', 40000)")
    sheet = openpyxl.load_workbook(write_findings(night, tmp_path)[0])["Findings"]
    assert len(sheet["C2"].value) == 32767


def test_a_night_without_findings_has_files_with_headers(tmp_path: Path) -> None:
    night = make_work(tmp_path / "night.duckdb", findings=0)
    workbook, plain = write_findings(night, tmp_path)
    assert plain.read_text(encoding="utf-8") == ",".join(COLUMNS) + "\n"
    assert openpyxl.load_workbook(workbook)["Findings"].max_row == 1


def test_the_plain_file_alone_can_go_anywhere(night: Path, tmp_path: Path) -> None:
    out = write_findings_csv(night, tmp_path / "some" / "OUT.csv")
    assert len(read(out)) == 49 and out.stat().st_mode & 0o777 == 0o600


def test_the_workbook_says_what_is_recorded_and_the_csv_does_not(night: Path, tmp_path: Path) -> None:
    book, plain = write_findings(night, tmp_path / "out")
    sheet = openpyxl.load_workbook(book)["Findings"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[-1] == "What is recorded"
    assert "cpp_start: 2026-01-05" in str(sheet.cell(2, len(heads)).value)
    assert "2026-01-05" not in plain.read_text(encoding="utf-8")
