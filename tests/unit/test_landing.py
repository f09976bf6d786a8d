"""A delivery is in landing once, whole, and as long as it is kept."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from caseclock import landing
from caseclock.catalogue.authorities import SourceConfig
from caseclock.errors import AsAtRefused, DeliveryMissing, DeliveryRefused
from deliveries import AS_AT, CONTACTS, PEOPLE, contacts, folder, landed, put_aside, rows_of

pytestmark = pytest.mark.usefixtures("own_data")


def test_a_delivery_lies_where_it_belongs_and_only_its_owner_reads_it(tmp_path: Path, own_data: Path) -> None:
    delivery = landed(contacts(tmp_path / "in", "1,2,2026-01-01\n"))
    assert delivery.folder == own_data / "landing" / "sample" / "folder" / "2026-03-31" / delivery.sha256[:12]
    for path in [own_data, *own_data.rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_the_manifest_accounts_for_every_row(tmp_path: Path) -> None:
    delivery = landed(contacts(tmp_path / "in", "1,2,2026-01-01\n1,2\n4,5,2026-01-01\n"))
    told = delivery.tables["ssd_contacts"]
    assert (told["rows_in"], told["rows_loaded"], told["rows_quarantined"]) == (3, 2, 1)
    assert put_aside(delivery) == [("ssd_contacts", 2, "2 fields where the header has 3")]
    assert [row["record"] for row in rows_of(delivery, "ssd_contacts")] == [1, 3]
    assert pq.read_table(delivery.quarantine).to_pylist()[0]["raw"] == '["1", "2"]'


def test_the_same_delivery_is_not_copied_again(tmp_path: Path) -> None:
    place = contacts(tmp_path / "in", "1,2,2026-01-01\n")
    first = landed(place)
    written = first.path("ssd_contacts").stat().st_mtime_ns
    assert landed(place).folder == first.folder
    assert first.path("ssd_contacts").stat().st_mtime_ns == written


def test_a_corrected_delivery_stands_beside_the_first_and_is_the_one_found(tmp_path: Path) -> None:
    first = landed(contacts(tmp_path / "in", "1,2,2026-01-01\n"))
    second = landed(contacts(tmp_path / "in", "1,2,2026-01-02\n"))
    assert first.folder.is_dir()
    assert landing.find("sample", "folder", AS_AT).folder == second.folder
    contacts(tmp_path / "in", "1,2,2026-01-01\n")
    assert landed(tmp_path / "in").folder == landing.find("sample", "folder", AS_AT).folder == first.folder


def test_another_reading_of_the_same_bytes_is_another_delivery(tmp_path: Path) -> None:
    place = contacts(tmp_path / "in", "1,2,2026-01-01\n")
    assert landed(place, "plain").folder != landed(place, "liquidlogic").folder


def test_yesterdays_files_under_todays_date_are_noted(tmp_path: Path) -> None:
    place = contacts(tmp_path / "in", "1,2,2026-01-01\n")
    landed(place, as_at=AS_AT - timedelta(days=1))
    assert landed(place).same_as == AS_AT - timedelta(days=1)
    assert landed(contacts(place, "1,2,2026-01-02\n"), as_at=AS_AT + timedelta(days=1)).same_as is None


def test_a_past_day_that_is_not_held_is_refused(tmp_path: Path) -> None:
    landed(contacts(tmp_path / "in", ""))
    with pytest.raises(AsAtRefused, match="2026-03-30"):
        landing.find("sample", "folder", AS_AT - timedelta(days=1))


def test_the_latest_up_to_a_day_is_found(tmp_path: Path) -> None:
    place = contacts(tmp_path / "in", "")
    landed(place, as_at=date(2026, 3, 1))
    landed(place, as_at=date(2026, 3, 5))
    found = [landing.latest("sample", "folder", date(2026, 3, day)) for day in (4, 5, 9)]
    assert [each.as_at.day for each in found if each] == [1, 5, 5]
    assert landing.latest("sample", "folder", date(2026, 2, 28)) is None


def test_what_was_published_is_found_though_another_delivery_came_later(tmp_path: Path) -> None:
    first = landed(contacts(tmp_path / "in", "1,2,2026-01-01\n"))
    landed(contacts(tmp_path / "in", "1,2,2026-01-02\n"))
    found = landing.published("sample", "folder", first.sha256, AS_AT)
    assert found is not None and found.folder == first.folder
    assert landing.published("sample", "folder", first.sha256, AS_AT - timedelta(days=1)) is None
    assert landing.published("sample", "folder", "0" * 64, AS_AT) is None


def test_a_table_without_a_required_column_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    place = folder(
        tmp_path / "in", {"ssd_contacts.csv": "cont_contact_id\n1\n", "ssd_person.csv": PEOPLE + "1,\n"}
    )
    delivery = landed(place)
    assert list(delivery.tables) == ["ssd_person"]
    assert delivery.refused_tables["ssd_contacts"]["missing_columns"] == [
        "cont_person_id",
        "cont_contact_date",
    ]


@pytest.mark.parametrize(
    "promise",
    [
        {"ssd_contacts.csv": {"rows": 2}},
        {"ssd_contacts.csv": {"sha256": "0" * 64}},
        {"ssd_contacts.csv": {}, "ssd_person.csv": {}},
    ],
)
def test_what_a_manifest_promises_must_come(
    tmp_path: Path, own_data: Path, promise: dict[str, object]
) -> None:
    place = folder(contacts(tmp_path / "in", "1,2,3\n"), {"manifest.json": json.dumps({"files": promise})})
    with pytest.raises(DeliveryRefused):
        landed(place)
    assert not list(own_data.rglob("*.parquet"))


@pytest.mark.parametrize("manifest", ["{", "[]", '{"files": []}', '{"as_at": "31/03/2026"}', '{"system": 1}'])
def test_a_manifest_that_cannot_be_read_is_refused(tmp_path: Path, manifest: str) -> None:
    with pytest.raises(DeliveryRefused, match="manifest"):
        landed(folder(contacts(tmp_path / "in", ""), {"manifest.json": manifest}), "plain")


class TestWhichDelivery:
    """What a configured source's night works on."""

    def config(self, place: Path, **other: object) -> SourceConfig:
        return replace(SourceConfig(name="ssd", kind="folder", where=str(place)), **other)

    def bring(
        self, config: SourceConfig, as_at: date = AS_AT, today: date | None = None
    ) -> landing.Delivery | None:
        return landing.bring("sample", config, as_at, today)

    def test_a_required_source_must_deliver(self, tmp_path: Path) -> None:
        with pytest.raises(DeliveryMissing):
            self.bring(self.config(tmp_path / "nowhere"))

    def test_a_night_is_repeated_from_landing_when_the_folder_is_gone(self, tmp_path: Path) -> None:
        place = contacts(tmp_path / "in", "")
        first = self.bring(self.config(place))
        place.rename(tmp_path / "gone")
        assert (
            self.bring(self.config(place)) == first == landing.held_for("sample", self.config(place), AS_AT)
        )

    def test_an_optional_source_lends_its_last_delivery_until_it_is_too_old(self, tmp_path: Path) -> None:
        config = self.config(contacts(tmp_path / "in", ""), required=False, longest_age_days=7)
        first = self.bring(config)
        gone = replace(config, where=str(tmp_path / "gone"))
        assert self.bring(gone, AS_AT + timedelta(days=7)) == first
        assert self.bring(gone, AS_AT + timedelta(days=8)) is None
        assert landing.held_for("sample", gone, AS_AT + timedelta(days=8)) is None

    def test_a_delivery_that_says_it_is_too_old_is_missing(self, tmp_path: Path) -> None:
        place = folder(contacts(tmp_path / "in", ""), {"manifest.json": '{"as_at": "2026-03-29"}'})
        with pytest.raises(DeliveryMissing, match="2026-03-29"):
            self.bring(self.config(place))
        delivery = self.bring(self.config(place, longest_age_days=2))
        assert delivery is not None
        assert delivery.covers_to == date(2026, 3, 29)

    def test_a_delivery_that_must_say_its_day_and_does_not_is_missing(self, tmp_path: Path) -> None:
        with pytest.raises(DeliveryMissing, match="which day"):
            self.bring(self.config(contacts(tmp_path / "in", ""), as_at="manifest"))

    def test_a_past_night_never_takes_todays_files(self, tmp_path: Path) -> None:
        config = self.config(contacts(tmp_path / "in", "1,2,2026-01-01\n"))
        today = AS_AT + timedelta(days=1)
        first = self.bring(config, AS_AT, today)
        contacts(tmp_path / "in", "1,2,2026-03-31\n")
        assert self.bring(config, AS_AT, today + timedelta(days=1)) == first
        with pytest.raises(AsAtRefused):
            self.bring(config, AS_AT - timedelta(days=1), today)

    def test_a_past_night_reads_a_folder_that_is_of_that_day(self, tmp_path: Path) -> None:
        contacts(tmp_path / "2026-03-31", "")
        config = self.config(tmp_path / "{as_at}")
        assert self.bring(config, AS_AT, date(2026, 6, 1)) is not None

    def test_a_delivery_of_a_later_day_is_refused(self, tmp_path: Path) -> None:
        place = folder(contacts(tmp_path / "in", ""), {"manifest.json": '{"as_at": "2026-04-01"}'})
        with pytest.raises(AsAtRefused, match="2026-04-01"):
            self.bring(self.config(place))

    def test_a_path_given_by_hand_is_read_and_nothing_else(self, tmp_path: Path) -> None:
        place = contacts(tmp_path / "in", "")
        landed(place)
        (place / "ssd_contacts.csv").unlink()
        with pytest.raises(DeliveryMissing):
            landed(place)


