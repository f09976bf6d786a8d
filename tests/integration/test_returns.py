"""A statutory return: published, taken on record, and written as the department's file."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import psycopg
import pytest
from psycopg import errors as refused

from caseclock.errors import (
    CaseclockError,
    ConfigurationError,
    NotBuilt,
    ReturnNotReady,
)
from caseclock.publish import Run, publish_quality, publish_results, publish_return
from caseclock.returns.census_from_file import read_census
from caseclock.returns.exporting import export
from caseclock.warehouse import kept, pseudonym, server
from census_files import census_xml, read_tables, tables_of
from night_file import make_night
from warehouse_server import Warehouse

RUN = Run("sample", date(2026, 6, 1), "one", "plain")
TABLES = (
    *("header", "child_identifiers", "child_characteristics", "disabilities", "cin_details", "assessments"),
    *(
        "assessment_factors",
        "cin_plan_dates",
        "section_47",
        "child_protection_plans",
        "reviews",
        "pre_proceedings",
    ),
)


@pytest.fixture(autouse=True)
def a_key() -> None:
    pseudonym.key()


@pytest.fixture
def night(warehouse: Warehouse, tmp_path: Path) -> Callable[..., Path]:
    """A function that makes a night's file with a census, and the outcomes of its rules."""

    def make(
        year: int = 2026,
        *,
        seed: int = 1,
        children: int = 60,
        errors: int = 0,
        queries: int = 0,
        not_run: int = 0,
    ) -> Path:
        census, path = tmp_path / "census.xml", tmp_path / "night.duckdb"
        census.write_text("".join(census_xml(seed, children, year)), newline="")
        make_night(path, warehouse.owner)
        with duckdb.connect(str(path)) as work:
            work.execute("set TimeZone='Europe/London'")
            read_census(work, census)
            for number in range(errors + queries):
                severity = "error" if number < errors else "query"
                work.execute(
                    "insert into main.finding by name select ? as rule, 'cin_census' as return_name,"
                    " ? as severity, ? as finding_key, 3 as episode, 'cin_details' as table_name",
                    [f"{number}", severity, number],
                )
            for number in range(1 + not_run):
                work.execute(
                    "insert into main.rule_result by name select ? as rule, 'cin_census' as return_name,"
                    " 'error' as severity, 'rule' as kind, ? as outcome, 0 as findings",
                    [f"r{number}", "not_run" if number else "held"],
                )
        return path

    return make


def tables(path: Path) -> dict:
    with duckdb.connect(str(path), read_only=True) as work:
        work.execute("set TimeZone='Europe/London'")
        return tables_of(work)


def years(warehouse: Warehouse) -> list[tuple]:
    return warehouse.ask("select distinct collection_year from returns.cin_census_header order by 1")


def test_a_night_publishes_its_return_and_what_the_rules_said(warehouse: Warehouse, night) -> None:
    path = night(errors=2, queries=3, not_run=1)
    counts = publish_results(path, RUN)
    expected = {f"returns.cin_census_{table}": len(rows) for table, rows in tables(path).items()}
    assert {name: count for name, count in counts.items() if name.startswith("returns.")} == expected
    assert set(expected) == {f"returns.cin_census_{table}" for table in TABLES}
    said = warehouse.ask(
        "select authority, return_name, year, run_id, as_at, errors, queries, rules_run, rules_not_run"
        " from returns.publication"
    )
    assert said == [("sample", "cin_census", 2026, "one", RUN.as_at, 2, 3, 1, 1)]


def test_a_night_without_a_return_publishes_none(warehouse: Warehouse, night, tmp_path: Path) -> None:
    publish_results(night(), RUN)
    publish_results(make_night(tmp_path / "plain.duckdb", warehouse.owner), replace(RUN, run_id="two"))
    assert warehouse.ask("select year, run_id from returns.publication") == [(2026, "one")]
    assert years(warehouse) == [(2026,)]


