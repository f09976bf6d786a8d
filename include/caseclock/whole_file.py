"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from caseclock.errors import of_file


@contextmanager
def whole_file(out: Path, what: str) -> Iterator[IO[bytes]]:
    """A file (0600) that takes the place of `out` when the block ends well, and is gone when it does not.

    what: what it holds, as an error says it ("The return"). Raises StorageFull when there is no room and
    ConfigurationError when the folder cannot be used; what was at `out` is then untouched.
    """
    name = ""
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(handle)
        os.replace(name, out)
    except OSError as error:
        told = of_file(error)
        raise type(told)(f"{what} could not be written.", where=str(out), do=told.do) from None
    finally:
        if name:
            Path(name).unlink(missing_ok=True)
