"""Airflow's services on one machine: started in the right order, watched, and stopped cleanly.

Only for this machine: the pages and the task API answer on 127.0.0.1 alone, and no other port is
opened. Airflow is started as separate programs; nothing of it is imported here.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console

from caseclock import service_settings
from caseclock.errors import CaseclockError, ConfigurationError, RunBusy
from caseclock.service_processes import Service, end_left_behind, end_sessions, remember
from caseclock.settings import private_folder, settings

API_SERVER = "api-server"
START_SECONDS = 120
GRACE_SECONDS = 30.0
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def serve(port: int = 8080) -> int:
    """Serve Airflow on 127.0.0.1:`port` until told to stop (Ctrl-C or TERM); return 0 then.

    Starts the warehouse, brings Airflow's database (SQLite in the state folder, unless the environment
    names another) up to date, starts the api-server, waits until it answers, then starts the scheduler,
    the dag-processor and the triggerer. Prints the address, the login and where the logs lie.
    Raises ConfigurationError when the port is taken, RunBusy when Airflow is served already from the
    same state folder, WarehouseUnavailable when the warehouse cannot be started, and CaseclockError
    with the log's path when a service does not start or stops by itself.
    """
    console = Console(highlight=False, soft_wrap=True)
    home = private_folder(settings().state / "airflow")
    stop = threading.Event()
    with _alone(home), _told_to_stop(stop):
        end_left_behind(home)
        _check_port(port)
        environment = service_settings.environment(home, port)
        _start_warehouse(console)
        services: list[Service] = []
        try:
            _migrate(home, environment, console)
            if not stop.is_set():
                _start_all(services, home, environment, port, stop, console)
            if not stop.is_set():
                _tell(console, home, port)
            _watch(services, stop)
        finally:
            console.print("Stopping Airflow.")
            _stop_all(services, stop)
            remember(home, [])
            console.print(
                "Airflow has stopped. The warehouse keeps running: `caseclock warehouse stop` ends it."
            )
    return 0


def _start_all(
    services: list[Service],
    home: Path,
    environment: Mapping[str, str],
    port: int,
    stop: threading.Event,
    console: Console,
) -> None:
    def start(name: str, *options: str, **more: str) -> None:
        services.append(Service.start(name, options, home, {**environment, **more}))
        remember(home, services)

    console.print("Starting Airflow: the api-server first.")
    start(API_SERVER)
    _until(lambda: _answer(port, "/api/v2/version") is not None, services, stop, services[0])
    console.print("Starting the scheduler, the dag-processor and the triggerer.")
    start("scheduler", "--skip-serve-logs", CASECLOCK_PRELOAD="1", AIRFLOW__CORE__LAZY_LOAD_PLUGINS="False")
    start("dag-processor")
    start("triggerer", "--skip-serve-logs")
    _until(lambda: _healthy(port), services, stop, services[1])


def _stop_all(services: list[Service], stop: threading.Event) -> None:
    """TERM in the order that lets tasks report their end, then KILL what is left after the grace."""
    stop.clear()
    deadline = time.monotonic() + GRACE_SECONDS
    first = [each for each in services if each.name != API_SERVER]
    last = [each for each in services if each.name == API_SERVER]
    for group in (first, last):
        for each in group:
            each.terminate()
        while any(each.is_alive() for each in group) and time.monotonic() < deadline and not stop.is_set():
            time.sleep(0.2)
        if group is first:
            deadline = max(deadline, time.monotonic() + GRACE_SECONDS / 2)
    end_sessions([each.pid for each in services])


def _watch(services: list[Service], stop: threading.Event) -> None:
    while not stop.wait(0.5):
        _check_running(services)


def _check_running(services: list[Service]) -> None:
    for each in services:
        if not each.is_alive():
            raise CaseclockError(
                f"Airflow's {each.name} stopped by itself.",
                where=str(each.log),
                do="Read the end of that log; then start again.",
            )


def _until(ready: Any, services: list[Service], stop: threading.Event, slow: Service) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not stop.is_set() and not ready():
        _check_running(services)
        if time.monotonic() > deadline:
            raise CaseclockError(
                f"Airflow's {slow.name} did not answer within {START_SECONDS} seconds.",
                where=str(slow.log),
                do="Read the end of that log; then start again.",
            )
        stop.wait(0.5)


def _migrate(home: Path, environment: Mapping[str, str], console: Console) -> None:
    console.print("Bringing Airflow's own database up to date.")
    log = private_folder(home / "logs" / "services") / "migrate.log"
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        done = subprocess.run(
            [sys.executable, "-m", "airflow", "db", "migrate"],
            env=dict(environment),
            stdout=file,
            stderr=subprocess.STDOUT,
            umask=0o077,
            check=False,
        )
    if done.returncode:
        raise CaseclockError(
            "Airflow's own database could not be brought up to date.",
            where=str(log),
            do="Read the end of that log; then start again.",
        )


def _start_warehouse(console: Console) -> None:
    from caseclock.warehouse import server

    console.print("Starting the warehouse.")
    server.ensure_running()


def _tell(console: Console, home: Path, port: int) -> None:
    user, password = service_settings.login(home)
    console.print()
    console.print(f"Airflow    http://127.0.0.1:{port}")
    console.print(f"Login      {user} / {password}   (kept in {service_settings.password_file(home)})")
    console.print(f"Logs       {home / 'logs'}")
    console.print("Stop       Ctrl-C")


def _answer(port: int, path: str) -> Any:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return json.load(answer)
    except (OSError, ValueError, urllib.error.URLError):
        return None


def _healthy(port: int) -> bool:
    answer = _answer(port, "/api/v2/monitor/health") or {}
    return all(
        (answer.get(part) or {}).get("status") == "healthy"
        for part in ("scheduler", "dag_processor", "triggerer")
    )


def _check_port(port: int) -> None:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise ConfigurationError(
                "The port is taken, or may not be used.",
                where=f"127.0.0.1:{port}",
                do="Name another: caseclock serve --port 8081.",
            ) from None


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    handle = os.open(home / "serve.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunBusy(
                "Airflow is already served from this folder.", where=str(home), do="Stop that one first."
            ) from None
        yield
    finally:
        os.close(handle)


@contextmanager
def _told_to_stop(stop: threading.Event) -> Iterator[None]:
    def told(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, told) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
