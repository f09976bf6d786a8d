"""The pseudonym key and the hashes made with it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import stat
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from caseclock.errors import KeyRefused
from caseclock.warehouse import pseudonym

WORDS = ["", "a", "Zoë", "sample|liquidlogic|0012", "x" * 500, "'; drop table person; --"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CASECLOCK_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("held", [b"k" * 32, bytes(range(64)), b"long" * 40])
def test_it_is_hmac_sha_256(held: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASECLOCK_PSEUDONYM_KEY", held.hex())
    with duckdb.connect() as connection:
        pseudonym.install(connection)
        for word in WORDS:
            expected = hmac.new(held, word.encode(), hashlib.sha256).hexdigest()
            row = connection.execute(
                "select keyed_hash($1), person_key($1), surrogate($1)", [word]
            ).fetchone()
            assert row == (expected, expected[:32], int(expected[:16], 16) & (2**63 - 1))


def test_nothing_in_nothing_out(home: Path) -> None:
    with duckdb.connect() as connection:
        pseudonym.install(connection)
        assert connection.execute(
            "select keyed_hash(null), person_key(null), surrogate(null)"
        ).fetchone() == (
            None,
            None,
            None,
        )


def test_the_key_stays_out_of_the_file(home: Path) -> None:
    with duckdb.connect(str(home / "work.duckdb")) as connection:
        pseudonym.install(connection)
        connection.execute("create table t as select surrogate('a') as key")
    held = pseudonym.key()
    inner = bytes(byte ^ 0x36 for byte in held.ljust(64, b"\0"))
    content = (home / "work.duckdb").read_bytes()
    assert held not in content
    assert inner not in content


def test_the_key_is_made_once_for_its_owner_only(home: Path) -> None:
    assert pseudonym.existing() is None
    made = pseudonym.key()
    assert pseudonym.key() == made
    path = home / ".caseclock/keys/pseudonym.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_many_at_once_make_one_key(home: Path) -> None:
    code = "from caseclock.warehouse import pseudonym as p; print(p.fingerprint(p.key()))"
    starts = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    assert len({start.communicate(timeout=60)[0] for start in starts}) == 1
    assert [path.name for path in (home / ".caseclock/keys").iterdir()] == ["pseudonym.key"]


def test_hex_and_base64_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    held = hashlib.sha256(b"x").digest()
    for written in (held.hex(), base64.b64encode(held).decode()):
        monkeypatch.setenv("CASECLOCK_PSEUDONYM_KEY", written)
        assert pseudonym.key() == held


@pytest.mark.parametrize("written", ["ab" * 16, "short", "not hex, not base64!" * 4])
def test_a_key_that_is_none_is_refused_unshown(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASECLOCK_PSEUDONYM_KEY", written)
    with pytest.raises(KeyRefused) as refused:
        pseudonym.key()
    assert written not in str(refused.value)
