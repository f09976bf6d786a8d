"""Publishing into a real warehouse."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import psycopg
import pytest

from caseclock.errors import CaseclockError, ConfigurationError, KeyRefused, RunBusy, WarehouseUnavailable
from caseclock.publish import (
    Run,
    last_publication,
    make_ready,
    previous_counts,
    publish_quality,
    publish_results,
    read_crosswalk,
)
from caseclock.warehouse import connection as connections
from caseclock.warehouse import pseudonym
from caseclock.warehouse.checksum import checksum
from night_file import find, make_night
from warehouse_server import Warehouse

RUN = Run(
    authority="sample", as_at=date(2026, 3, 1), run_id="one", system="plain", delivery={"ssd": "a" * 64}
)


@pytest.fixture(autouse=True)
def a_key() -> None:
    pseudonym.key()


@pytest.fixture
def night(warehouse: Warehouse, tmp_path: Path) -> Path:
    return make_night(tmp_path / "night.duckdb", warehouse.owner)


def test_a_night_arrives_whole(warehouse: Warehouse, night: Path) -> None:
    counts = publish_results(night, RUN)
    assert counts["core.fct_contact"] == counts["mart.clock_ledger"] == 50
    assert warehouse.ask("select count(*), min(authority) from reporting.clock_ledger", "reader") == [
        (50, "sample")
    ]
    said = warehouse.ask("select source_code from core.fct_contact where day_ordinal = 7")
    assert said == [('say "é, 07',)]
    with duckdb.connect(str(night)) as work:
        before = work.execute(
            "select epoch_us(contact_at) from core.fct_contact order by day_ordinal"
        ).fetchall()
    after = warehouse.ask(
        "select (extract(epoch from contact_at) * 1000000)::bigint from core.fct_contact order by day_ordinal"
    )
    assert before == after


def test_empty_text_and_null_stay_apart(warehouse: Warehouse, night: Path) -> None:
    with duckdb.connect(str(night)) as work:
        work.execute("update core.dim_team set team_name = '', team_code = null")
    publish_results(night, RUN)
    assert warehouse.ask("select distinct team_name, team_code from core.dim_team") == [("", None)]


def test_publishing_twice_is_publishing_once(warehouse: Warehouse, night: Path) -> None:
    publish_results(night, RUN)
    first = checksum(warehouse.owner)
    with duckdb.connect(str(night)) as work:
        work.execute(
            "create or replace table mart.clock_ledger as from mart.clock_ledger order by hash(ledger_key + 1)"
        )
    publish_results(night, replace(RUN, run_id="two"))
    assert checksum(warehouse.owner) == first
    assert warehouse.ask("select count(*) from audit.publication") == [(2,)]


def test_another_night_is_another_checksum(warehouse: Warehouse, night: Path, tmp_path: Path) -> None:
    publish_results(night, RUN)
    first = checksum(warehouse.owner)
    publish_results(make_night(tmp_path / "next.duckdb", warehouse.owner, salt=1), replace(RUN, run_id="two"))
    assert checksum(warehouse.owner) != first


def test_authorities_do_not_touch_each_other(warehouse: Warehouse, night: Path) -> None:
    publish_results(night, RUN)
    publish_results(night, replace(RUN, authority="other"))
    with duckdb.connect(str(night)) as work:
        work.execute("delete from mart.measure_row")
    publish_results(night, RUN)
    rows = "select authority, count(*) from mart.measure_row group by 1"
    assert warehouse.ask(rows) == [("other", 50)]


def test_two_authorities_at_once(warehouse: Warehouse, night: Path) -> None:
    failed: list[BaseException] = []

    def go(authority: str) -> None:
        try:
            for turn in range(5):
                publish_results(night, replace(RUN, authority=authority, run_id=f"{turn}"))
        except BaseException as error:
            failed.append(error)

    both = [threading.Thread(target=go, args=(name,)) for name in ("north", "south")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert failed == []
    assert warehouse.ask("select count(*) from core.fct_visit") == [(100,)]


def test_the_second_of_one_authority_is_told(warehouse: Warehouse, night: Path) -> None:
    publish_results(night, RUN)
    with psycopg.connect(warehouse.owner) as holder:
        holder.execute("select pg_advisory_xact_lock(hashtext('caseclock publish'), hashtext('sample'))")
        for publish in (publish_results, publish_quality):
            with pytest.raises(RunBusy):
                publish(night, RUN)
    assert warehouse.ask("select count(*) from mart.measure_row") == [(50,)]


def test_a_reader_neither_waits_nor_makes_wait(warehouse: Warehouse, night: Path, tmp_path: Path) -> None:
    publish_results(night, RUN)
    with psycopg.connect(warehouse.login("reader")) as reader:
        ask = "select sum(elapsed), count(*) from reporting.clock_ledger"
        before = (
            reader.execute("set transaction isolation level repeatable read")
            .connection.execute(ask)
            .fetchone()
        )
        make_ready("newcomer")  # a new authority's partitions do not wait either
        publish_results(make_night(tmp_path / "next.duckdb", warehouse.owner, salt=1, count=60), RUN)
        assert reader.execute(ask).fetchone() == before
        reader.rollback()
        assert reader.execute(ask).fetchone() != before


def test_what_the_next_night_needs(warehouse: Warehouse, night: Path) -> None:
    assert last_publication("sample") is None
    assert previous_counts("sample") == {}
    assert read_crosswalk("sample").num_rows == 0
    publish_results(night, RUN)
    last = last_publication("sample")
    assert last is not None
    assert (last.as_at, last.run_id, dict(last.delivery)) == (RUN.as_at, "one", {"ssd": "a" * 64})
    assert last.published["core.fct_plan"] == 50
    assert previous_counts("sample") == {"ssd_person": 98}
    known = read_crosswalk("sample")
    assert known.num_rows == 50
    assert known.column("authority").to_pylist() == ["sample"] * 50


def test_a_night_run_again_compares_itself_with_the_same_earlier_night(
    warehouse: Warehouse, night: Path
) -> None:
    first, second, third = (date(2026, 3, day) for day in (1, 2, 3))
    for as_at in (first, second, third, first):
        publish_results(night, replace(RUN, as_at=as_at, run_id=f"night {as_at.day}"))
    before = last_publication("sample", before=third)
    now = last_publication("sample")
    assert before is not None and before.as_at == second
    assert now is not None and now.as_at == first


def test_a_month_that_is_over_is_frozen_once(warehouse: Warehouse, night: Path) -> None:
    figure = (
        "insert into mart.measure_value (measure, version, period, period_start, period_end, level, locality_key,"
        " team_key, post, band, numerator, denominator, value) values"
        " ('frozen', 1, 'month', '2026-02-01', '2026-02-28', 'authority', -2, -2, '', null, ?, 10, ?),"
        " ('frozen', 1, 'month', '2026-03-01', '2026-03-31', 'authority', -2, -2, '', null, ?, 10, ?)"
    )
    frozen = "select month, numerator, band, as_at from reporting.month_snapshot where measure = 'frozen' order by 1"
    february, march = date(2026, 2, 1), date(2026, 3, 1)
    expected = [(february, 4, "", date(2026, 2, 28)), (march, 7, "", date(2026, 3, 31))]
    for as_at, numerator in ((date(2026, 2, 28), 4), (date(2026, 3, 30), 5), (date(2026, 3, 31), 7)):
        with duckdb.connect(str(night)) as work:
            work.execute("delete from mart.measure_value where measure = 'frozen'")
            work.execute(figure, [numerator, numerator * 10.0] * 2)
        for again in ("one", "two"):
            publish_results(night, replace(RUN, as_at=as_at, run_id=again))
            assert warehouse.ask(frozen, "reader") == expected[: 1 if as_at < date(2026, 3, 31) else 2]


def test_a_column_that_does_not_fit_is_named(warehouse: Warehouse, night: Path) -> None:
    publish_results(night, RUN)
    with duckdb.connect(str(night)) as work:
        work.execute("alter table core.fct_plan rename column initial_category to first_category")
        work.execute("drop table mart.measure_status")
    with pytest.raises(CaseclockError) as refused:
        publish_results(night, RUN)
    for part in (
        "core.fct_plan lacks initial_category",
        "core.fct_plan has first_category",
        "mart.measure_status",
    ):
        assert part in refused.value.what
    assert warehouse.ask("select count(*) from core.fct_plan") == [(50,)]


def test_a_doubled_key_stops_the_night(warehouse: Warehouse, night: Path) -> None:
    publish_results(night, RUN)
    with duckdb.connect(str(night)) as work:
        work.execute("insert into core.fct_plan from core.fct_plan limit 1")
    with pytest.raises(CaseclockError, match="UniqueViolation"):
        publish_results(night, RUN)
    assert warehouse.ask("select count(*) from audit.publication") == [(1,)]


def test_a_name_that_is_none_is_refused(warehouse: Warehouse, night: Path) -> None:
    with pytest.raises(ConfigurationError):
        publish_results(night, replace(RUN, authority="x'; drop table audit.step; --"))


def test_another_key_is_refused_before_anything_is_written(
    warehouse: Warehouse, night: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_results(night, RUN)
    monkeypatch.setenv("CASECLOCK_PSEUDONYM_KEY", "ab" * 32)
    for publish in (publish_results, publish_quality):
        with pytest.raises(KeyRefused):
            publish(night, RUN)
    assert warehouse.ask("select count(*) from audit.publication") == [(1,)]
    assert warehouse.ask("select count(*) from quality.run") == [(0,)]


def test_a_connection_that_is_cut_publishes_nothing(
    warehouse: Warehouse, night: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseclock.publish import results

    publish_results(night, RUN)
    before = checksum(warehouse.owner)
    whole = results.rows.replace

    def cut(connection: psycopg.Connection, *rest: object) -> int:
        if rest[1].name == "measure_row":
            with psycopg.connect(warehouse.owner) as killer:
                killer.execute("grant caseclock_loader to current_user")
                killer.execute("select pg_terminate_backend(%s)", [connection.info.backend_pid])
        return whole(connection, *rest)

    monkeypatch.setattr(results.rows, "replace", cut)
    with pytest.raises(WarehouseUnavailable):
        publish_results(night, replace(RUN, run_id="two"))
    assert checksum(warehouse.owner) == before


def test_no_server_is_one_clear_error_without_the_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(connections, "PATIENCE", 0.5)
    monkeypatch.setenv("CASECLOCK_DATABASE_URL", "postgresql://me:hush@127.0.0.1:1/none")
    with pytest.raises(WarehouseUnavailable) as refused:
        last_publication("sample")
    assert "127.0.0.1:1/none" in str(refused.value)
    assert "hush" not in str(refused.value)
    assert refused.value.__suppress_context__


class TestFindings:
    """A finding is one finding for as long as it lasts."""

    STATE = (
        "select finding_key, first_seen, last_seen, resolved_at, reopened_at from quality.finding order by 1"
    )

    def night(
        self, path: Path, day: int, findings: list[tuple[int, str, str]], **rules: str
    ) -> dict[str, int]:
        run = replace(RUN, as_at=date(2026, 3, day), run_id=f"night {day}")
        return publish_quality(find(path, findings, rules), run)

    def test_seen_gone_and_back(self, warehouse: Warehouse, night: Path) -> None:
        first, second, third = (date(2026, 3, day) for day in (1, 2, 3))
        assert self.night(night, 1, [(1, "a", "x"), (2, "a", "x")], a="broken")["new"] == 2
        counts = self.night(night, 2, [(1, "a", "x")], a="broken")
        assert counts == {"open": 1, "new": 0, "reopened": 0, "resolved": 1}
        assert warehouse.ask(self.STATE) == [(1, first, second, None, None), (2, first, first, second, None)]
        self.night(night, 3, [(1, "a", "x"), (2, "a", "x")], a="broken")
        assert warehouse.ask(self.STATE) == [(1, first, third, None, None), (2, first, third, None, third)]

    def test_another_value_reopens(self, warehouse: Warehouse, night: Path) -> None:
        self.night(night, 1, [(1, "a", "x")], a="broken")
        assert self.night(night, 2, [(1, "a", "y")], a="broken")["reopened"] == 1

    def test_a_rule_that_did_not_run_resolves_nothing(self, warehouse: Warehouse, night: Path) -> None:
        self.night(night, 1, [(1, "a", "x"), (2, "b", "x")], a="broken", b="broken")
        counts = self.night(night, 2, [], a="not_run", b="held")
        assert (counts["open"], counts["resolved"]) == (1, 1)
        assert warehouse.ask("select open_findings from reporting.finding_count order by rule", "reader") == [
            (1,),
            (0,),
        ]

    def test_a_second_try_changes_nothing(self, warehouse: Warehouse, night: Path) -> None:
        for _ in range(2):
            self.night(night, 1, [(1, "a", "x"), (1, "a", "z")], a="broken")
        assert warehouse.ask("select count(*), min(records) from quality.finding") == [(1, 2)]
        assert warehouse.ask("select count(*) from quality.rule_result") == [(1,)]
        assert warehouse.ask("select rows_in, rows_loaded, rows_quarantined from quality.reconciliation") == [
            (100, 98, 2)
        ]

    def test_a_past_night_run_again_does_not_undo_a_later_one(
        self, warehouse: Warehouse, night: Path
    ) -> None:
        self.night(night, 1, [(1, "a", "x"), (2, "a", "x")], a="broken")
        self.night(night, 3, [(1, "a", "y"), (3, "a", "x")], a="broken")
        after = warehouse.ask(self.STATE)
        self.night(night, 2, [(1, "a", "x"), (2, "a", "x")], a="broken")
        assert warehouse.ask(self.STATE) == after

    def test_no_local_id_outside_identity(self, warehouse: Warehouse, night: Path) -> None:
        self.night(night, 1, [(1, "a", "x")], a="broken")
        assert "id1" not in str(warehouse.ask("select * from quality.finding"))
        assert warehouse.ask("select child_id from identity.finding_value") == [("id1",)]

    def test_row_counts_that_do_not_add_up_are_refused(self, warehouse: Warehouse, night: Path) -> None:
        with duckdb.connect(str(night)) as work:
            work.execute("update main.delivered set rows_loaded = 97")
        with pytest.raises(CaseclockError, match="quality"):
            publish_quality(night, RUN)
