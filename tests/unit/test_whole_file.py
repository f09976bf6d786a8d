"""A file that a person asked for: whole or as it was, and never in the place of something else."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseclock.errors import ConfigurationError, StorageFull
from caseclock.whole_file import DEAD_AFTER_SECONDS, check_out, whole_file


def write(out: Path, content: bytes = b"new") -> None:
    with whole_file(out, "The list") as file:
        file.write(content)


@pytest.fixture
def little_room() -> Iterator[None]:
    """No file may grow beyond 10,000 bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_it_is_private_and_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    write(out)
    assert (out.read_text(), out.stat().st_mode & 0o777) == ("new", 0o600)
    assert list(tmp_path.iterdir()) == [out]


def test_a_link_stays_and_leads_to_the_new_one(tmp_path: Path) -> None:
    (tmp_path / "out.csv").symlink_to(tmp_path / "real.csv")
    write(tmp_path / "out.csv")
    assert (tmp_path / "out.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


def test_without_room_the_old_one_stays(tmp_path: Path, little_room: None) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    with pytest.raises(StorageFull, match="The list could not be written"):
        write(out, b"x" * 20_000)
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_what_is_no_file_to_be_replaced_is_left_alone(tmp_path: Path) -> None:
    folder, pipe, loop, kept, device = (
        tmp_path / name for name in ("folder", "pipe", "loop", "kept", "null")
    )
    folder.mkdir()
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    kept.write_text("old")
    kept.chmod(0o400)
    device.symlink_to("/dev/null")
    for out in (folder, pipe, loop, kept, device):
        with pytest.raises(ConfigurationError, match="Nothing can be written there"):
            write(out)
    assert folder.is_dir() and pipe.is_fifo() and Path("/dev/null").is_char_device()
    assert kept.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 5


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nowhere/out\.csv"):
        write(tmp_path / "nowhere" / "out.csv")
    assert check_out(tmp_path / "nowhere" / "out.csv", None, tmp_path / "no.xml")


def test_what_a_killed_command_left_goes_with_the_next(tmp_path: Path) -> None:
    dead, at_work, other = (
        tmp_path / f".{name}.part" for name in ("out[1].csv.dead", "out[1].csv.live", "x.dead")
    )
    for part in (dead, at_work, other):
        part.write_text("half")
    for part in (dead, other):
        os.utime(part, (0, time.time() - DEAD_AFTER_SECONDS - 1))
    write(tmp_path / "out[1].csv")
    assert {path.name for path in tmp_path.iterdir()} == {"out[1].csv", at_work.name, other.name}
