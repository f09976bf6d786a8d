"""Bad files: each gets one clear refusal, or its rows are put aside and counted."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseclock.catalogue.contracts import contracts
from caseclock.errors import CaseclockError, DeliveryMissing, DeliveryRefused
from caseclock.sources import workbook
from caseclock.sources.csv_file import read_csv
from caseclock.sources.csv_pass import CsvForm
from caseclock.sources.parquet_file import read_parquet
from deliveries import CONTACTS, PEOPLE, contacts, folder, landed, put_aside, rows_of

pytestmark = pytest.mark.usefixtures("own_data")

ROW = "1,2,2026-01-01\n"


def refused(place: Path, own_data: Path) -> str:
    """The refusal of a delivery, of which nothing may be left in landing."""
    with pytest.raises(DeliveryRefused) as caught:
        landed(place)
    assert caught.value.exit_code == 11
    assert caught.value.do
    assert not [path for path in own_data.rglob("*") if path.is_file()]
    assert "canary" not in str(caught.value)
    return str(caught.value)


class TestCsv:
    """Rows of the bad-input matrix that are about text files."""

    @pytest.mark.parametrize(
        ("rows", "told"),
        [
            ('1,2,2026-01-01\n2,"canary,2026-01-01\n3,4,2026-01-01\n', "quotation mark"),
            ('1,2,2026-01-01\n2,"canary,2026-01-01\n3,4,2026-01-01\n5,",2026-01-01\n', "quotation mark"),
            ('1,2,2026-01-01\n"2,3,2026-01-01\n4,5,2026-01-01\n"\n', "quotation mark"),
            ('1,"canary"x,2026-01-01\n', "quotation mark"),
            ('1,2,2026-01-01\n2,"' + "canary " * 30_000, "quotation mark"),
            ("1,2,2026-01-01\n" + "canary " * 30_000 + ",2,2026-01-01\n", "more than 131,072 characters"),
            ("1,2,2026-01-01\n2,can", "begins at byte 64 and ends early, at byte 69"),
            (b"1,Zo\xeb canary,2026-01-01\n" + ROW.encode() * 9, "Windows-1252"),
            (b"1,Zo\xc3\xab,2026-01-01\n2,\xa3canary,2026-01-01\n3,4,5\n", "Byte 69.*line 3"),
        ],
        ids=["unclosed to the end", "unclosed to a later one", "unclosed at the start", "text after a quote",
             "unclosed and long", "a field too long", "cut off", "Windows-1252", "mixed"],
    )  # fmt: skip
    def test_a_file_that_cannot_be_read_for_certain(
        self, tmp_path: Path, own_data: Path, rows: str | bytes, told: str
    ) -> None:
        assert re.search(told, refused(contacts(tmp_path / "in", rows), own_data))

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_another_unicode(self, tmp_path: Path, own_data: Path, encoding: str) -> None:
        place = folder(tmp_path / "in", {"ssd_contacts.csv": (CONTACTS + ROW).encode(encoding)})
        assert "looks like UTF-" in refused(place, own_data)

    def test_an_empty_file_and_an_empty_table(self, tmp_path: Path, own_data: Path) -> None:
        assert "empty" in refused(folder(tmp_path / "in", {"ssd_contacts.csv": ""}), own_data)
        assert landed(contacts(tmp_path / "in", "")).tables["ssd_contacts"]["rows_in"] == 0

    @pytest.mark.parametrize(
        "header", ["cont_contact_id,cont_person_id,CONT_PERSON_ID,cont_contact_date", "cont_contact_id,x,x",
                   "cont_contact_source,cont_contact_source_desc"]
    )  # fmt: skip
    def test_a_doubled_column(self, tmp_path: Path, own_data: Path, header: str) -> None:
        assert "Columns" in refused(contacts(tmp_path / "in", "", header + "\n"), own_data)

    def test_a_file_without_a_header_shows_no_record(self, tmp_path: Path) -> None:
        delivery = landed(contacts(tmp_path / "in", "1,canary,2026-01-01\n", "2,canary surname,2026-01-01\n"))
        assert "ssd_contacts" in delivery.refused_tables
        assert "canary" not in str(delivery.refused_tables)

    @pytest.mark.parametrize(
        ("row", "why"),
        [
            ("1,2,2026-01-01,4\n", "4 fields where the header has 3"),
            ("1,2\n", "2 fields where the header has 3"),
            ("1,\x002,2026-01-01\n", "a control character in cont_person_id"),
            ("1,\x1b2,2026-01-01\n", "a control character in cont_person_id"),
            ("1,\x852,2026-01-01\n", "a control character in cont_person_id"),
            ('1,"2\n3",2026-01-01\n', "a line break in cont_person_id"),
            ('1,"2\r3",2026-01-01\n', "a line break in cont_person_id"),
        ],
    )
    def test_a_bad_row_is_put_aside_and_the_rest_is_taken(self, tmp_path: Path, row: str, why: str) -> None:
        delivery = landed(contacts(tmp_path / "in", ROW + row + ROW))
        assert put_aside(delivery) == [("ssd_contacts", 2, why)]
        assert [taken["record"] for taken in rows_of(delivery, "ssd_contacts")] == [1, 3]

    def test_words_for_nothing_and_leading_zeros_stay_text(self, tmp_path: Path) -> None:
        place = folder(
            tmp_path / "in", {"ssd_person.csv": "pers_person_id,pers_surname,pers_dob\n007,Null,\n0.7,NA,\n"}
        )
        taken = rows_of(landed(place), "ssd_person")
        assert [(row["pers_person_id"], row["pers_surname"]) for row in taken] == [
            ("007", "Null"),
            ("0.7", "NA"),
        ]

    def test_a_mark_at_the_start_and_inner_blanks(self, tmp_path: Path) -> None:
        place = folder(
            tmp_path / "in", {"ssd_person.csv": b"\xef\xbb\xbf" + (PEOPLE + "1\u00a02,\n").encode()}
        )
        assert rows_of(landed(place), "ssd_person")[0]["pers_person_id"] == "1\u00a02"


class TestFolder:
    """What a folder may not be."""

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        for files in ({}, {"notes.txt": "x"}, {".hidden": "x"}):
            with pytest.raises(DeliveryMissing) as caught:
                landed(folder(tmp_path / str(len(files)), files))
            assert caught.value.exit_code == 12

    def test_a_link_is_refused(self, tmp_path: Path, own_data: Path) -> None:
        place = folder(tmp_path / "in", {})
        target = folder(tmp_path / "other", {"secret.csv": CONTACTS + ROW}) / "secret.csv"
        (place / "ssd_contacts.csv").symlink_to(target)
        assert "link" in refused(place, own_data)

    def test_a_folder_under_a_files_name_is_no_file(self, tmp_path: Path) -> None:
        place = folder(tmp_path / "in", {})
        (place / "ssd_contacts.csv").mkdir()
        with pytest.raises(DeliveryMissing):
            landed(place)

    def test_a_name_with_sql_in_it_is_only_a_name(self, tmp_path: Path) -> None:
        place = contacts(tmp_path / "in'; drop table x --", ROW)
        assert landed(place).tables["ssd_contacts"]["rows_loaded"] == 1


def book(path: Path) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "ssd_contacts"
    sheet.append(CONTACTS.strip().split(","))
    sheet.append(["1", "2", "2026-01-01"])
    made.save(path)
    return path


def with_part(path: Path, name: str, content: bytes = b"x", mode: int = 0) -> Path:
    with zipfile.ZipFile(book(path), "a", zipfile.ZIP_DEFLATED) as archive:
        part = zipfile.ZipInfo(name)
        part.external_attr = mode << 16
        part.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(part, content)
    return path


class TestWorkbook:
    """Bombs, disguises and what lies in a workbook beside its sheets."""

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"", "empty"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old .xls"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
            (b"<html><table><tr><td>canary</td></tr></table></html>", "web page"),
            (CONTACTS.encode(), "not an .xlsx"),
            (b"PK\x03\x04 cut off", "cut off"),
        ],
        ids=["empty", "xls", "password", "html", "csv", "cut off"],
    )
    def test_a_disguise(self, tmp_path: Path, own_data: Path, content: bytes, told: str) -> None:
        assert told in refused(folder(tmp_path / "in", {"extract.xlsx": content}), own_data)

    @pytest.mark.parametrize(
        ("part", "told"),
        [
            ("../outside.xml", "leads out"),
            ("/etc/passwd", "leads out"),
            ("xl\\..\\..\\outside.xml", "leads out"),
            ("xl/embeddings/more.zip", "another archive"),
            ("xl/vbaProject.bin", "macros"),
        ],
    )
    def test_a_part_that_does_not_belong(self, tmp_path: Path, own_data: Path, part: str, told: str) -> None:
        assert told in refused(with_part(tmp_path / "extract.xlsx", part), own_data)

    def test_a_link_inside(self, tmp_path: Path, own_data: Path) -> None:
        path = with_part(tmp_path / "extract.xlsx", "xl/link.xml", b"/etc/passwd", stat.S_IFLNK | 0o777)
        assert "link" in refused(path, own_data)

    def test_a_bomb_by_ratio(self, tmp_path: Path, own_data: Path) -> None:
        assert "100 times" in refused(
            with_part(tmp_path / "extract.xlsx", "xl/bomb.xml", bytes(4 << 20)), own_data
        )

    def test_a_bomb_by_size(self, tmp_path: Path, own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CASECLOCK_LARGEST_UNPACKED_MB", "1")
        path = with_part(tmp_path / "extract.xlsx", "xl/big.xml", os.urandom(2 << 20))
        assert "too large unpacked" in refused(path, own_data)

    def test_a_cell_in_the_far_corner_kills_the_child_not_the_night(
        self, tmp_path: Path, own_data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(workbook, "MEMORY", 512 << 20)
        made = openpyxl.Workbook()
        made.active.title = "ssd_contacts"
        made.active.append(CONTACTS.strip().split(","))
        made.active.cell(1_048_576, 16_384, "x")
        made.save(tmp_path / "extract.xlsx")
        assert "memory" in refused(tmp_path / "extract.xlsx", own_data)

    def test_a_child_that_takes_too_long(
        self, tmp_path: Path, own_data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def slow(*_: object, **__: object) -> None:
            raise subprocess.TimeoutExpired("child", 300)

        monkeypatch.setattr(workbook.subprocess, "run", slow)
        assert "seconds" in refused(book(tmp_path / "extract.xlsx"), own_data)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text(st.sampled_from('1,"\n\r\0é;x'), max_size=60).map(str.encode))
def test_any_bytes_are_accounted_for_or_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "ssd_contacts.csv"
    file.write_bytes(CONTACTS.encode() + content)
    try:
        batches = list(read_csv(file, contracts()["ssd_contacts"], {}, CsvForm()).batches())
    except CaseclockError as error:
        assert error.exit_code == 11
        return
    records = [
        r for b in batches for r in (*b.rows.column("record").to_pylist(), *(q.record for q in b.quarantined))
    ]
    assert sorted(records) == list(range(1, len(records) + 1))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=120))
def test_any_header_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "ssd_contacts.csv"
    file.write_bytes(content)
    try:
        table = read_csv(file, contracts()["ssd_contacts"], {}, CsvForm())
    except CaseclockError as error:
        assert error.exit_code == 11
        return
    assert table.missing_required


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12),
    st.booleans(),
)
def test_a_damaged_parquet_file_is_read_or_refused(
    tmp_path: Path, flips: list[tuple[float, int]], cut_off: bool
) -> None:
    file = tmp_path / "ssd_contacts.parquet"
    names = CONTACTS.strip().split(",")
    pq.write_table(pa.table({name: [f"{n}é" for n in range(40)] for name in names}), file)
    damaged = bytearray(file.read_bytes())
    for place, byte in flips:
        damaged[int(place * len(damaged))] = byte
    file.write_bytes(damaged[: int(flips[0][0] * len(damaged))] if cut_off else damaged)
    try:
        rows = sum(
            batch.rows.num_rows for batch in read_parquet(file, contracts()["ssd_contacts"], {}).batches()
        )
    except CaseclockError as error:
        assert error.exit_code == 11
        return
    assert rows <= 40
