"""Writing a file whole or not at all."""

from __future__ import annotations

import glob
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from caseclock.errors import ConfigurationError, of_file

DEAD_AFTER_SECONDS = 3600
"""A part that nobody has written to for this long belongs to a command that was killed."""


def check_out(out: Path, *read: Path | None) -> Path:
    """Where a file for `out` is put: the same path, links followed.

    read: what the command reads. Raises ConfigurationError when one of these would be replaced, and for a
    folder, a device, a pipe, a link that leads nowhere, and a file that is read-only.
    """
    place = Path(os.path.realpath(out))
    why = ""
    if any(given and given.exists() and place.exists() and place.samefile(given) for given in read):
        why = "it is the file that is to be read"
    elif place.is_symlink() or (place.exists() and not place.is_file()):
        why = "something else than a file is there"
    elif place.exists() and not place.stat().st_mode & 0o222:
        why = "a file is there that is read-only"
    if why:
        raise ConfigurationError(
            f"Nothing can be written there: {why}.", where=str(out), do="Name another file."
        )
    return place


@contextmanager
def whole_file(out: Path, what: str) -> Iterator[IO[bytes]]:
    """A file (0600) that takes the place of `out` when the block ends well, and is gone when it does not.

    what: what it holds, as an error says it ("The return"). Raises StorageFull when there is no room and
    ConfigurationError when the folder or `out` cannot be used; what was at `out` is then untouched.
    """
    place = check_out(out)
    part = f".{place.name[:40]}."
    name = ""
    try:
        _clear(place.parent, part)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=part, suffix=".part")
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(handle)
        os.replace(name, place)
    except OSError as error:
        told = of_file(error)
        raise type(told)(f"{what} could not be written.", where=str(out), do=told.do) from None
    finally:
        if name:
            Path(name).unlink(missing_ok=True)


def _clear(folder: Path, part: str) -> None:
    """Remove what killed commands left of the same file."""
    for left in folder.glob(f"{glob.escape(part)}*.part"):
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > DEAD_AFTER_SECONDS:
                left.unlink()
