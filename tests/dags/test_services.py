"""The services of `make serve`: started in order, a night run by a real worker, stopped without a trace."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psutil
import pytest

from caseclock import service_processes, service_settings, services
from caseclock.errors import CaseclockError, ConfigurationError, RunBusy

ROOT = Path(__file__).resolve().parents[2]
AS_AT = date(2026, 3, 31)
AUTHORITY = """
authorities:
  - name: alpha
    title: Alpha
    code: "201"
    sources: [{name: case_system, kind: folder, system: liquidlogic, where: "in/alpha", wait_minutes: 1}]
"""


class Served:
    """A running `caseclock serve`: what it printed, and its API."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port, self.output = port, folder / "serve.txt"
        self.state = folder / ".caseclock" / "airflow"
        given = {
            key: value for key, value in os.environ.items() if not key.startswith(("AIRFLOW", "CASECLOCK"))
        }
        environment = {
            **given,
            "CASECLOCK_HOME": str(folder),
            "CASECLOCK_CONFIG": str(folder / "config"),
            "CASECLOCK_DATA": str(folder / "data"),
        }
        with self.output.open("w") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "caseclock.cli", "serve", "--port", str(port)],
                env=environment, stdout=file, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        self.headers = {"Content-Type": "application/json"}

    def printed(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def until(self, what: Callable[[], Any], seconds: float) -> Any:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.printed()
            if found := what():
                return found
            time.sleep(0.5)
        raise AssertionError(f"not within {seconds} s: {self.printed()[-1000:]}")

    def log_in(self) -> None:
        user, password = re.search(r"Login\s+(\S+) / (\S+)", self.printed()).groups()
        given = {"username": user, "password": password}
        token = self.until(lambda: self.ask("/auth/token", given), 60)["access_token"]
        self.headers["Authorization"] = f"Bearer {token}"

    def ask(self, path: str, body: Any = None) -> Any:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers=self.headers,
        )
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            # On SQLite Airflow answers 500 when another of its services writes; then a person asks again.
            if error.code in (404, 409, 500):
                return None
            raise


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    from caseclock.synthetic import generate

    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "authorities.yaml").write_text(AUTHORITY, encoding="utf-8")
    generate(40, 2, AS_AT, 1, "liquidlogic", 0.0, tmp_path / "data" / "in" / "alpha")
    running = Served(tmp_path, free_port())
    yield running
    if running.process.poll() is None:
        running.process.terminate()
        running.process.wait(60)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASECLOCK_HOME", str(tmp_path))
        from caseclock.warehouse import server

        server.stop()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.mark.smoke
def test_a_night_by_a_real_worker(served: Served) -> None:
    served.until(lambda: "Stop       Ctrl-C" in served.printed(), 120)
    served.log_in()
    assert stat.S_IMODE((served.state / "passwords.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((served.state / "airflow.db").stat().st_mode) == 0o600

    served.until(lambda: served.ask("/api/v2/dags/nightly"), 60)
    runs = "/api/v2/dags/nightly/dagRuns"
    asked = {"dag_run_id": "asked_for", "logical_date": None, "conf": {"as_at": AS_AT.isoformat()}}
    served.until(lambda: served.ask(f"{runs}/asked_for") or served.ask(runs, asked), 90)
    served.until(lambda: (served.ask(f"{runs}/asked_for") or {}).get("state") in ("success", "failed"), 180)
    tasks = served.until(lambda: served.ask(f"{runs}/asked_for/taskInstances"), 60)["task_instances"]
    assert {each["task_id"]: each["state"] for each in tasks if each["state"] != "success"} == {}
    assert {each["rendered_map_index"] for each in tasks if each["map_index"] >= 0} == {"alpha"}

    sessions = {fact["pid"] for fact in json.loads((served.state / "services.json").read_text())}
    assert len(sessions) == 4
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(60) == 0
    assert not [pid for pid in psutil.pids() if session_of(pid) in sessions]


def session_of(pid: int) -> int:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return -1


def test_a_port_that_is_taken_is_refused_by_its_number() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigurationError, match=str(port)):
            services.serve(port)


def test_a_second_supervisor_is_refused(tmp_path: Path) -> None:
    with services._alone(tmp_path), pytest.raises(RunBusy), services._alone(tmp_path):
        pass


def test_services_of_a_killed_supervisor_are_ended_and_others_left(tmp_path: Path) -> None:
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    ours = subprocess.Popen(sleeper, start_new_session=True)
    other = subprocess.Popen(sleeper, start_new_session=True)
    facts = [
        {"pid": ours.pid, "created": psutil.Process(ours.pid).create_time()},
        {"pid": other.pid, "created": 1.0},
    ]
    (tmp_path / "services.json").write_text(json.dumps(facts))
    try:
        service_processes.end_left_behind(tmp_path)
        assert ours.wait(10) == -signal.SIGKILL
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_service_that_stops_by_itself_is_told_with_its_log(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""], start_new_session=True)
    gone.wait()
    service = service_processes.Service("scheduler", gone, tmp_path / "scheduler.log")
    with pytest.raises(CaseclockError, match=r"scheduler stopped by itself.*scheduler\.log"):
        services._check_running([service])


def test_every_service_gets_the_same_secrets_and_only_the_loopback(tmp_path: Path) -> None:
    first, second = (service_settings.environment(tmp_path, 8080) for _ in range(2))
    assert first == second
    assert first["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert first["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"].startswith("http://127.0.0.1:8080/")
    assert len(first["AIRFLOW__API_AUTH__JWT_SECRET"]) >= 48
    assert "PYTHONDONTWRITEBYTECODE" not in first
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600
