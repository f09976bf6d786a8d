"""Running PostgreSQL's own programs as the user who may."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from caseclock.errors import WarehouseUnavailable
from caseclock.warehouse import kept, programs
from caseclock.warehouse.account import account_for

PATIENCE = 60
"""Seconds for which a start or a stop may take; recovery after a crash is part of a start."""


def control(data: Path, action: str, *more: str) -> None:
    """Have pg_ctl `start` or `stop` the server of a data folder, and wait until it is so."""
    chosen = programs.choose(int((data / "PG_VERSION").read_text().strip()))
    run(
        data,
        chosen,
        ["pg_ctl", action, f"--pgdata={data}", "--wait", f"--timeout={PATIENCE}", "--silent", *more],
    )


def run(data: Path, chosen: programs.Programs, arguments: list[str]) -> None:
    """Run one of PostgreSQL's programs as the server's user, in an environment of its own.

    Raises WarehouseUnavailable when it fails.
    """
    program = chosen.folder / arguments[0]
    command, keywords = account_for(data).command([str(program), *arguments[1:]], reaching=[program, data])
    # A file and not a pipe: the server inherits it and would keep a pipe open for ever.
    said = kept.folder() / "said"
    with said.open("wb") as output:
        os.chmod(said, 0o600)
        try:
            subprocess.run(  # type: ignore[call-overload]  # **keywords is a plain dict
                command, cwd="/", env={"PATH": os.defpath, "LC_ALL": "C"}, stdin=subprocess.DEVNULL,
                stdout=output, stderr=output, timeout=PATIENCE * 2, check=True, **keywords,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            what = "could not be made" if arguments[0] == "initdb" else f"did not {arguments[1]}"
            raise did_not(what) from None


def did_not(what: str) -> WarehouseUnavailable:
    """The error that says what the server did not do, and where to read why."""
    return WarehouseUnavailable(
        f"The embedded database server {what}.",
        where=str(kept.folder()),
        do="Read the last lines of said, start.log and data/log in that folder; nothing was lost.",
    )