def test_the_year_is_replaced_last_year_stays_and_the_year_before_goes(warehouse: Warehouse, night) -> None:
    for year, children in ((2024, 20), (2025, 30), (2026, 40), (2026, 50)):
        publish_return(night(year, children=children), RUN)
    assert years(warehouse) == [(2025,), (2026,)]
    assert warehouse.ask("select year from returns.publication order by 1") == [(2025,), (2026,)]
    children = (
        "select collection_year, count(*) from returns.cin_census_child_identifiers group by 1 order by 1"
    )
    assert warehouse.ask(children) == [(2025, 30), (2026, 50)]


def test_a_rehearsal_leaves_the_night_and_other_authorities_alone(warehouse: Warehouse, night) -> None:
    publish_results(night(), RUN)
    publish_return(night(2027), replace(RUN, authority="other", run_id="rehearsal"))
    assert warehouse.ask("select authority, run_id from audit.publication") == [("sample", "one")]
    assert years(warehouse) == [(2026,), (2027,)]


def test_a_table_that_does_not_fit_stops_the_night(warehouse: Warehouse, night) -> None:
    path = night()
    publish_results(path, RUN)
    with duckdb.connect(str(path)) as work:
        work.execute("alter table cin_census.reviews rename column cpp_review_date to held_on")
    with pytest.raises(CaseclockError, match="cin_census.reviews lacks cpp_review_date"):
        publish_results(path, replace(RUN, run_id="two"))
    assert warehouse.ask("select run_id from returns.publication") == [("one",)]


def test_a_finding_keeps_its_referral(warehouse: Warehouse, night) -> None:
    publish_quality(night(errors=1), RUN)
    assert warehouse.ask("select episode from quality.finding") == [(3,)]


@pytest.mark.parametrize("role", ["reader", "steward", "loader"])
def test_only_a_filer_gets_at_a_return(warehouse: Warehouse, night, role: str) -> None:
    publish_results(night(), RUN)
    asked = [f"select record from returns.cin_census_{table}" for table in TABLES]
    asked += [
        "select * from returns.take('sample', 'cin_census', 2026, 'me', 'why')",
        "select * from audit.taking",
    ]
    for text in asked:
        with pytest.raises(refused.InsufficientPrivilege):
            warehouse.ask(text, role)


def test_a_filer_gets_at_it_only_by_taking_it(warehouse: Warehouse, night) -> None:
    path = night()
    publish_results(path, RUN)
    for text in (
        *(f"select authority from returns.cin_census_{table}" for table in TABLES),
        "select * from returns.cin_census_header__sample",
        "select * from audit.taking",
        "delete from audit.taking",
        "delete from returns.publication",
        "select * from identity.person",
        "select * from core.dim_child",
        "select * from quality.finding",
        "create table returns.mine (a int)",
        "create temp table mine (a int)",
    ):
        with pytest.raises(refused.InsufficientPrivilege):
            warehouse.ask(text, "filer")
    taken = warehouse.ask(
        "select table_name, count(*) from returns.take('sample', 'cin_census', 2026, 'A Clerk', 'to look')"
        " group by 1",
        "filer",
    )
    assert dict(taken) == {table: len(rows) for table, rows in tables(path).items() if rows}
    assert (
        warehouse.ask("select * from returns.take('sample', 'cin_census', 2025, 'A Clerk', 'x')", "filer")
        == []
    )
    assert warehouse.ask("select * from returns.take('other', '', null, 'A Clerk', 'x')", "filer") == []
    recorded = (
        "select authority, return_name, year, actor, reason, login, found from audit.taking order by taken_at"
    )
    assert warehouse.ask(recorded) == [
        ("sample", "cin_census", 2026, "A Clerk", "to look", "caseclock_filer", True),
        ("sample", "cin_census", 2025, "A Clerk", "x", "caseclock_filer", False),
        ("other", "", 0, "A Clerk", "x", "caseclock_filer", False),
    ]
    for actor, reason in (("", "why"), ("me", " "), (None, "why")):
        with (
            psycopg.connect(warehouse.login("filer")) as connection,
            pytest.raises(refused.InvalidParameterValue),
        ):
            connection.execute(
                "select * from returns.take('sample', 'cin_census', 2026, %s, %s)", [actor, reason]
            )


