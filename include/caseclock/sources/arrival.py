"""Whether a delivery has come whole: asked again and again by a sensor that holds no worker."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from caseclock.catalogue.authorities import SourceConfig
from caseclock.errors import CaseclockError
from caseclock.sources.manifest import MANIFEST, read_manifest

SECONDS_BETWEEN_LOOKS = 1.0
ON_ITS_WAY = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".writing")


def has_arrived(config: SourceConfig, as_at: date) -> bool:
    """Whether a source's delivery for a day is there, whole.

    A database is always there; extracting says when it is not. A folder has arrived when its manifest
    is there and covers the day (within `longest_age_days`), or, where no manifest is asked for, when no
    file has changed for `settle_seconds`, nor between two looks one second apart. Never raises for
    what is not there yet.
    """
    if config.kind == "database":
        return True
    path = config.path(as_at)
    first = _look(path)
    if not first or any(name.lower().endswith(ON_ITS_WAY) for name in first):
        return False
    if MANIFEST in first:
        return _covers(path / MANIFEST, config, as_at)
    if config.as_at == "manifest":
        return False
    changed = max(moment for _, *moments in first.values() for moment in moments)
    if time.time() - changed < config.settle_seconds:
        return False
    time.sleep(SECONDS_BETWEEN_LOOKS)
    return _look(path) == first


def _look(path: Path) -> dict[str, tuple[int, float, float]]:
    """Size and times of change of each file, by name; empty when there is nothing."""
    try:
        files = (
            [path] if path.is_file() else [file for file in path.iterdir() if not file.name.startswith(".")]
        )
        return {
            file.name: (now.st_size, now.st_mtime, now.st_ctime) for file in files for now in [file.stat()]
        }
    except OSError:
        return {}


def _covers(manifest: Path, config: SourceConfig, as_at: date) -> bool:
    try:
        said = read_manifest(manifest)
    except (CaseclockError, OSError):
        return False  # still being written; extracting refuses it when it stays like this
    if any(not (manifest.parent / name).is_file() for name in said.files):
        return False
    if not said.as_at:
        return config.as_at != "manifest"
    return 0 <= (as_at - date.fromisoformat(said.as_at)).days <= config.longest_age_days
