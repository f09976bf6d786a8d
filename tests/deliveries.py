"""Small deliveries for tests: folders of files, landed and loaded as a night does it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from caseclock import landing, work
from caseclock.catalogue.authorities import Authority, SourceConfig
from caseclock.landing import Delivery
from caseclock.load import Loaded, load
from caseclock.sources.opening import ad_hoc


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A landing of the test's own; returns the folder that CASECLOCK_DATA names."""
    place = tmp_path / "caseclock-data"
    monkeypatch.setenv("CASECLOCK_DATA", str(place))
    return place


AS_AT = date(2026, 3, 31)

CONTACTS = "cont_contact_id,cont_person_id,cont_contact_date\n"
"""Header of the smallest ssd_contacts."""

PEOPLE = "pers_person_id,pers_dob\n"
"""Header of the smallest ssd_person."""


def folder(place: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder with these files."""
    place.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (place / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def contacts(place: Path, rows: str | bytes, header: str = CONTACTS) -> Path:
    """A folder whose only file is an ssd_contacts with these rows."""
    return folder(
        place, {"ssd_contacts.csv": header.encode() + (rows if isinstance(rows, bytes) else rows.encode())}
    )


def landed(
    path: Path, system: str | None = None, as_at: date = AS_AT, config: SourceConfig | None = None
) -> Delivery:
    """What a night lands from a path."""
    delivery = landing.bring("sample", config or ad_hoc(path, system), as_at)
    assert delivery is not None
    return delivery


def rows_of(delivery: Delivery, table: str) -> list[dict[str, object]]:
    """The landed rows of a table."""
    return pq.read_table(delivery.path(table)).to_pylist()


def put_aside(delivery: Delivery) -> list[tuple[str, int, str]]:
    """Table, record and reason of each row in quarantine."""
    return [
        (row["table"], row["record"], row["why"]) for row in pq.read_table(delivery.quarantine).to_pylist()
    ]


def loaded(*deliveries: Delivery, **options: object) -> tuple[duckdb.DuckDBPyConnection, Loaded]:
    """A work file in memory, filled from deliveries."""
    connection = work.connect()
    authority = options.pop("authority", Authority("sample", "Sample", "301", ()))
    told = load(connection, deliveries, authority, AS_AT, run_id="test", **options)
    return connection, told


def loaded_contacts(
    place: Path, rows: str, system: str = "plain", header: str = CONTACTS
) -> duckdb.DuckDBPyConnection:
    """A work file whose contacts come from these CSV rows."""
    return loaded(landed(contacts(place, rows, header), system))[0]
