"""The folder of one command: gone when it ends, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseclock import stopping
from caseclock.scratch import LOCK, PREFIX, SETTING_UP_SECONDS, scratch_folder


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of the test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def heard() -> Iterator[None]:
    before = {each: signal.getsignal(each) for each in stopping.CODES}
    stopping.listen()
    yield
    stopping.listen()
    for each, handler in before.items():
        signal.signal(each, handler)


def left_by_a_killed_command(folder: Path, name: str, seconds_ago: float) -> Path:
    left = folder / f"{PREFIX}{name}"
    (left / "deep").mkdir(parents=True)
    (left / LOCK).touch()
    os.utime(left / LOCK, (0, time.time() - seconds_ago))
    return left


def test_it_is_private_and_gone_afterwards(temporary: Path) -> None:
    with scratch_folder() as folder:
        (folder / "deep").mkdir()
        assert folder.stat().st_mode & 0o777 == 0o700
    with pytest.raises(KeyError), scratch_folder():
        raise KeyError
    assert list(temporary.iterdir()) == []


def test_what_killed_commands_left_goes_and_what_is_in_use_stays(temporary: Path) -> None:
    dead = left_by_a_killed_command(temporary, "dead", SETTING_UP_SECONDS + 1)
    young = left_by_a_killed_command(temporary, "young", 0)
    (temporary / f"{PREFIX}mine").mkdir()
    (temporary / f"{PREFIX}link").symlink_to("/nowhere")
    with scratch_folder() as in_use:
        os.utime(in_use / LOCK, (0, 0))
        with scratch_folder():
            assert in_use.exists() and young.exists() and not dead.exists()
    assert {path.name for path in temporary.iterdir()} == {young.name, f"{PREFIX}mine", f"{PREFIX}link"}


def test_a_signal_does_not_stop_clearing_away(temporary: Path, heard: None) -> None:
    with pytest.raises(stopping.Stopped) as told, scratch_folder():
        with stopping.held_back():
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.01)
            seen = stopping.asked()
        raise AssertionError
    assert (seen, told.value.exit_code) == (143, 143)
    assert list(temporary.iterdir()) == []


KILLED = """
import os, signal, sys, tempfile
from caseclock.scratch import scratch_folder

tempfile.tempdir = sys.argv[1]
with scratch_folder() as folder:
    (folder / "child").write_text("x")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_after_a_kill_the_next_command_clears(temporary: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(temporary)], check=False)
    [left] = temporary.iterdir()
    os.utime(left / LOCK, (0, 0))
    with scratch_folder():
        assert not left.exists()
