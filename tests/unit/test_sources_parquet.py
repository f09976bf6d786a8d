"""Parquet keeps its types on the way to text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from caseclock.errors import DeliveryRefused
from deliveries import folder, landed, loaded, rows_of

pytestmark = pytest.mark.usefixtures("own_data")


def write(place: Path, columns: dict[str, pa.Array]) -> Path:
    folder(place, {})
    pq.write_table(pa.table(columns), place / "ssd_contacts.parquet")
    return place


def test_typed_columns_become_text(tmp_path: Path) -> None:
    place = write(
        tmp_path / "in",
        {
            "cont_contact_id": pa.array([1.0, None]),
            "cont_person_id": pa.array(["0012", "NA"]).dictionary_encode(),
            "cont_contact_date": pa.array(
                [datetime(2026, 7, 1, 23, 30, tzinfo=UTC), None], pa.timestamp("ns", "UTC")
            ),
            "cont_contact_source_code": pa.array([Decimal("1.50"), None]),
        },
    )
    delivery = landed(place, "liquidlogic")
    assert rows_of(delivery, "ssd_contacts")[0] == {
        "cont_contact_id": "1",
        "cont_person_id": "0012",
        "cont_contact_date": "2026-07-01 23:30:00.000000Z",
        "cont_contact_source_code": "1.50",
        "record": 1,
    }
    assert delivery.tables["ssd_contacts"]["iso_columns"] == ["cont_contact_date"]


def test_a_typed_date_is_read_whatever_the_system_writes(tmp_path: Path) -> None:
    place = folder(tmp_path / "in", {})
    pq.write_table(
        pa.table(
            {
                "cina_assessment_id": ["1"],
                "cina_person_id": ["2"],
                "cina_referral_id": ["3"],
                "cina_assessment_start_date": ["2026-01-01"],
                "cina_assessment_auth_date": [date(2026, 2, 3)],
            }
        ),
        place / "ssd_cin_assessments.parquet",
    )
    connection, told = loaded(landed(place, "liquidlogic"))
    assert connection.sql("select cina_assessment_auth_date from ssd_cin_assessments").fetchall() == [
        (date(2026, 2, 3),)
    ]
    assert told.unread == 0


def test_a_column_of_lists_is_refused(tmp_path: Path) -> None:
    place = write(
        tmp_path / "in",
        {
            "cont_contact_id": pa.array([[1]]),
            "cont_person_id": pa.array(["1"]),
            "cont_contact_date": pa.array(["x"]),
        },
    )
    with pytest.raises(DeliveryRefused, match="cont_contact_id"):
        landed(place)


@pytest.mark.parametrize("content", [b"PAR1", b"no parquet at all", b"PAR1" + bytes(100) + b"PAR1"])
def test_a_broken_file_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DeliveryRefused, match="Parquet"):
        landed(folder(tmp_path / "in", {"ssd_contacts.parquet": content}))
