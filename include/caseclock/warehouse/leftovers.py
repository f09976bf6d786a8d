"""What a killed server leaves behind: a lock file, and for a moment its own processes."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from caseclock.errors import WarehouseUnavailable

ORPHANS_MAY_TAKE = 10.0
"""Seconds until the processes of a dead server are asked to stop at once."""


def is_alive(data: Path, name: str) -> bool:
    """Whether the process named in the data folder's lock file runs and serves that folder.

    data: the server's data folder; name: what the server calls itself. A number that another program
    got since, and a process that is dead but not yet buried, are not alive.
    """
    number = _locked_by(data)
    if number is None:
        return False
    said = _command_line(number)
    return str(data) in said or f": {name}" in said


def clear(data: Path, name: str) -> None:
    """Take away the lock file of a server that is dead, once none of its processes is left.

    PostgreSQL does so itself when the number in the file is free; not when another program has it, or
    when the dead process is not buried yet. Raises WarehouseUnavailable when a process does not end.
    """
    if _outlast(name, lambda number: None):
        _outlast(name, lambda number: _signal(number, signal.SIGQUIT))
    left = _processes(name)
    if left:
        raise WarehouseUnavailable(
            "Processes of a server that was killed are still at work.",
            where=", ".join(map(str, left)),
            do="End the processes with these numbers, then start again.",
        )
    (data / "postmaster.pid").unlink(missing_ok=True)


def wait(answers: Callable[[], bool], data: Path, name: str, seconds: float) -> None:
    """Wait until the server answers or is gone, at most `seconds`."""
    until = time.monotonic() + seconds
    while is_alive(data, name) and not answers() and time.monotonic() < until:
        time.sleep(0.2)


def _outlast(name: str, first: Callable[[int], None]) -> bool:
    """Do `first` to the server's processes and wait a while for them to end; whether one is left."""
    for number in _processes(name):
        first(number)
    until = time.monotonic() + ORPHANS_MAY_TAKE
    while _processes(name) and time.monotonic() < until:
        time.sleep(0.1)
    return bool(_processes(name))


def _locked_by(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _command_line(number: int) -> str:
    """How the process was started; empty when there is none or it only waits to be buried."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    shown = subprocess.run(
        ["ps", "-o", "command=", "-p", str(number)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return shown.stdout


def _processes(name: str) -> list[int]:
    """Numbers of the server's own processes, which carry its name."""
    if not Path("/proc/self").exists():
        return []
    numbers = (int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit())
    return [number for number in numbers if _command_line(number).startswith(f"postgres: {name}:")]


def _signal(number: int, what: signal.Signals) -> None:
    try:
        os.kill(number, what)
    except OSError:
        return
