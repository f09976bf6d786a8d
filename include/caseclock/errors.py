"""What can go wrong, as a person is told it: what, where, what to do next.

Every error that bad input, a missing service or a refused decision can cause is one of these
classes. The command line prints its text and leaves with its exit code; Airflow logs the text and
fails the task. No text holds a value of a child's record: only names of files, tables, columns and
rules, row numbers and counts.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NO_SPACE = (errno.EFBIG, errno.ENOSPC, errno.EDQUOT)


class CaseclockError(Exception):
    """An error with a clear next step.

    what: one sentence that says what is wrong.
    where: the file, table, column, row, authority or setting it concerns; empty when there is none.
    do: one sentence that says what to do next.
    """

    exit_code = 30

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what, self.where, self.do = what, where, do
        super().__init__(" ".join(part for part in (what, f"[{where}]" if where else "", do) if part))

    def __reduce__(self) -> tuple[object, ...]:
        # Airflow sends exceptions between processes; keyword arguments need help on the way.
        return (_rebuild, (type(self), self.what, self.where, self.do))


def _rebuild(kind: type[CaseclockError], what: str, where: str, do: str) -> CaseclockError:
    return kind(what, where=where, do=do)


class NotBuilt(CaseclockError):
    """Asked for a return or a feature that this version does not have."""

    exit_code = 10


class DeliveryRefused(CaseclockError):
    """A delivered file cannot be read for certain, so nothing of it is taken."""

    exit_code = 11


class DeliveryMissing(CaseclockError):
    """A delivery did not come, is empty, or is older than its source allows."""

    exit_code = 12


class ConfigurationError(CaseclockError):
    """A file or setting that the council or an analyst wrote cannot be used as it stands."""

    exit_code = 13


class WarehouseUnavailable(CaseclockError):
    """The warehouse does not answer, or cannot be started."""

    exit_code = 14


class GateStopped(CaseclockError):
    """The findings or the row counts are too bad to publish; yesterday's figures stay."""

    exit_code = 15


class RunBusy(CaseclockError):
    """Another run of the same authority is at work."""

    exit_code = 16


class ChecksIncomplete(CaseclockError):
    """The checks did not all run, so the result must not be taken for a clean one."""

    exit_code = 17


class AsAtRefused(CaseclockError):
    """The as-at date lies outside the calendar, or its delivery is no longer held."""

    exit_code = 18


class StorageFull(CaseclockError):
    """There is no room to write a file; nothing partial is left behind."""

    exit_code = 19


class KeyRefused(CaseclockError):
    """The pseudonym key is missing, malformed, or not the one the warehouse was made with."""

    exit_code = 20


class ReturnNotReady(CaseclockError):
    """A statutory return is not there, must not be filed as it stands, or cannot be written as its file."""

    exit_code = 21


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an error of reading the file at `path` say which file it was."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def of_file(error: OSError) -> CaseclockError:
    """What a file or folder that the system does not let us use is told as; it quotes names only."""
    where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    if error.errno in NO_SPACE:
        return StorageFull(
            "There is no room to write a file.", where=where, do="Free some space and run it again."
        )
    return ConfigurationError(
        f"A file or folder cannot be used: {os.strerror(error.errno) if error.errno else 'it does not answer'}.",
        where=where,
        do="Check that the path is right and that this user may read and write there, then run it again.",
    )
