"""The ordinary user as whom the server runs when Caseclock was started by root.

PostgreSQL refuses to run as root. The clone may lie where no other user can go (such as a folder of
root's own), and opening such folders to everyone is not ours to do. So the server gets one right besides
its own files: to pass through and read what lies behind closed folders (CAP_DAC_READ_SEARCH), and that
only when it needs it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from caseclock.errors import WarehouseUnavailable

CAPABILITY_BITS = {"dac_override": 1, "dac_read_search": 2, "setpcap": 8}
"""Numbers of the kernel's capabilities in /proc/self/status."""


@dataclass(frozen=True)
class Account:
    """The user who owns the server's files and runs its programs; None in both when that is who we are."""

    user: int | None = None
    group: int | None = None

    def give(self, path: Path) -> None:
        """Make the user the owner of `path`."""
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group)

    def command(self, arguments: list[str], *, reaching: list[Path]) -> tuple[list[str], dict[str, object]]:
        """How to run a program as the user: the whole command, and keywords for subprocess.

        reaching: files and folders that the program must be able to get at. Raises WarehouseUnavailable
        when the user cannot.
        """
        if self.user is None or self.group is None:
            return arguments, {}
        closed = [path for path in reaching if not _can_reach(path, self.user)]
        if not closed:
            return arguments, {"user": self.user, "group": self.group, "extra_groups": []}
        right = _right_to_pass()
        if right is None:
            raise WarehouseUnavailable(
                "The database server cannot run as root, and its user cannot get at its folder.",
                where=str(closed[0]),
                do="Set CASECLOCK_HOME to a folder that everyone may pass through, install setpriv"
                " (util-linux), or set CASECLOCK_DATABASE_URL to a server of your own.",
            )
        prefix = [
            "setpriv", f"--reuid={self.user}", f"--regid={self.group}", "--clear-groups", "--no-new-privs",
            # Without this bit access(2) ignores the right, and PostgreSQL's programs ask access(2).
            "--securebits=+no_setuid_fixup",
            f"--inh-caps=-all,+{right}", f"--ambient-caps=-all,+{right}", f"--bounding-set=-all,+{right}",
        ]  # fmt: skip
        return prefix + arguments, {}


def account_for(data: Path) -> Account:
    """The account to run the server as: ourselves, or for root the owner of `data` or an ordinary user."""
    if os.geteuid() != 0:
        return Account()
    if data.exists() and data.stat().st_uid != 0:
        return Account(data.stat().st_uid, data.stat().st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise WarehouseUnavailable(
        "The database server cannot run as root, and this machine has no ordinary user for it.",
        where="users postgres and nobody",
        do="Run Caseclock as an ordinary user, or set CASECLOCK_DATABASE_URL to a server of your own.",
    )


def _can_reach(path: Path, user: int) -> bool:
    """Whether every folder above `path` lets everybody, or this user as its owner, pass."""
    for folder in path.resolve().parents:
        status = folder.stat()
        if not status.st_mode & 0o001 and not (status.st_uid == user and status.st_mode & 0o100):
            return False
    return True


def _right_to_pass() -> str | None:
    """The smallest right that opens closed folders and that this process may hand on."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        held = next(int(line.split()[1], 16) for line in lines if line.startswith("CapEff:"))
        version = subprocess.run(
            ["setpriv", "--version"],
            capture_output=True, text=True, timeout=10, check=True,
        ).stdout if shutil.which("setpriv") else ""  # fmt: skip
    except (OSError, StopIteration, subprocess.SubprocessError):
        return None
    if "util-linux" not in version or not held >> CAPABILITY_BITS["setpcap"] & 1:
        return None
    for right in ("dac_read_search", "dac_override"):
        if held >> CAPABILITY_BITS[right] & 1:
            return right
    return None
