"""SSD tables in a database: addresses from the environment, text out, nothing written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from caseclock.catalogue.authorities import SourceConfig
from caseclock.errors import ConfigurationError, DeliveryMissing
from caseclock.sources.address import address_of
from caseclock.sources.database import Database
from deliveries import landed, loaded, put_aside, rows_of

pytestmark = pytest.mark.usefixtures("own_data")

TABLES = """
create schema ssd;
create table ssd.ssd_contacts (
    "CONT_CONTACT_ID" bigint, cont_person_id varchar(48), cont_contact_date timestamp,
    cont_contact_source numeric(5, 2), cont_contact_outcome_json json, local_note text
);
insert into ssd.ssd_contacts values
    (2, '0012', '2026-07-01 23:30:00', 1.50, '{"NFA_FLAG": "Y"}', 'x'),
    (1, 'NA', null, null, null, null),
    (3, 'a' || chr(10) || 'b', '2026-01-01', null, null, null);
create view ssd.ssd_department as select 'T1' as dept_team_id, 'Team' as dept_team_name;
create table ssd.unrelated (a int);
"""


@pytest.fixture
def source(template_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[SourceConfig]:
    with psycopg.connect(template_server, autocommit=True) as connection:
        connection.execute("drop database if exists case_system")
        connection.execute("create database case_system template template0")
    address = make_url(template_server).set(database="case_system").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(TABLES)
    monkeypatch.setenv("AIRFLOW_CONN_CASE_SYSTEM", address.replace("postgresql", "postgres", 1))
    return SourceConfig(name="ssd", kind="database", where="case_system", schema="ssd", system="liquidlogic")


def test_tables_and_views_become_text(tmp_path: Path, source: SourceConfig) -> None:
    delivery = landed(tmp_path, config=source)
    assert sorted(delivery.tables) == ["ssd_contacts", "ssd_department"]
    assert rows_of(delivery, "ssd_contacts") == [
        {
            "cont_contact_id": "1", "cont_person_id": "NA", "cont_contact_date": None,
            "cont_contact_source_desc": None, "cont_contact_outcome_json": None, "record": 1,
        },
        {
            "cont_contact_id": "2", "cont_person_id": "0012", "cont_contact_date": "2026-07-01T23:30:00",
            "cont_contact_source_desc": "1.50", "cont_contact_outcome_json": '{"NFA_FLAG": "Y"}', "record": 2,
        },
    ]  # fmt: skip
    assert put_aside(delivery) == [("ssd_contacts", 3, "a line break in cont_person_id")]
    assert delivery.tables["ssd_contacts"]["iso_columns"] == ["cont_contact_date"]
    assert delivery.tables["ssd_contacts"]["extra_columns"] == ["local_note"]


def test_what_is_read_can_be_loaded(tmp_path: Path, source: SourceConfig) -> None:
    connection, told = loaded(landed(tmp_path, config=source))
    assert (told.rows_in, told.rows_loaded, told.rows_quarantined, told.unread) == (4, 3, 1, 0)
    assert connection.sql(
        "select cast(cont_contact_date as date) from ssd_contacts where record = 2"
    ).fetchall() == [(date(2026, 7, 1),)]


def test_the_same_tables_are_the_same_delivery(tmp_path: Path, source: SourceConfig) -> None:
    assert landed(tmp_path, config=source).folder == landed(tmp_path, config=source).folder


def test_the_server_itself_refuses_to_write(source: SourceConfig) -> None:
    with (
        pytest.raises(DeliveryMissing, match="ReadOnly"),
        Database("case_system", {}, "ssd")._reading() as connection,
    ):
        connection.execute(sa.text("delete from ssd.ssd_contacts"))


def test_a_server_that_does_not_answer_is_named_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASE_DB", "postgresql://reader:canary@127.0.0.1:1/ssd")
    with pytest.raises(DeliveryMissing) as caught:
        landed(tmp_path, config=SourceConfig(name="ssd", kind="database", where="CASE_DB"))
    assert "CASE_DB" in str(caught.value)
    assert "canary" not in str(caught.value)


def test_a_schema_without_tables_is_missing(tmp_path: Path, source: SourceConfig) -> None:
    with pytest.raises(DeliveryMissing, match="called after a contract"):
        landed(
            tmp_path, config=SourceConfig(name="ssd", kind="database", where="case_system", schema="public")
        )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("postgres://u:p%40x@h:5433/d?__extra__=%7B%7D", "postgresql+psycopg://u:p%40x@h:5433/d"),
        ("postgresql+psycopg://u@h/d?sslmode=require", "postgresql+psycopg://u@h/d?sslmode=require"),
        (
            json.dumps(
                {"conn_type": "mssql", "host": "h", "login": "u", "schema": "d", "extra": {"driver": "X"}}
            ),
            "mssql+pyodbc://u@h/d?driver=X",
        ),
        (json.dumps({"conn_type": "postgres", "host": "h", "port": 5432}), "postgresql+psycopg://h:5432"),
    ],
)
def test_addresses_of_both_kinds_are_read(monkeypatch: pytest.MonkeyPatch, written: str, read: str) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_SSD", written)
    assert address_of("ssd").render_as_string(hide_password=False) == read


@pytest.mark.parametrize("written", ["", "no address: canary", '{"conn_type": ', '{"host": "canary"}'])
def test_an_address_that_cannot_be_read_is_not_shown(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_SSD", written)
    with pytest.raises(ConfigurationError) as caught:
        address_of("ssd")
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "extra"),
    [("mssql://u@h/d", "sqlserver"), ("oracle://u@h/d", "oracle"), ("nosuch://u@h/d", "")],
)
def test_a_missing_driver_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, address: str, extra: str
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_SSD", address)
    monkeypatch.setitem(__import__("sys").modules, "pyodbc", None)
    monkeypatch.setitem(__import__("sys").modules, "oracledb", None)
    with pytest.raises(ConfigurationError, match=extra or "not installed"):
        Database("ssd", {})
