"""Who may see and do what in the warehouse."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest
from psycopg import errors as refused

from caseclock.errors import ConfigurationError
from caseclock.publish import Run, publish_results
from caseclock.warehouse import pseudonym, reader
from night_file import make_night
from warehouse_server import Warehouse, new_database

DENIED = (refused.InsufficientPrivilege, refused.ReadOnlySqlTransaction)


@pytest.fixture(scope="module")
def published(template_server: str, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    pseudonym.key()
    warehouse = new_database(template_server)
    night = make_night(tmp_path_factory.mktemp("rights") / "night.duckdb", warehouse.owner)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASECLOCK_DATABASE_URL", warehouse.owner)
        publish_results(night, Run("sample", date(2026, 3, 1), "one", "plain"))
    return warehouse


@pytest.fixture
def filled(published: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """A warehouse with a publication, shared by the tests of this file: none of them may change it."""
    monkeypatch.setenv("CASECLOCK_DATABASE_URL", published.owner)
    return published


@pytest.mark.parametrize(
    "text",
    [
        "select * from identity.person",
        "select * from identity.crosswalk_of('sample')",
        "select * from identity.look('x', 'me', 'curious')",
        "select * from core.fct_contact",
        "select * from core.dim_child",
        "select * from mart.clock_ledger",
        "select * from quality.finding",
        "select * from audit.publication",
        "create temp table mine (a int)",
        "create table reporting.mine (a int)",
        "create table public.mine (a int)",
        "delete from reporting.dim_team",
        "select pg_read_file('/etc/passwd')",
        "copy reporting.dim_team to program 'cat'",
        "alter role caseclock_reader superuser",
        "set role caseclock_owner",
    ],
)
def test_a_reader_only_reads_the_views(filled: Warehouse, text: str) -> None:
    for before in ("", "set default_transaction_read_only = off"):
        with psycopg.connect(filled.login("reader"), autocommit=True) as connection:
            if before:
                connection.execute(before)
            with pytest.raises(DENIED):
                connection.execute(text)


def test_every_view_answers_the_reader(filled: Warehouse) -> None:
    views = filled.ask("select table_name from information_schema.views where table_schema = 'reporting'")
    assert len(views) > 10
    for (view,) in views:
        filled.ask(f"select * from reporting.{view}", "reader")


def test_every_view_keeps_to_the_rights_of_whoever_asks(warehouse: Warehouse) -> None:
    plain = warehouse.ask(
        "select relname from pg_class where relkind = 'v' and relnamespace = 'reporting'::regnamespace"
        " and not coalesce('security_invoker=true' = any(reloptions), false)"
    )
    assert plain == []


def test_every_view_describes_itself(warehouse: Warehouse) -> None:
    silent = warehouse.ask(
        "select relname from pg_class where relkind = 'v' and relnamespace = 'reporting'::regnamespace"
        " and obj_description(oid) is null"
    )
    assert silent == []


@pytest.mark.parametrize("role", ["loader", "reader", "steward"])
@pytest.mark.parametrize("table", ["person", "finding_value", "crosswalk"])
def test_nobody_selects_an_identity(filled: Warehouse, role: str, table: str) -> None:
    with pytest.raises(refused.InsufficientPrivilege):
        filled.ask(f"select * from identity.{table}", role)


@pytest.mark.parametrize(
    "text",
    [
        "create table core.mine (a int)",
        "truncate core.fct_contact",
        "drop view reporting.dim_team",
        "delete from audit.publication",
        "update audit.publication set status = 'gone'",
        "delete from quality.decision",
        "select * from audit.look",
    ],
)
def test_the_loader_loads_and_no_more(filled: Warehouse, text: str) -> None:
    with pytest.raises(refused.InsufficientPrivilege):
        filled.ask(text, "loader")


def test_a_look_returns_and_records(filled: Warehouse) -> None:
    key = filled.ask("select child_key from identity.person where expected_on = '2020-01-04'")[0][0]
    seen = filled.ask(
        f"select forename, known_as -> 0 ->> 'local_id' from identity.look('{key}', 'A Steward', 'finding 7')",
        "steward",
    )
    assert seen == [('say "é, 03', 'say "é, 03')]
    assert filled.ask("select * from identity.look('nobody', 'A Steward', 'a test')", "steward") == []
    looks = filled.ask(
        f"select child_key = '{key}', actor, reason, login, found from audit.look order by looked_at"
    )
    assert looks == [
        (True, "A Steward", "finding 7", "caseclock_steward", True),
        (False, "A Steward", "a test", "caseclock_steward", False),
    ]


@pytest.mark.parametrize(("actor", "reason"), [("", "why"), ("me", "  "), (None, "why")])
def test_a_look_needs_an_actor_and_a_reason(filled: Warehouse, actor: str | None, reason: str) -> None:
    with (
        psycopg.connect(filled.login("steward")) as connection,
        pytest.raises(refused.InvalidParameterValue),
    ):
        connection.execute("select * from identity.look('x', %s, %s)", [actor, reason])


def test_the_query_command_answers(filled: Warehouse) -> None:
    columns, rows = reader.query("select authority, count(*) from reporting.dim_team group by authority")
    assert (columns, rows) == (["authority", "count"], [("sample", 50)])
    assert reader.query("select count(*) from dim_team")[1] == [(50,)]


@pytest.mark.parametrize(
    "text",
    [
        "select * from identity.person",
        "set role none; select * from identity.person",
        "delete from reporting.dim_team",
        "delete from reporting.clock_ledger",
        "selec 1",
        "select 1; select 2",
        "create temp table mine (a int)",
        "",
        "select '\udcff'",
        "copy (select 1) to stdout",
        "select " + "(" * 20_000 + "1" + ")" * 20_000,
    ],
)
def test_the_query_command_refuses(filled: Warehouse, text: str) -> None:
    with pytest.raises(ConfigurationError):
        reader.query(text)