@pytest.mark.parametrize("year", [2022, 2024, 2026, 2027])
def test_the_exported_file_reads_back_as_the_same_tables(
    warehouse: Warehouse, night, tmp_path: Path, year
) -> None:
    path, out, said = night(year, queries=1), tmp_path / "return.xml", []
    publish_results(path, RUN)
    out.write_text("before")
    out.chmod(0o644)
    written = export("cin-census", "sample", year, out, False, said.append)
    assert read_tables(out) == tables(path)
    assert (written.children, written.left_out) == (60, {})
    assert out.stat().st_mode & 0o777 == 0o600
    assert said[:2] == ["note: 1 query open, which the department wants explained", f"60 children in {out}"]
    assert len(said) == 2 + len(TABLES)
    actor = pwd.getpwuid(os.getuid()).pw_name
    assert warehouse.ask("select actor, reason, found from audit.taking") == [(actor, "export", True)]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ({"errors": 2}, "2 errors open"),
        ({"not_run": 1}, "1 rule not run"),
        ({"errors": 1, "not_run": 3}, "1 error open, 3 rules not run"),
    ],
)
def test_a_return_with_open_errors_is_written_only_when_told_to(
    warehouse: Warehouse, night, tmp_path: Path, state, told
) -> None:
    publish_results(night(**state), RUN)
    out, said = tmp_path / "return.xml", []
    with pytest.raises(ReturnNotReady, match=f"not ready: {told}.*--despite-errors"):
        export("cin-census", "sample", 2026, out, False, said.append)
    assert not out.exists()
    assert warehouse.ask("select count(*) from audit.taking") == [(0,)]
    export("cin-census", "sample", 2026, out, True, said.append)
    assert said[0] == f"note: {told}; written all the same"
    assert out.exists()


def test_the_command_says_it_in_one_message_and_its_code(warehouse: Warehouse, night, tmp_path: Path) -> None:
    publish_results(night(errors=1), RUN)
    out = tmp_path / "return.xml"

    def command(name: str, *more: str) -> tuple[int, str]:
        called = ["export", name, "--authority", "sample", "--year", "2026", "--out", str(out), *more]
        main = "from caseclock.cli import main; main()"
        answer = subprocess.run([sys.executable, "-c", main, *called], capture_output=True, text=True)
        return answer.returncode, answer.stdout + answer.stderr

    code, said = command("cin-census")
    assert (code, "1 error open" in said, "Traceback" in said) == (21, True, False)
    assert command("annex-a")[0] == 10
    assert not out.exists()
    code, said = command("cin-census", "--despite-errors")
    assert (code, "60 children" in said, out.exists()) == (0, True, True)


def test_a_return_that_no_rule_looked_at_is_not_ready(warehouse: Warehouse, night, tmp_path: Path) -> None:
    path = night()
    with duckdb.connect(str(path)) as work:
        work.execute("delete from main.rule_result")
    publish_results(path, RUN)
    with pytest.raises(ReturnNotReady, match="no rule was run"):
        export("cin-census", "sample", 2026, tmp_path / "return.xml", False, print)


def test_what_is_not_there_is_told_with_what_is(warehouse: Warehouse, night, tmp_path: Path) -> None:
    with pytest.raises(ReturnNotReady, match=r"no year of it.*A night publishes"):
        export("cin-census", "sample", 2026, tmp_path / "return.xml", False, print)
    publish_return(night(2025), RUN)
    publish_return(night(2026), RUN)
    with pytest.raises(ReturnNotReady, match=r"It has 2025 and 2026.*sample, cin-census 2024.*rehearse"):
        export("cin-census", "sample", 2024, tmp_path / "return.xml", False, print)
    with pytest.raises(ReturnNotReady, match="no year of it"):
        export("cin-census", "nowhere", 2026, tmp_path / "return.xml", True, print)
    with pytest.raises(ConfigurationError):
        export("cin-census", "x'; drop", 2026, tmp_path / "return.xml", True, print)
    with pytest.raises(NotBuilt):
        export("ssda903", "sample", 2026, tmp_path / "return.xml", True, print)


