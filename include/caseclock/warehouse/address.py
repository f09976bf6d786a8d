"""Addresses of the warehouse: which server, and as which role."""

from __future__ import annotations

from typing import Literal

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from caseclock.errors import ConfigurationError
from caseclock.settings import settings

Role = Literal["owner", "loader", "reader", "steward", "filer"]

READER_SESSION = {
    "default_transaction_read_only": "on",
    "statement_timeout": "600000",
    "search_path": "reporting",
}
"""What a session of the reader starts with, also where its login could not be given these settings."""


def configured() -> str | None:
    """The address in CASECLOCK_DATABASE_URL, or None when the embedded server is to be used.

    Raises ConfigurationError, without the address, when it is not one of a PostgreSQL database.
    """
    secret = settings().database_url
    if secret is None or not secret.get_secret_value().strip():
        return None
    return plain(secret.get_secret_value().strip())


def plain(address: str) -> str:
    """The same address as `postgresql://...`, which both psycopg and SQLAlchemy read.

    Accepts postgres://, postgresql:// and postgresql+psycopg://.
    """
    try:
        url = make_url(address.replace("postgres://", "postgresql://", 1))
    except ArgumentError:
        url = None
    if url is None or url.get_backend_name() != "postgresql" or not url.database:
        raise ConfigurationError(
            "The warehouse's address is not one of a PostgreSQL database.",
            where="CASECLOCK_DATABASE_URL",
            do="Write it as postgresql://user:password@host:5432/database.",
        )
    return text(url.set(drivername="postgresql"))


def as_role(address: str, role: Role) -> str:
    """The address with the rights of `role`, for a login that is a member of it (the owner is).

    The session begins as the role. That keeps a program to its part; it is no wall against a person
    who holds the owner's password, so give people logins of their own.
    """
    if role == "owner":
        return address
    url = make_url(address)
    wanted = {"role": f"caseclock_{role}"} | (READER_SESSION if role == "reader" else {})
    options = " ".join(f"-c {name}={value}" for name, value in wanted.items())
    before = url.query.get("options", "")
    return text(url.update_query_dict({"options": f"{before} {options}".strip()}))


def text(url: URL) -> str:
    """The address with its password; for connecting, never for showing."""
    start, _, query = url.render_as_string(hide_password=False).partition("?")
    # PostgreSQL's own library takes a plus sign for itself, not for a blank.
    return f"{start}?{query.replace('+', '%20')}" if query else start


def shown(address: str) -> str:
    """Where the address points, without user, password or options: for messages and logs."""
    url = make_url(address)
    return f"{url.host or 'local'}:{url.port or 5432}/{url.database}"
