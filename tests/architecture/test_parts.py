"""Which part may use which, as the tree promises it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from architecture.files import PROJECT, tracked

HEAVY_AT_PARSE = {"pandas", "great_expectations", "sqlalchemy", "duckdb", "pyarrow"}


def imported(path: Path, *, top_only: bool = False) -> set[str]:
    """First names of the modules that a file imports; only those at its top level when asked."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_only else ast.walk(tree)
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", tracked("include/caseclock/**/*.py"), ids=str)
def test_the_package_imports_no_airflow(path: Path) -> None:
    assert "airflow" not in imported(PROJECT / path)


@pytest.mark.parametrize("path", tracked("dags/*.py"), ids=str)
def test_dags_are_wiring_only(path: Path) -> None:
    assert not imported(PROJECT / path, top_only=True) & HEAVY_AT_PARSE


@pytest.mark.parametrize("path", tracked("dags/*.py", "plugins/**/*.py"), ids=str)
def test_dags_and_plugins_use_no_tests_or_bench(path: Path) -> None:
    assert not imported(PROJECT / path) & {"tests", "bench"}


def test_the_command_starts_without_airflow_and_great_expectations() -> None:
    """Both take seconds to import, and most commands need neither."""
    look = (
        "import sys; import caseclock.cli; "
        "print(sorted({'airflow', 'great_expectations', 'pandas', 'altair'} & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "path", tracked("include/caseclock/**/*.py", "dags/*.py", "plugins/**/*.py"), ids=str
)
def test_no_name_says_nothing(path: Path) -> None:
    assert path.stem.strip("_") not in {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


@pytest.mark.parametrize(
    "path", tracked("include/caseclock/**/*.py", "dags/*.py", "plugins/**/*.py", "tests/**/*.py"), ids=str
)
def test_a_module_stays_readable(path: Path) -> None:
    """Near 200 lines is the aim; 400 is where one job has become two."""
    if not path.stem.endswith("_generated"):
        assert len((PROJECT / path).read_text(encoding="utf-8").splitlines()) <= 400
