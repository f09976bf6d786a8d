"""The night's own DuckDB file: opened within limits, and changed one whole step at a time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from caseclock.errors import NO_SPACE, ConfigurationError, StorageFull
from caseclock.settings import private_folder, settings


def connect(path: Path | None = None, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a work file (or a database in memory) within the settings' limits.

    Timestamps with an offset are shown and cut to dates in London; nothing is printed.
    """
    connection = duckdb.connect(str(path) if path else ":memory:", read_only=read_only)
    prepare(connection, path)
    return connection


def prepare(connection: duckdb.DuckDBPyConnection, path: Path | None = None) -> None:
    """Set the limits on a connection that somebody else opened (Great Expectations does)."""
    now = settings()
    spill = private_folder(_spill(path) if path else now.work / "spill")
    connection.execute(f"set memory_limit='{now.memory_limit}'")
    connection.execute(f"set threads={now.threads}")
    connection.execute(f"set temp_directory='{str(spill).replace(chr(39), chr(39) * 2)}'")
    connection.execute("set TimeZone='Europe/London'")
    connection.execute("set enable_progress_bar=false")
    connection.execute("set autoinstall_known_extensions=false")


@contextmanager
def step(path: Path) -> Iterator[Path]:
    """Change the work file at `path` as a whole or not at all.

    Yields the path of a copy that belongs to this process. When the block ends well the copy takes
    the place of the work file; when it raises, or the process dies, the file is as it was. Two tries
    of one task can therefore never write into each other's file.
    """
    private_folder(path.parent)
    own = path.with_name(f"{path.stem}.{os.getpid()}.try.duckdb")
    _drop(own)
    try:
        with room(path.parent):
            if path.exists():
                shutil.copyfile(path, own)
            yield own
            if own.exists():
                os.chmod(own, 0o600)
                os.replace(own, path)
    finally:
        _drop(own)


@contextmanager
def room(folder: Path) -> Iterator[None]:
    """Turn a full disk into StorageFull, and too little memory into ConfigurationError."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        if _is_full(error):
            raise StorageFull(
                "There is no room for the night's work file.",
                where=str(folder),
                do="Free some space and start the night again; nothing was published.",
            ) from None
        if isinstance(error, duckdb.OutOfMemoryException):
            raise ConfigurationError(
                f"The night needs more memory than it may have, which is {settings().memory_limit}.",
                where="CASECLOCK_MEMORY_LIMIT",
                do="Raise it, or lower CASECLOCK_THREADS, and start the night again; nothing was published.",
            ) from None
        raise


def remove(path: Path) -> None:
    """Remove a work file and what its tries left behind."""
    _drop(path)
    for left in path.parent.glob(f"{path.stem}.*.try.duckdb"):
        _drop(left)


def _is_full(error: Exception) -> bool:
    """Whether the disk is full; DuckDB says so in its own words, which hold no value of a row."""
    if isinstance(error, OSError) and error.errno in NO_SPACE:
        return True
    return isinstance(error, duckdb.Error) and any(
        words in str(error)
        for words in ("No space left", "File too large", "temp directory", "max_temp_directory_size")
    )


def _spill(path: Path) -> Path:
    """Where DuckDB puts what does not fit into memory; beside the work file and gone with it."""
    return path.with_name(path.name + ".spill")


def _drop(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(path.name + ".wal").unlink(missing_ok=True)
    shutil.rmtree(_spill(path), ignore_errors=True)
