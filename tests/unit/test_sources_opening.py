"""Which source reads what, and where a source may be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseclock.catalogue.authorities import SourceConfig
from caseclock.errors import ConfigurationError, DeliveryMissing, DeliveryRefused
from caseclock.sources.cin_census import CinCensus
from caseclock.sources.database import Database
from caseclock.sources.folder import Folder
from caseclock.sources.opening import ad_hoc, open_source
from caseclock.sources.workbook import Workbook
from deliveries import AS_AT, CONTACTS, contacts, folder, landed

pytestmark = pytest.mark.usefixtures("own_data")


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"ssd_person.csv": "x"}, Folder),
        ({"extract.xlsx": "x"}, Workbook),
        ({"census.xml": "x"}, CinCensus),
        ({"ssd_person.csv": "x", "notes.xlsx": "x"}, Folder),
    ],
)
def test_a_folder_is_read_by_what_is_in_it(tmp_path: Path, files: dict[str, str], kind: type) -> None:
    assert isinstance(open_source(ad_hoc(folder(tmp_path / "in", files)), AS_AT), kind)


@pytest.mark.parametrize("name", ["extract.xlsx", "census.xml", "tables.csv", "{as_at}", "it's [a] *"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    delivery = landed(contacts(tmp_path / name, "1,2,2026-01-01\n"))
    assert delivery.tables["ssd_contacts"]["rows_in"] == 1


@pytest.mark.parametrize("place", ["/dev/null", "/dev/zero"])
def test_a_device_is_no_delivery(place: str) -> None:
    with pytest.raises(DeliveryRefused):
        landed(Path(place))


def test_an_xml_file_is_a_census(tmp_path: Path) -> None:
    path = folder(tmp_path / "in", {"a.XML": "x"}) / "a.XML"
    assert ad_hoc(path).kind == "cin_census"
    assert isinstance(open_source(ad_hoc(path), AS_AT), CinCensus)


def test_the_manifest_names_the_system_when_nobody_else_does(tmp_path: Path) -> None:
    place = folder(tmp_path / "in", {"manifest.json": json.dumps({"system": "Liquidlogic LCS"})})
    assert ad_hoc(place).system == "liquidlogic"
    assert ad_hoc(place, "mosaic").system == "mosaic"
    assert ad_hoc(folder(tmp_path / "bare", {})).system == "plain"


def test_where_may_hold_the_day(tmp_path: Path, own_data: Path) -> None:
    contacts(own_data / "incoming" / "2026-03-31", "1,2,2026-01-01\n")
    config = SourceConfig(name="ssd", kind="folder", where="incoming/{as_at}")
    assert landed(tmp_path, config=config).tables["ssd_contacts"]["rows_in"] == 1


@pytest.mark.parametrize("where", ["../elsewhere", "incoming/../../elsewhere", "in\0side"])
def test_where_may_not_lead_out(where: str) -> None:
    with pytest.raises(ConfigurationError):
        SourceConfig(name="ssd", kind="folder", where=where).path(AS_AT)


@pytest.mark.parametrize("pattern", ["../*.csv", "/etc/*.csv", "sub/x.csv", "*.exe"])
def test_a_pattern_may_not_lead_out(tmp_path: Path, pattern: str) -> None:
    config = SourceConfig(
        name="ssd", kind="folder", where=str(contacts(tmp_path / "in", "")), files={"ssd_person": pattern}
    )
    with pytest.raises(ConfigurationError):
        open_source(config, AS_AT)


def test_a_pattern_finds_a_file_of_another_name(tmp_path: Path) -> None:
    place = folder(tmp_path / "in", {"front_door_20260331.csv": CONTACTS + "1,2,2026-01-01\n"})
    config = SourceConfig(
        name="ssd", kind="folder", where=str(place), files={"ssd_contacts": "front_door_*.csv"}
    )
    assert landed(place, config=config).tables["ssd_contacts"]["file"] == "front_door_20260331.csv"


def test_other_files_are_noted_and_left(tmp_path: Path) -> None:
    place = folder(contacts(tmp_path / "in", ""), {"read me.txt": "x", "ssd_cohort.csv": "a\n"})
    assert landed(place).manifest["ignored_files"] == ["read me.txt", "ssd_cohort.csv"]


def test_an_alias_of_a_table_is_its_name(tmp_path: Path) -> None:
    place = folder(
        tmp_path / "in",
        {"SSD_CLA_PLACEMENTS.csv": "clap_cla_placement_id,clap_cla_placement_start_date,clap_cla_id\n"},
    )
    delivery = landed(place)
    assert "ssd_cla_placement" in {**delivery.tables, **delivery.refused_tables}


def test_two_files_of_one_table_are_refused(tmp_path: Path) -> None:
    place = folder(tmp_path / "in", {"ssd_contacts.csv": CONTACTS, "SSD_CONTACTS.parquet": "x"})
    with pytest.raises(DeliveryRefused, match="Two files hold ssd_contacts"):
        landed(place)


def test_a_place_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DeliveryMissing):
        open_source(ad_hoc(tmp_path / "nowhere"), AS_AT)


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    path = folder(tmp_path, {"extract.zip": "x"}) / "extract.zip"
    with pytest.raises(DeliveryRefused):
        open_source(ad_hoc(path), AS_AT)


def test_a_database_is_found_by_its_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_SSD", "sqlite:///:memory:")
    assert isinstance(open_source(SourceConfig(name="ssd", kind="database", where="ssd"), AS_AT), Database)
