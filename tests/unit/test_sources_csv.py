"""A CSV file is read as it stands, or refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseclock.catalogue.contracts import contracts
from caseclock.errors import ConfigurationError, DeliveryRefused
from caseclock.sources.csv_file import read_csv
from caseclock.sources.csv_pass import ROWS_AT_ONCE, CsvForm
from deliveries import CONTACTS

CONTRACT = contracts()["ssd_contacts"]


def read(path: Path, content: str | bytes, form: CsvForm | None = None) -> tuple[list[dict], list]:
    file = path / "ssd_contacts.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    batches = list(read_csv(file, CONTRACT, {}, form or CsvForm()).batches())
    rows = [row for batch in batches for row in batch.rows.to_pylist()]
    return rows, [row for batch in batches for row in batch.quarantined]


def test_text_stays_as_it_was_sent(tmp_path: Path) -> None:
    rows, aside = read(tmp_path, CONTACTS + '0012,NA,"Null"\n1.23E+05,"say ""hi""",\n')
    assert [list(row.values()) for row in rows] == [
        ["0012", "NA", "Null", 1],
        ["1.23E+05", 'say "hi"', "", 2],
    ]
    assert not aside


def test_columns_are_found_by_name_whatever_their_order_and_capitals(tmp_path: Path) -> None:
    rows, _ = read(
        tmp_path, " Cont_Contact_Date ,local_note,CONT_PERSON_ID,cont_contact_id\n2026-01-01,x,7,1\n"
    )
    assert rows == [
        {"cont_contact_id": "1", "cont_person_id": "7", "cont_contact_date": "2026-01-01", "record": 1}
    ]


def test_extra_and_missing_columns_are_told(tmp_path: Path) -> None:
    file = tmp_path / "ssd_contacts.csv"
    file.write_text("cont_contact_id,local_note,cont_contact_source\n1,x,y\n")
    table = read_csv(file, CONTRACT, {}, CsvForm())
    assert table.extra_columns == ("local_note",)
    assert table.missing_required == ("cont_person_id", "cont_contact_date")
    assert table.columns == ("cont_contact_id", "cont_contact_source_desc")


def test_records_count_on_over_what_is_put_aside_and_over_batches(tmp_path: Path) -> None:
    body = (
        "".join(f"{n},{n},2026-01-01\n" for n in range(1, ROWS_AT_ONCE + 1)) + "torn\n" + "9,9,2026-01-01\n"
    )
    rows, aside = read(tmp_path, CONTACTS + body)
    assert [row["record"] for row in rows][-2:] == [ROWS_AT_ONCE, ROWS_AT_ONCE + 2]
    assert [row.record for row in aside] == [ROWS_AT_ONCE + 1]


def test_empty_lines_are_ignored_at_the_end_and_put_aside_elsewhere(tmp_path: Path) -> None:
    rows, aside = read(tmp_path, CONTACTS + "1,2,3\n\n4,5,6\n\n,,\n\n")
    assert [row["record"] for row in rows] == [1, 3]
    assert [(row.record, row.why) for row in aside] == [(2, "an empty row")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_is_read(tmp_path: Path, ending: str) -> None:
    rows, _ = read(tmp_path, (CONTACTS + "1,2,3\n4,5,6\n").replace("\n", ending))
    assert [row["cont_contact_id"] for row in rows] == ["1", "4"]


@pytest.mark.parametrize(
    ("declared", "written"),
    [("utf-8-sig", "utf-8"), ("utf-8", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16")],
)
def test_a_declared_encoding_is_read(tmp_path: Path, declared: str, written: str) -> None:
    rows, _ = read(tmp_path, (CONTACTS + "1,Zoë,3\n").encode(written), CsvForm(encoding=declared))
    assert rows[0]["cont_person_id"] == "Zoë"


def test_another_delimiter_is_read_when_declared(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, (CONTACTS + "1,2,3\n").replace(",", ";"), CsvForm(delimiter=";"))
    assert rows[0]["cont_person_id"] == "2"


@pytest.mark.parametrize("header", ["cont_contact_id;cont_person_id", '"cont_contact_id";"cont_person_id"'])
def test_an_undeclared_delimiter_is_named(tmp_path: Path, header: str) -> None:
    with pytest.raises(DeliveryRefused, match="separated by semicolons"):
        read(tmp_path, f"{header}\n1;2\n")


def test_utf_16_with_quotation_marks_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeliveryRefused, match="UTF-16"):
        read(tmp_path, '"cont_contact_id","cont_person_id"\n'.encode("utf-16-le"))


def test_a_line_break_may_stand_where_the_contract_allows_it(tmp_path: Path) -> None:
    header = CONTACTS.strip() + ",cont_contact_outcome_json\n"
    rows, aside = read(tmp_path, header + '1,2,3,"{""COMMENTS"": ""a,b,c,d\n1,2,3,4""}"\n')
    assert len(rows) == 1
    assert not aside


@pytest.mark.parametrize("form", [{"encoding": "ebcdic"}, {"delimiter": ""}, {"delimiter": '"'}])
def test_a_form_that_cannot_be_read_is_a_configuration_error(form: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError):
        CsvForm(**form)