def test_without_the_authoritys_number_nothing_is_written_unasked(
    warehouse: Warehouse, night, tmp_path: Path
) -> None:
    path, out = night(), tmp_path / "return.xml"
    with duckdb.connect(str(path)) as work:
        work.execute("update cin_census.header set lea = null")
    publish_results(path, RUN)
    with pytest.raises(ConfigurationError, match=r"LEA.*authorities\.yaml, sample"):
        export("cin-census", "sample", 2026, out, False, print)
    assert list(tmp_path.glob("*.xml")) == [tmp_path / "census.xml"]
    said: list[str] = []
    export("cin-census", "sample", 2026, out, True, said.append)
    assert out.exists() and any("LEA" in line for line in said)


def test_rules_whose_data_did_not_come_hold_the_return_up(
    warehouse: Warehouse, night, tmp_path: Path
) -> None:
    path = night()
    with duckdb.connect(str(path)) as work:
        for rule, column in (("r8", "cin_details.cin_closure_date"), ("r9", "section_47.initial_cpc_target")):
            work.execute(
                "insert into main.rule_result by name select ? as rule, 'cin_census' as return_name, 'error' as"
                " severity, 'rule' as kind, 'not_run' as outcome, 0 as findings, 'not supplied: ' || ? as reason",
                [rule, column],
            )
            work.execute(
                "insert into cin_census.delivered_column values (?, ?, true, false, ?)",
                [*column.split("."), rule == "r8"],
            )
    publish_results(path, RUN)
    assert warehouse.ask("select rules_not_run from returns.publication") == [(1,)]


def test_a_control_character_stops_the_file_and_the_taking_stays_on_record(
    warehouse: Warehouse, night, tmp_path: Path
) -> None:
    path, out = night(), tmp_path / "return.xml"
    with duckdb.connect(str(path)) as work:
        work.execute("update cin_census.child_identifiers set upn = 'SECRET' || chr(7) where record = 42")
    publish_results(path, RUN)
    with pytest.raises(ReturnNotReady, match=r"child_identifiers\.upn, record 42") as stopped:
        export("cin-census", "sample", 2026, out, False, print)
    assert "SECRET" not in str(stopped.value)
    assert not out.exists()
    assert list(tmp_path.glob(".*")) == []
    assert warehouse.ask("select count(*) from audit.taking") == [(1,)]


def test_a_folder_that_is_not_there_is_named(warehouse: Warehouse, night, tmp_path: Path) -> None:
    publish_results(night(), RUN)
    with pytest.raises(ConfigurationError, match="nowhere"):
        export("cin-census", "sample", 2026, tmp_path / "nowhere" / "return.xml", False, print)


def test_an_older_servers_access_file_gets_the_new_login(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASECLOCK_HOME", str(tmp_path))
    monkeypatch.delenv("CASECLOCK_DATABASE_URL", raising=False)
    owner = server.ensure_running()
    try:
        known = kept.read()
        assert known is not None
        with psycopg.connect(owner, autocommit=True) as connection:
            connection.execute("drop role caseclock_filer")
        kept.write(
            replace(known, passwords={k: v for k, v in known.passwords.items() if k != "caseclock_filer"})
        )
        assert server.ensure_running() == owner
        with psycopg.connect(server.url("filer")) as connection:
            assert connection.execute("select current_user").fetchone() == ("caseclock_filer",)
        with pytest.raises(ReturnNotReady, match="no year of it"):
            export("cin-census", "sample", 2026, tmp_path / "return.xml", False, print)
    finally:
        server.stop()
