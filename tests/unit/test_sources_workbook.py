"""One workbook, one sheet a table."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from caseclock.errors import DeliveryMissing, DeliveryRefused
from deliveries import landed, loaded, put_aside, rows_of

HEADER = ["cont_contact_id", "cont_person_id", "cont_contact_date"]

pytestmark = pytest.mark.usefixtures("own_data")


def book(place: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = place / "extract.xlsx"
    workbook.save(path)
    return path


def test_cells_become_text(tmp_path: Path) -> None:
    rows = [HEADER, [12, "0012", datetime(2026, 1, 2, 3, 4)], [1.5, True, date(2026, 1, 3)]]
    delivery = landed(book(tmp_path, {"SSD_Contacts": rows, "notes": [["x"]]}))
    assert [list(row.values())[:3] for row in rows_of(delivery, "ssd_contacts")] == [
        ["12", "0012", "2026-01-02T03:04:00"],
        ["1.5", "true", "2026-01-03"],
    ]
    assert delivery.kind == "workbook"
    assert delivery.manifest["ignored_files"] == ["1 sheets"]


def test_dates_of_excel_and_text_dates_of_the_system_stand_in_one_column(tmp_path: Path) -> None:
    header = [
        "cinp_cin_plan_id",
        "cinp_person_id",
        "cinp_cin_plan_start_date",
        "cinp_referral_id",
        "cinp_cin_plan_end_date",
    ]
    rows = [header, [1, 2, date(2026, 2, 3), 1, None], [2, 2, "04/02/2026", 1, None]]
    connection, told = loaded(landed(book(tmp_path, {"ssd_cin_plans": rows}), "liquidlogic"))
    assert connection.sql(
        "select cinp_cin_plan_start_date from ssd_cin_plans order by record"
    ).fetchall() == [
        (date(2026, 2, 3),),
        (date(2026, 2, 4),),
    ]
    assert told.unread == 0


def test_a_line_break_in_a_cell_puts_its_row_aside(tmp_path: Path) -> None:
    delivery = landed(
        book(tmp_path, {"ssd_contacts": [HEADER, ["1", "a\nb,c,d,e", "2026-01-01"], [2, 3, "2026-01-01"]]})
    )
    assert put_aside(delivery) == [("ssd_contacts", 1, "a line break in cont_person_id")]
    assert delivery.tables["ssd_contacts"]["rows_loaded"] == 1


def test_a_workbook_may_lie_in_a_folder(tmp_path: Path) -> None:
    book(tmp_path, {"ssd_contacts": [HEADER]})
    assert landed(tmp_path).tables["ssd_contacts"]["rows_in"] == 0


def test_a_workbook_without_a_table_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DeliveryMissing):
        landed(book(tmp_path, {"figures": [["a"]]}))


def test_two_sheets_of_one_table_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DeliveryRefused, match="Two sheets"):
        landed(book(tmp_path, {"ssd_cla_placement": [["a"]], "ssd_cla_placements": [["a"]]}))


def test_a_sheet_without_a_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeliveryRefused, match="header"):
        landed(book(tmp_path, {"ssd_contacts": []}))
