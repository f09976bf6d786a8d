"""One warehouse server for the whole test session, and a database of its own for each test."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import pytest
from sqlalchemy.engine import make_url

from caseclock.warehouse import kept, leftovers, server, steps

TEMPLATE = "caseclock_template"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Warehouse:
    """A test's own database, as the owner and as each login."""

    owner: str
    database: str

    def login(self, role: str) -> str:
        """The address for logging in as `caseclock_<role>`, not merely with its rights."""
        known = kept.read()
        assert known is not None
        return known.address(role, self.database)

    def ask(self, text: str, role: str = "owner") -> list[tuple]:
        """The rows that a statement gives to a role."""
        with psycopg.connect(self.login(role)) as connection:
            answer = connection.execute(text)
            return answer.fetchall() if answer.description else []


def at(address: str, database: str) -> str:
    return make_url(address).set(database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def template_server() -> str:
    """The owner's address of a running server that holds an up-to-date template database."""
    owner = server.ensure_running()
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(f"create database {TEMPLATE}")
    steps.apply(at(owner, TEMPLATE))
    return owner


def stop_at_once() -> None:
    """Stop the session's server without writing anything more: its files are about to go."""
    data, known = kept.folder() / "data", kept.read()
    if known and leftovers.is_alive(data, known.name):
        os.kill(int((data / "postmaster.pid").read_text().split("\n", 1)[0]), signal.SIGQUIT)
        leftovers.wait(lambda: False, data, known.name, 10)


@pytest.fixture
def warehouse(template_server: str, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """An up-to-date warehouse without any authority, to which CASECLOCK_DATABASE_URL points.

    It goes with the server at the end: dropping it here would cost more than the test.
    """
    made = new_database(template_server)
    monkeypatch.setenv("CASECLOCK_DATABASE_URL", made.owner)
    return made


def new_database(template_server: str) -> Warehouse:
    """Another database like the template."""
    database = f"test_{next(_numbers)}"
    with psycopg.connect(template_server, autocommit=True) as connection:
        connection.execute(f"create database {database} template {TEMPLATE}")
    return Warehouse(at(template_server, database), database)


@contextmanager
def pointed_at(made: Warehouse) -> Iterator[None]:
    """CASECLOCK_DATABASE_URL points to this database meanwhile, for a fixture that serves several tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASECLOCK_DATABASE_URL", made.owner)
        yield
