"""The files of the project as a clone has them."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", ".caseclock", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}


@cache
def everything() -> tuple[Path, ...]:
    """Each file that is in git or would be added to it, relative to the project, in order.

    An unpacked archive is no clone: there it is every file but what the tools leave behind.
    """
    git = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(git, cwd=PROJECT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        paths = [Path(name) for name in listed.stdout.split("\0") if name]
    else:
        paths = [
            found.relative_to(PROJECT) for found in PROJECT.rglob("*") if "__pycache__" not in found.parts
        ]
    return tuple(
        sorted(path for path in paths if path.parts[0] not in NOT_OURS and (PROJECT / path).is_file())
    )


def tracked(*patterns: str) -> list[Path]:
    """Those of `everything()` that match one of the patterns; `**` is any depth, none included."""
    wanted = {found.relative_to(PROJECT) for pattern in patterns for found in PROJECT.glob(pattern)}
    return [path for path in everything() if path in wanted]
