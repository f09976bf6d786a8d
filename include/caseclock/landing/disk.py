"""Writing to landing so that a file is there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from caseclock.errors import NO_SPACE, StorageFull
from caseclock.settings import private_folder, settings

PARTIAL = ".partial-"


@contextmanager
def room() -> Iterator[None]:
    """Turn a full disk into StorageFull."""
    try:
        yield
    except OSError as error:
        if error.errno not in NO_SPACE:
            raise
        raise StorageFull(
            "There is no room for the delivery.",
            where=str(settings().landing),
            do="Free some space and start the night again; nothing of the delivery was kept.",
        ) from None


@contextmanager
def partial_folder(beside: Path) -> Iterator[Path]:
    """A folder that only its owner reads, gone when the block ends unless the block renamed it."""
    with room():
        folder = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=private_folder(beside)))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def take_place(partial: Path, target: Path, whole: str) -> None:
    """Give a finished folder its name; another run that was faster with the same name wins.

    whole: name of the file that shows that `target` is finished.
    """
    for file in partial.iterdir():
        os.chmod(file, 0o600)
        with file.open("rb") as handle:
            os.fsync(handle.fileno())
    private_folder(target.parent)
    try:
        os.rename(partial, target)
    except OSError:
        if not (target / whole).is_file():
            raise
    _flush_folder(target.parent)


def flush(path: Path, data: bytes) -> None:
    """Write a small file that only its owner reads, down to the disk."""
    with path.open("wb") as file:
        os.chmod(path, 0o600)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
