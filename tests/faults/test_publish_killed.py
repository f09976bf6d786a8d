"""A night that dies while it publishes: yesterday's figures or today's, and nothing between."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
import pytest

from caseclock.publish import Run, publish_results
from caseclock.warehouse import pseudonym, steps
from caseclock.warehouse.checksum import checksum
from night_file import make_night
from warehouse_server import Warehouse

RUN = Run("sample", date(2026, 3, 1), "one", "plain")
SECOND = date(2026, 3, 2)
LAST_PUBLISHED = "select as_at from reporting.publication"
SEEDS = int(os.environ.get("CASECLOCK_CRASH_SEEDS", "5"))
LARGE = {"mart.clock_ledger": 60_000, "mart.measure_row": 40_000}

PUBLISH = """
import sys
from datetime import date
from pathlib import Path
from caseclock.publish import Run, publish_results
print("ready", flush=True)
publish_results(Path(sys.argv[1]), Run("sample", date(2026, 3, 2), "two", "plain"))
"""


@pytest.mark.crash
def test_killed_at_any_moment_the_warehouse_is_whole(warehouse: Warehouse, tmp_path: Path) -> None:
    pseudonym.key()
    publish_results(make_night(tmp_path / "before.duckdb", warehouse.owner, large=LARGE), RUN)
    before = checksum(warehouse.owner)
    night = make_night(tmp_path / "after.duckdb", warehouse.owner, salt=1, large=LARGE)
    publish_results(night, replace(RUN, as_at=SECOND, run_id="two"))
    after = checksum(warehouse.owner)
    assert after != before
    chance = random.Random(20260301)
    for _ in range(SEEDS):
        publish_results(tmp_path / "before.duckdb", RUN)
        assert checksum(warehouse.owner) == before
        _publish_and_kill(night, chance.uniform(0.0, 1.5))
        _wait_until_alone(warehouse)
        # It may have been quicker than the kill; which of the two it is, a reader is told.
        published = warehouse.ask(LAST_PUBLISHED)[0][0]
        assert (published, checksum(warehouse.owner)) in ((RUN.as_at, before), (SECOND, after))
    publish_results(night, replace(RUN, as_at=SECOND, run_id="two"))
    assert checksum(warehouse.owner) == after
    assert warehouse.ask("select count(*) from mart.clock_ledger") == [(60_000,)]


def _publish_and_kill(night: Path, seconds: float) -> None:
    """Start publishing, and kill it after so long."""
    child = subprocess.Popen([sys.executable, "-c", PUBLISH, str(night)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    child.wait()


def _wait_until_alone(warehouse: Warehouse) -> None:
    """Wait until the server has noticed that its client is dead; until then it may still commit."""
    others = (
        "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    )
    until = time.monotonic() + 30
    while warehouse.ask(others) != [(0,)] and time.monotonic() < until:
        time.sleep(0.05)


def test_the_database_killed_in_the_middle_keeps_yesterday(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseclock.errors import WarehouseUnavailable
    from caseclock.publish import results
    from caseclock.warehouse import server

    monkeypatch.setenv("CASECLOCK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CASECLOCK_DATABASE_URL", raising=False)
    pseudonym.key()
    owner = server.ensure_running()
    try:
        steps.apply(owner)
        first = make_night(tmp_path / "first.duckdb", owner)
        publish_results(first, RUN)
        before = checksum(owner)
        second = make_night(tmp_path / "second.duckdb", owner, salt=1)
        whole = results.rows.replace

        def killed(connection: psycopg.Connection, work: object, table: object, authority: str) -> int:
            if table.name == "measure_row":
                lock = tmp_path / "home/.caseclock/warehouse/data/postmaster.pid"
                os.kill(int(lock.read_text().split("\n")[0]), signal.SIGKILL)
                time.sleep(0.5)
            return whole(connection, work, table, authority)

        with monkeypatch.context() as patch:
            patch.setattr(results.rows, "replace", killed)
            with pytest.raises(WarehouseUnavailable):
                publish_results(second, replace(RUN, run_id="two"))
        # The next try starts the server again by itself, and succeeds.
        assert server.ensure_running() == owner
        assert checksum(owner) == before
        publish_results(second, replace(RUN, run_id="two"))
        assert checksum(owner) != before
    finally:
        server.stop()
