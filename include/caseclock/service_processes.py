"""One Airflow service as a process of its own session, and the ending of all that it started."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from caseclock.settings import private_folder

REMEMBERED = "services.json"


@dataclass(frozen=True)
class Service:
    """A started service: its name, its process (which leads a session), and its log file."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @classmethod
    def start(cls, name: str, options: Sequence[str], home: Path, environment: Mapping[str, str]) -> Service:
        """Start `airflow <name> <options>`; what it prints goes to logs/services/<name>.log."""
        log = private_folder(home / "logs" / "services") / f"{name}.log"
        with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "airflow", name, *options],
                env=dict(environment),
                cwd=home,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                umask=0o077,
            )
        return cls(name, process, log)

    @property
    def pid(self) -> int:
        """The process id, which is the id of its session and of its first process group too."""
        return self.process.pid

    def is_alive(self) -> bool:
        """Whether the service itself still runs."""
        return self.process.poll() is None

    def terminate(self) -> None:
        """Send TERM to the service's process group."""
        if self.is_alive():
            os.killpg(self.pid, signal.SIGTERM)


def end_sessions(sessions: Iterable[int]) -> None:
    """KILL every process of these sessions, tasks in groups of their own included."""
    wanted = set(sessions)
    for pid in psutil.pids() if wanted else ():
        try:
            if os.getsid(pid) in wanted:
                os.kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


def remember(home: Path, services: Sequence[Service]) -> None:
    """Write which processes are ours, so that the next start finds what a killed one left behind."""
    facts = []
    for each in services:
        try:
            facts.append({"pid": each.pid, "created": psutil.Process(each.pid).create_time()})
        except psutil.NoSuchProcess:
            continue
    path = home / REMEMBERED
    partial = path.with_suffix(".partial")
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(facts, file)
    os.replace(partial, path)


def end_left_behind(home: Path) -> None:
    """End services that outlived a supervisor which was killed.

    A process counts as ours only with the start time that was written down: ids are used again.
    """
    try:
        facts = json.loads((home / REMEMBERED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    ours = []
    for fact in facts:
        try:
            if psutil.Process(fact["pid"]).create_time() == fact["created"]:
                ours.append(fact["pid"])
        except psutil.NoSuchProcess:
            continue
    end_sessions(ours)
    remember(home, [])
