"""What has had its time goes, the rest stays, and the DAG says how much went."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from caseclock import housekeeping
from caseclock.settings import private_folder, settings

DAY = 24 * 3600


@pytest.fixture
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("CASECLOCK_HOME", str(tmp_path))
    monkeypatch.setenv("CASECLOCK_DATA", str(tmp_path / "data"))
    return tmp_path


def aged(path: Path, days: float) -> Path:
    private_folder(path.parent)
    path.write_bytes(b"1234")
    then = time.time() - days * DAY
    os.utime(path, (then, then))
    return path


def test_only_work_files_of_dead_nights_go(own_home: Path) -> None:
    dead = aged(settings().work / "alpha" / "one.duckdb", 2)
    alive = aged(settings().work / "alpha" / "two.duckdb", 0.5)
    assert housekeeping.work_files() == {"files": 1, "bytes": 4}
    assert not dead.exists()
    assert alive.exists()


def test_only_reports_that_no_night_replaces_go(own_home: Path) -> None:
    old = aged(settings().reports / "gone" / "findings.csv", 36)
    new = aged(settings().reports / "alpha" / "findings.csv", 34)
    outside = aged(own_home / "kept.csv", 400)
    (settings().reports / "alpha" / "link.csv").symlink_to(outside)
    assert housekeeping.reports() == {"files": 1, "bytes": 4}
    assert not old.exists()
    assert new.exists()
    assert outside.exists()


def test_nothing_there_is_nothing_removed(own_home: Path) -> None:
    assert housekeeping.work_files() == housekeeping.reports() == {"files": 0, "bytes": 0}
    assert housekeeping.deliveries(date(2026, 3, 31)) == {"days": 0}


def test_the_dag_removes_and_counts(run: Callable[..., tuple[Any, dict[str, str]]], home: Path) -> None:
    from caseclock.publish.ready import make_ready
    from caseclock.warehouse.connection import connect
    from caseclock.warehouse.server import ensure_running

    make_ready("alpha")
    today = datetime.now(UTC).date()
    with connect(ensure_running()) as connection:
        for key, resolved in ((1, date(2020, 1, 1)), (2, today), (3, None)):
            connection.execute(
                "insert into quality.finding (authority, finding_key, rule, return_name, severity, records,"
                " first_seen, last_seen, resolved_at, run_id)"
                " values ('alpha', %s, 'housekeeping', 'local', 'error', 1, '2019-01-01', '2019-01-01', %s, 'r')",
                [key, resolved],
            )
    aged(settings().work / "gamma" / "one.duckdb", 2)

    done, states = run("housekeeping")
    assert done.state == "success", states
    told = {each.task_id: each.xcom_pull(task_ids=each.task_id) for each in done.get_task_instances()}
    assert told["closed_findings"] == {"findings": 1}
    assert told["work_files"] == {"files": 1, "bytes": 4}
    with connect(ensure_running()) as connection:
        left = connection.execute(
            "select finding_key from quality.finding where rule = 'housekeeping' order by 1"
        )
        assert left.fetchall() == [(2,), (3,)]
