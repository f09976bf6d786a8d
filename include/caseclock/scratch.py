"""A folder of one command's own: gone when it ends, and when it was killed, with the next one that begins."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from caseclock import stopping

PREFIX, LOCK = "caseclock-check-", "in_use.lock"
SETTING_UP_SECONDS = 60
"""A lock younger than this may not be taken yet by the command that made it."""


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A private folder among the system's temporary files, removed with all that is in it.

    A signal does not stop that. Folders of commands that were killed are removed first: their locks are free.
    """
    _clear()
    made, lock = None, -1
    try:
        with stopping.held_back():
            made = Path(tempfile.mkdtemp(prefix=PREFIX))
            lock = os.open(made / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield made
    finally:
        with stopping.held_back():
            if made is not None:
                shutil.rmtree(made, ignore_errors=True)
            if lock >= 0:
                os.close(lock)


def _clear() -> None:
    """Remove what killed commands of this user left."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            if left.lstat().st_uid != os.getuid():
                continue
            lock = os.open(left / LOCK, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            continue  # it has just gone, or is something else
        try:
            if time.time() - os.fstat(lock).st_mtime > SETTING_UP_SECONDS:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
        except BlockingIOError:
            pass  # at work
        finally:
            os.close(lock)
