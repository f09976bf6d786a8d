"""The files of the project as a clone has them."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


@cache
def everything() -> tuple[Path, ...]:
    """Each file that is in git or would be added to it, relative to the project, in order."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    paths = (Path(name) for name in listed.split("\0") if name)
    return tuple(sorted(path for path in paths if (PROJECT / path).is_file()))


def tracked(*patterns: str) -> list[Path]:
    """Those of `everything()` that match one of the patterns; `**` is any depth, none included."""
    wanted = {found.relative_to(PROJECT) for pattern in patterns for found in PROJECT.glob(pattern)}
    return [path for path in everything() if path in wanted]
