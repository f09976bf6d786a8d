"""A night that is killed at any moment and run again ends as one that was left alone."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

pytestmark = pytest.mark.crash

SEEDS = int(os.environ.get("CASECLOCK_CRASH_SEEDS", "3"))
FIRST, SECOND = "2026-03-30", "2026-03-31"
KILLED = -signal.SIGKILL
SEEN = """
select
    (select max(as_at) from reporting.publication),
    (select sum(hashtextextended(figure::text, 0)::numeric) from reporting.measure_value as figure),
    (select sum(hashtextextended(row::text, 0)::numeric) from reporting.clock_ledger as row)
"""
"""What a reader sees: the date, and a sum over every figure and every row behind it."""
LEAVE = """
select pg_terminate_backend(pid) from pg_stat_activity
where datname = %s and backend_type = 'client backend'
"""
"""What a killed night may have left at the server is asked to go; the drop waits for it."""


class Launcher:
    """Runs caseclock commands, one at a time, each in a process that can be killed."""

    def __init__(self) -> None:
        self.program = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("launcher.py"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._answer() == {"ready": True}

    def run(self, place: Place, *arguments: str, kill_after: float | None = None) -> int:
        """The exit code of a command; negative when a signal ended it, as kill_after seconds do."""
        asked = {"arguments": arguments, "environment": place.environment, "output": str(place.home / "said")}
        assert self.program.stdin
        self.program.stdin.write(json.dumps(asked) + "\n")
        self.program.stdin.flush()
        number = self._answer()["process"]
        if kill_after is not None:
            threading.Timer(kill_after, _kill, [number]).start()
        return int(self._answer()["code"])

    def _answer(self) -> dict[str, Any]:
        assert self.program.stdout
        return json.loads(self.program.stdout.readline())


def _kill(number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)


@dataclass(frozen=True)
class Place:
    """A home and a database of one's own, as they are after the first night or before it."""

    home: Path
    address: str

    @property
    def environment(self) -> dict[str, str]:
        return {
            "CASECLOCK_HOME": str(self.home),
            "CASECLOCK_DATABASE_URL": self.address,
            "CASECLOCK_PSEUDONYM_KEY": "5c" * 32,
        }

    def said(self) -> str:
        return (self.home / "said").read_text()

    def seen(self) -> tuple[Any, ...]:
        with psycopg.connect(self.address) as connection:
            row = connection.execute(SEEN).fetchone()
        assert row is not None
        return row


@dataclass
class Nights:
    """Two deliveries, what a reader sees after each, and how long the second night takes."""

    launcher: Launcher
    folder: Path
    base: Place
    seconds: float = 0
    seen: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    checksum: str = ""

    def night(self, place: Place, as_at: str, kill_after: float | None = None) -> int:
        arguments = ("nightly", str(self.folder / as_at), "--authority", "sample", "--as-at", as_at)
        return self.launcher.run(place, *arguments, kill_after=kill_after)

    def sum_of(self, place: Place) -> str:
        assert self.launcher.run(place, "warehouse", "checksum") == 0, place.said()
        return place.said().strip().splitlines()[-1]

    @contextlib.contextmanager
    def copy(self, name: str) -> Iterator[Place]:
        """A place of its own, as it was after the first night."""
        home = self.folder / name
        shutil.copytree(self.base.home, home)
        address = database(self.base.address, name, template=make_url(self.base.address).database or "")
        try:
            yield Place(home, address)
        finally:
            shutil.rmtree(home)
            database(self.base.address, name, drop=True)


def database(address: str, name: str, *, template: str = "template1", drop: bool = False) -> str:
    """Drop a database, and unless that was all make it from a template; its address."""
    url = make_url(address)
    with psycopg.connect(url.set(database="postgres").render_as_string(False), autocommit=True) as connection:
        quoted = sql.Identifier(name)
        # Not "with (force)": that is refused while autovacuum, which is not ours, is at work there.
        connection.execute(LEAVE, [name])
        connection.execute(sql.SQL("drop database if exists {}").format(quoted))
        if not drop:
            made = sql.SQL("create database {} template {}").format(quoted, sql.Identifier(template))
            connection.execute(made)
    return url.set(database=name).render_as_string(False)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    from caseclock.synthetic import generate
    from caseclock.warehouse import server

    folder = tmp_path_factory.mktemp("nights")
    for as_at in (FIRST, SECOND):
        generate(120, 2, date.fromisoformat(as_at), 4, "plain", 0.02, folder / as_at)
    home = folder / "home"
    home.mkdir(mode=0o700)
    owner = server.ensure_running()
    launcher = Launcher()
    made = Nights(launcher, folder, Place(home, database(owner, "crash_base")))
    try:
        assert made.night(made.base, FIRST) == 0, made.base.said()
        made.seen[FIRST] = made.base.seen()
        with made.copy("crash_clean") as clean:
            began = time.monotonic()
            assert made.night(clean, SECOND) == 0, clean.said()
            made.seconds = time.monotonic() - began
            made.seen[SECOND], made.checksum = clean.seen(), made.sum_of(clean)
        assert made.seen[FIRST] != made.seen[SECOND]
        yield made
    finally:
        launcher.program.kill()
        launcher.program.wait()
        database(owner, "crash_base", drop=True)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_killed_night_leaves_yesterday_or_today(nights: Nights, seed: int) -> None:
    after = random.Random(seed).uniform(0.05, 1.0) * nights.seconds
    with nights.copy(f"crash_{seed}") as place:
        code = nights.night(place, SECOND, kill_after=after)
        assert code in (KILLED, 0), place.said()
        assert place.seen() in nights.seen.values()
        if code == 0:
            assert place.seen() == nights.seen[SECOND]

        assert nights.night(place, SECOND) == 0, place.said()
        assert place.seen() == nights.seen[SECOND]
        assert nights.sum_of(place) == nights.checksum
        assert list((place.home / ".caseclock" / "work").rglob("*.duckdb*")) == []
