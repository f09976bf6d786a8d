"""What is known of a delivered file without reading what it says."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

from caseclock.errors import DeliveryRefused, naming
from caseclock.sources.delivered import DeliveredFile


def file_facts(path: Path) -> DeliveredFile:
    """Name, sha256, size and time of writing of a file.

    Raises DeliveryRefused for a file that changes while it is read: somebody is still writing it; and for one
    whose name is not text.
    """
    check_file_name(path)
    before = path.stat()
    with naming(path), path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    after = path.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise DeliveryRefused(
            "The file changes while it is read.", where=path.name, do="Start again when it has been written."
        )
    written = datetime.fromtimestamp(int(after.st_mtime), UTC)
    return DeliveredFile(path.name, digest, after.st_size, written.isoformat())


def check_file_name(path: Path) -> None:
    """Raise DeliveryRefused for a file whose name is not text in UTF-8: it could not be kept on record."""
    name = os.fsencode(path.name).decode(errors="replace")
    if name != path.name:
        raise DeliveryRefused(
            "The name of the file is not text in UTF-8.", where=name, do="Give the file another name."
        )
