"""The pseudonym key: kept outside every database, and used inside DuckDB without being seen in its SQL."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from pathlib import Path

import duckdb
import psycopg

from caseclock.errors import KeyRefused
from caseclock.settings import private_folder, settings

KEY_VERSION = 1
"""Stored with every row made by the key; a new key is a new version."""

SHORTEST = 32
"""Bytes; as long as the hash is wide."""

MACROS = """
create or replace temp macro keyed_hash(said) as
    sha256(getvariable('caseclock_outer') || unhex(sha256(getvariable('caseclock_inner') || encode(said))));
create or replace temp macro person_key(said) as left(keyed_hash(said), 32);
create or replace temp macro surrogate(said) as
    cast(cast('0x' || left(keyed_hash(said), 16) as ubigint) & 9223372036854775807::ubigint as bigint);
"""


def existing() -> bytes | None:
    """The key from CASECLOCK_PSEUDONYM_KEY (hex or base64) or the key file; None when there is neither.

    Raises KeyRefused when it is not hex or base64 of 32 bytes or more.
    """
    given = settings().pseudonym_key
    if given is not None and given.get_secret_value().strip():
        return _decoded(given.get_secret_value().strip(), "CASECLOCK_PSEUDONYM_KEY")
    path = _path()
    try:
        return _decoded(path.read_text().strip(), str(path))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        raise KeyRefused(
            "The pseudonym key cannot be read.",
            where=str(path),
            do="Run as the user who made it, or restore it.",
        ) from None


def key() -> bytes:
    """The key; made once, for this user only, where there is none yet. Safe for two processes at once."""
    path = _path()
    while (known := existing()) is None:
        own = private_folder(path.parent) / f"new.{os.getpid()}"
        own.unlink(missing_ok=True)
        with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(SHORTEST) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(own, path)  # fails when another process was first, and never shows half a key
        except FileExistsError:
            pass
        finally:
            own.unlink()
    return known


def fingerprint(held: bytes) -> str:
    """A short word that tells two keys apart and says nothing about them."""
    return hmac.new(held, b"caseclock key fingerprint", hashlib.sha256).hexdigest()[:16]


def install(connection: duckdb.DuckDBPyConnection, held: bytes | None = None) -> None:
    """Give a DuckDB connection the macros that need the key; they end with the connection.

    held: a key to use instead of this machine's, for work that publishes nothing.

    keyed_hash(text): HMAC-SHA-256 as 64 hex digits. person_key(text): its first 32, the child_key.
    surrogate(text): 63 bits of it as a bigint, never negative. Null in, null out.
    """
    held = key() if held is None else held
    block = (hashlib.sha256(held).digest() if len(held) > 64 else held).ljust(64, b"\0")
    for name, pad in (("inner", 0x36), ("outer", 0x5C)):
        connection.execute(f"set variable caseclock_{name} = ?", [bytes(byte ^ pad for byte in block)])
    connection.execute(MACROS)


def refuse_other(connection: psycopg.Connection) -> None:
    """Refuse to go on when the warehouse was made with another key, or with one that is missing now.

    Writes nothing; a warehouse without a publication fits every key. Raises KeyRefused.
    """
    known = _recorded(connection)
    held = existing()
    if known is not None and held is None:
        raise KeyRefused(
            "The pseudonym key is missing.",
            where="CASECLOCK_PSEUDONYM_KEY",
            do="Restore the key that the warehouse was made with; nothing was written.",
        )
    if known is not None and held is not None and known != fingerprint(held):
        raise KeyRefused(
            "The pseudonym key is not the one that the warehouse was made with.",
            where="CASECLOCK_PSEUDONYM_KEY",
            do="Restore the earlier key: with this one no child would be the same child. Nothing was written.",
        )


def record(connection: psycopg.Connection) -> None:
    """Record the key's fingerprint with the first publication, in the caller's transaction."""
    if _recorded(connection) is None:
        connection.execute(
            "insert into audit.pseudonym_key (version, fingerprint) values (%s, %s) on conflict do nothing",
            [KEY_VERSION, fingerprint(key())],
        )
        refuse_other(connection)  # another authority's first night may have been quicker


def _recorded(connection: psycopg.Connection) -> str | None:
    row = connection.execute(
        "select fingerprint from audit.pseudonym_key order by version desc limit 1"
    ).fetchone()
    return str(row[0]) if row else None


def _path() -> Path:
    return settings().state / "keys" / "pseudonym.key"


def _decoded(written: str, where: str) -> bytes:
    for decode in (bytes.fromhex, lambda each: base64.b64decode(each, validate=True)):
        try:
            held = decode(written)
        except (ValueError, binascii.Error):
            continue
        if len(held) >= SHORTEST:
            return held
    raise KeyRefused(
        "The pseudonym key is not hex or base64 of 32 bytes or more.",
        where=where,
        do="Make one with: openssl rand -hex 32.",
    )
