"""`make run` as a program: what it says, and its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run_night(
    tmp_path: Path, *arguments: str, config: Path | None = None
) -> subprocess.CompletedProcess[str]:
    given = {key: value for key, value in os.environ.items() if not key.startswith(("AIRFLOW", "CASECLOCK"))}
    environment = given | {"CASECLOCK_HOME": str(tmp_path), "CASECLOCK_CONFIG": str(config or tmp_path)}
    return subprocess.run(
        [sys.executable, str(ROOT / "plugins" / "run_night.py"), *arguments],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_what_is_no_date_is_refused(tmp_path: Path) -> None:
    done = run_night(tmp_path, "--as-at", "31/12/2025")
    assert done.returncode == 18
    assert "--as-at is not a date." in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_task_that_fails_is_told_with_its_exit_code(tmp_path: Path) -> None:
    """No authorities.yaml lies in the folder: the DAG's first task says so, and so does the program."""
    done = run_night(tmp_path, "--as-at", "2026-03-31")
    assert done.returncode == 13
    assert "choose_authorities" in done.stdout
    assert "The configuration has no authorities.yaml." in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    log = tmp_path / ".caseclock" / "airflow_run" / "night.log"
    assert str(log) in done.stdout
    assert log.stat().st_mode & 0o777 == 0o600
