"""Which code and which declarations made a figure."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version

from caseclock.settings import PROJECT


@cache
def code_version() -> str:
    """Version of the installed package."""
    return version("caseclock")


@cache
def catalogue_sha256() -> str:
    """One hash over every declared contract, rule, clock, measure and table."""
    digest = hashlib.sha256()
    for folder in ("expectations", "sql"):
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.suffix in (".sql", ".yaml") and path.is_file():
                digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    return digest.hexdigest()
