"""What the embedded server keeps between starts: its port, its name, and the passwords of its logins."""

from __future__ import annotations

import json
import os
import secrets
import socket
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from sqlalchemy.engine import URL

from caseclock.errors import WarehouseUnavailable
from caseclock.settings import private_folder, settings
from caseclock.warehouse.address import Role, text

HOST = "127.0.0.1"
DATABASE = "caseclock"
LOGINS = tuple(f"caseclock_{role}" for role in get_args(Role))
"""The owner first, who makes the others."""


def folder() -> Path:
    """The embedded server's own folder."""
    return settings().state / "warehouse"


@dataclass(frozen=True)
class Kept:
    """Everything that is needed to find the server again.

    name: what the server calls itself; shows that it is ours and not another on the same port.
    superuser: password for setting up, and empty once that is done: nobody logs in as superuser then.
    passwords: of each login; a server made by an earlier version may lack some.
    """

    port: int
    name: str
    passwords: dict[str, str]
    superuser: str = ""

    @property
    def is_set_up(self) -> bool:
        """Whether the server has its database and every login."""
        return not self.superuser and set(LOGINS) <= set(self.passwords)

    def address(self, role: Role = "owner", database: str = DATABASE) -> str:
        """The address for logging in as `role`."""
        login = f"caseclock_{role}"
        return text(URL.create("postgresql", login, self.passwords[login], HOST, self.port, database))

    def superuser_address(self) -> str:
        """The address for setting up."""
        return text(URL.create("postgresql", "postgres", self.superuser, HOST, self.port, "postgres"))


def new() -> Kept:
    """A free port, a name and passwords for a server that is still to be made."""
    return Kept(
        port=free_port(),
        name=f"caseclock-{secrets.token_hex(4)}",
        passwords={login: secrets.token_urlsafe(24) for login in LOGINS},
        superuser=secrets.token_urlsafe(24),
    )


def read() -> Kept | None:
    """What was kept, or None before the first start."""
    path = folder() / "access.json"
    try:
        return Kept(**json.loads(path.read_text()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        raise WarehouseUnavailable(
            "The file with the server's port and passwords cannot be read.",
            where=str(path),
            do="Run as the user who started the server first, or restore the file.",
        ) from None


def write(kept: Kept) -> Kept:
    """Keep it, readable by this user only, whole or not at all."""
    path = private_folder(folder()) / "access.json"
    own = path.with_suffix(f".{os.getpid()}")
    handle = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(vars(kept), file, indent=1)
        file.flush()
        os.fsync(handle)
    os.replace(own, path)
    return kept


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def with_free_port(kept: Kept) -> Kept:
    """The same, with another port when somebody else listens on the kept one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, kept.port))
        except OSError:
            return write(replace(kept, port=free_port()))
    return kept
