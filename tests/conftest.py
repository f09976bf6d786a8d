"""What every test stands on: a home of its own, and names for what was not run."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseclock import stopping
from deliveries import own_data
from warehouse_server import stop_at_once, template_server, warehouse

__all__ = ["own_data", "template_server", "warehouse"]

KEPT = {
    "CASECLOCK_CHROMIUM",
    "CASECLOCK_CRASH_SEEDS",
    "CASECLOCK_CIN_SEEDS",
    "CASECLOCK_OPINION_HISTORIES",
    "CASECLOCK_EVERY_RULE",
    "CASECLOCK_OPINION_SEED",
}
BY_FOLDER = {"dags": "airflow", "browser": "browser"}


def pytest_configure(config: pytest.Config) -> None:
    """Set the environment before any test module is imported: settings and Airflow read it then.

    Nothing that is set for the machine's own nights may reach a test, or be reached by one.
    """
    for name in [name for name in os.environ if name.startswith("CASECLOCK_") and name not in KEPT]:
        del os.environ[name]
    home = tempfile.mkdtemp(prefix="caseclock-tests-")
    os.environ["CASECLOCK_HOME"] = home
    config.add_cleanup(lambda: _leave_nothing(Path(home)))


def _leave_nothing(home: Path) -> None:
    """Stop the warehouse server that the tests started, if they did, and remove the home."""
    if (home / ".caseclock" / "warehouse").exists():
        os.environ["CASECLOCK_HOME"] = str(home)
        stop_at_once()
    shutil.rmtree(home, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by the folder they lie in, so that no file has to say it again."""
    here = Path(__file__).parent
    for item in items:
        folder = item.path.relative_to(here).parts[0] if item.path.is_relative_to(here) else ""
        if folder in BY_FOLDER:
            item.add_marker(BY_FOLDER[folder])


@pytest.hookimpl(hookwrapper=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Name each browser test that was not run: where there is no browser, its page went unseen."""
    yield
    unseen = [
        report.nodeid
        for report in terminalreporter.stats.get("skipped", [])
        if "tests/browser/" in report.nodeid
    ]
    if unseen:
        terminalreporter.write_sep("-", "browser tests not run: no Chromium was found", yellow=True)
        for nodeid in unseen:
            terminalreporter.write_line(f"not run: {nodeid}")
        terminalreporter.write_line("Install Chromium, or name it in CASECLOCK_CHROMIUM, and run them again.")


@pytest.fixture(autouse=True)
def nobody_asked_to_stop() -> Iterator[None]:
    """A test in which this process is told to stop leaves that to no other."""
    yield
    stopping._asked.clear()