def test_deliveries_expire_but_month_ends_and_the_last_stay(tmp_path: Path, own_data: Path) -> None:
    place = contacts(tmp_path / "in", "")
    days = [date(2018, 1, 31), date(2025, 11, 29), date(2025, 11, 30), date(2026, 2, 24), date(2026, 2, 25)]
    for day in [*days, date(2026, 3, 1), date(2026, 4, 1)]:
        landed(place, as_at=day)
    gone = landing.expire(date(2026, 4, 1))
    assert sorted(path.name for path in gone) == ["2018-01-31", "2025-11-29", "2026-02-24"]
    assert landing.held_days("sample", "folder") == [
        date(2025, 11, 30), date(2026, 2, 25), date(2026, 3, 1), date(2026, 4, 1)
    ]  # fmt: skip
    assert landing.expire(date(2036, 1, 1))
    assert landing.held_days("sample", "folder") == [date(2026, 4, 1)]


def test_what_a_dead_run_left_is_cleared_after_a_day(tmp_path: Path, own_data: Path) -> None:
    delivery = landed(contacts(tmp_path / "in", CONTACTS))
    left = delivery.folder.parents[1] / ".partial-dead"
    left.mkdir()
    landing.expire(AS_AT)
    assert left.exists()
    os.utime(left, (time.time() - 2 * 86400,) * 2)
    landing.expire(AS_AT)
    assert not left.exists()
    assert delivery.folder.exists()
