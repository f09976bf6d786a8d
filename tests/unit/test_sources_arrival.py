"""A delivery has arrived when it says so or has stopped changing."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from caseclock.catalogue.authorities import SourceConfig
from caseclock.sources import arrival
from caseclock.sources.arrival import has_arrived
from deliveries import AS_AT, contacts, folder

pytestmark = pytest.mark.usefixtures("own_data")


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrival, "SECONDS_BETWEEN_LOOKS", 0.0)


def source(place: Path, **other: object) -> SourceConfig:
    return replace(SourceConfig(name="ssd", kind="folder", where=str(place), settle_seconds=1), **other)


def settled(monkeypatch: pytest.MonkeyPatch, seconds: float = 3600) -> None:
    now = time.time()
    monkeypatch.setattr(arrival.time, "time", lambda: now + seconds)


def test_nothing_and_an_empty_folder_have_not(tmp_path: Path) -> None:
    assert not has_arrived(source(tmp_path / "nowhere"), AS_AT)
    assert not has_arrived(source(folder(tmp_path / "in", {})), AS_AT)


def test_files_that_just_changed_have_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = contacts(tmp_path / "in", "")
    os.utime(place / "ssd_contacts.csv", (0, 0))  # a copy that keeps the time of the original
    assert not has_arrived(source(place), AS_AT)
    settled(monkeypatch)
    assert has_arrived(source(place), AS_AT)


def test_files_that_change_between_two_looks_have_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = contacts(tmp_path / "in", "")
    settled(monkeypatch)
    monkeypatch.setattr(arrival.time, "sleep", lambda _: contacts(place, "1,2,3\n"))
    assert not has_arrived(source(place), AS_AT)


def test_a_file_on_its_way_has_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(monkeypatch)
    assert not has_arrived(source(folder(contacts(tmp_path / "in", ""), {"ssd_person.csv.part": "x"})), AS_AT)


@pytest.mark.parametrize(
    ("manifest", "arrived"),
    [
        ({"as_at": "2026-03-31"}, True),
        ({"as_at": "2026-03-30"}, False),
        ({"as_at": "2026-03-31", "files": {"ssd_person.csv": {}}}, False),
        ({}, True),
    ],
)
def test_a_manifest_says_it(tmp_path: Path, manifest: dict[str, object], arrived: bool) -> None:
    place = folder(contacts(tmp_path / "in", ""), {"manifest.json": json.dumps(manifest)})
    assert has_arrived(source(place), AS_AT) is arrived


def test_a_manifest_that_is_asked_for_must_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = contacts(tmp_path / "in", "")
    settled(monkeypatch)
    assert not has_arrived(source(place, as_at="manifest"), AS_AT)
    folder(place, {"manifest.json": "{}"})
    assert not has_arrived(source(place, as_at="manifest"), AS_AT)
    folder(place, {"manifest.json": '{"as_at": "202'})
    assert not has_arrived(source(place, as_at="manifest"), AS_AT)


def test_an_older_manifest_is_enough_where_the_source_allows_it(tmp_path: Path) -> None:
    place = folder(contacts(tmp_path / "in", ""), {"manifest.json": '{"as_at": "2026-03-01"}'})
    assert has_arrived(source(place, longest_age_days=30), AS_AT)


def test_a_database_is_always_there() -> None:
    assert has_arrived(SourceConfig(name="ssd", kind="database", where="ssd"), AS_AT)
