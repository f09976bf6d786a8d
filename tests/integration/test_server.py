"""The embedded server: made, found again, and started after whatever happened to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from caseclock.errors import ConfigurationError, WarehouseUnavailable
from caseclock.warehouse import account, address, kept, making, programs, server


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home that only its owner may enter, with blanks and an accent in its path."""
    closed = tmp_path_factory.mktemp("closed") / "to others"
    closed.mkdir(mode=0o700)
    home = closed / "où il est"
    home.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASECLOCK_HOME", str(home))
        patch.delenv("CASECLOCK_DATABASE_URL", raising=False)
        yield home
        server.stop()


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASECLOCK_HOME", str(home))


def postmaster(home: Path) -> int:
    return int((home / ".caseclock/warehouse/data/postmaster.pid").read_text().split("\n")[0])


def test_it_is_made_kept_and_found_again(home: Path) -> None:
    first = server.ensure_running()
    number = postmaster(home)
    assert server.ensure_running() == first
    assert postmaster(home) == number
    with psycopg.connect(first) as connection:
        assert connection.info.server_version >= 150000
        assert connection.execute("select usesuper from pg_user where usename = current_user").fetchone() == (
            False,
        )
    assert server.stop() is True
    assert server.stop() is False
    assert server.status().running is False
    assert server.ensure_running() == first
    status = server.status()
    assert status.running
    assert status.embedded


def test_it_is_on_loopback_only_and_for_passwords_only(home: Path) -> None:
    owner = server.ensure_running()
    with psycopg.connect(owner) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("127.0.0.1",)
        assert connection.info.host == "127.0.0.1"
    assert "unix_socket_directories = ''" in making.CONFIGURATION
    known = kept.read()
    assert known is not None
    assert known.superuser == ""
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(known.superuser_address())
    wrong = owner.replace(known.passwords["caseclock_owner"], "wrong")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(wrong)


def test_its_files_are_for_their_owner_only(home: Path) -> None:
    server.ensure_running()
    folder = home / ".caseclock/warehouse"
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "access.json").stat().st_mode & 0o077 == 0
    assert (folder / "data").stat().st_mode & 0o077 == 0
    assert home.parent.stat().st_mode & 0o077 == 0
    if os.geteuid() == 0:
        assert (folder / "data").stat().st_uid != 0


def test_after_kill_9_it_starts_again(home: Path) -> None:
    owner = server.ensure_running()
    with psycopg.connect(owner) as connection:
        connection.execute("create table if not exists kept (a int)")
        connection.execute("insert into kept values (1)")
    os.kill(postmaster(home), signal.SIGKILL)
    assert server.ensure_running() == owner
    with psycopg.connect(owner) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (1,)


def test_a_lock_file_whose_number_another_program_has_is_cleared(home: Path) -> None:
    owner = server.ensure_running()
    number = postmaster(home)
    os.kill(number, signal.SIGKILL)
    lock = home / ".caseclock/warehouse/data/postmaster.pid"
    other = subprocess.Popen(["sleep", "60"])
    try:
        lock.write_text(lock.read_text().replace(str(number), str(other.pid), 1))
        assert server.ensure_running() == owner
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_lost_access_file_is_named_and_nothing_made_in_its_place(home: Path) -> None:
    server.ensure_running()
    access = home / ".caseclock/warehouse/access.json"
    access.rename(access.with_name("away"))
    try:
        with pytest.raises(WarehouseUnavailable, match="gone"):
            server.ensure_running()
    finally:
        access.with_name("away").rename(access)


def test_two_first_starts_at_once_make_one_server_over_half_of_one(tmp_path: Path) -> None:
    for half in ("data", "data.new.7"):
        (tmp_path / ".caseclock/warehouse" / half / "base").mkdir(parents=True)
    environment = os.environ | {"CASECLOCK_HOME": str(tmp_path)}
    code = "from caseclock.warehouse import server; print(server.ensure_running())"
    starts = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = {start.communicate(timeout=90)[0] for start in starts}
    try:
        assert [start.returncode for start in starts] == [0, 0, 0]
        assert len(said) == 1
    finally:
        stop = "from caseclock.warehouse import server; server.stop()"
        subprocess.run([sys.executable, "-c", stop], env=environment, check=True, timeout=60)


def test_killed_in_its_first_start_it_is_made_at_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = os.environ | {"CASECLOCK_HOME": str(tmp_path)}
    code = "from caseclock.warehouse import server; server.ensure_running()"
    start = subprocess.Popen([sys.executable, "-c", code], env=environment)
    until = time.monotonic() + 30
    while not list(tmp_path.glob(".caseclock/warehouse/data.new.*/base")) and time.monotonic() < until:
        time.sleep(0.01)
    start.kill()
    start.wait()
    monkeypatch.setenv("CASECLOCK_HOME", str(tmp_path))
    try:
        with psycopg.connect(server.ensure_running()) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
    finally:
        server.stop()


def test_a_taken_port_is_given_up(home: Path) -> None:
    import socket

    server.ensure_running()
    server.stop()
    known = kept.read()
    assert known is not None
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind((kept.HOST, known.port))
        other.listen()
        with psycopg.connect(server.ensure_running()) as connection:
            assert connection.info.port != known.port


def test_it_is_the_newest_that_is_found() -> None:
    found = programs.found()
    assert found == sorted(found)
    assert programs.choose() == found[-1]
    with pytest.raises(WarehouseUnavailable, match="PostgreSQL 99"):
        programs.choose(99)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands rights on")
def test_without_a_right_to_hand_on_root_is_told_what_to_do(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "_right_to_pass", lambda: None)
    someone = account.account_for(home / "none")
    with pytest.raises(WarehouseUnavailable, match="CASECLOCK_HOME"):
        someone.command(["true"], reaching=[home / ".caseclock"])
    command, keywords = someone.command(["true"], reaching=[Path("/usr/bin/env")])
    assert command == ["true"]
    assert keywords["user"] == someone.user


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("postgres://u:p@h/d", "postgresql://u:p@h/d"),
        ("postgresql+psycopg://u:p@h:5/d", "postgresql://u:p@h:5/d"),
    ],
)
def test_an_address_is_made_plain(given: str, plain: str) -> None:
    assert address.plain(given) == plain


@pytest.mark.parametrize("given", ["mysql://u:hush@h/d", "hush", "postgresql://u:hush@h"])
def test_an_address_of_something_else_is_refused_unshown(given: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        address.plain(given)
    assert "hush" not in str(refused.value)


def test_a_role_is_part_of_the_address() -> None:
    assert address.as_role("postgresql://u:p@h/d", "owner") == "postgresql://u:p@h/d"
    reader = address.as_role("postgresql://u:p@h/d?sslmode=require", "reader")
    assert "role%3Dcaseclock_reader" in reader
    assert "sslmode=require" in reader
    assert "+" not in reader
    assert address.shown("postgresql://u:hush@h:7/d") == "h:7/d"
