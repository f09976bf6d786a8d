"""The worked examples of CONTRIBUTING.md work: their files are written, their commands are run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import get_args

import pytest

from architecture.files import PROJECT
from caseclock.catalogue.measures import ClockHeader, Domain, MeasureHeader
from caseclock.measure.ledger import CLOCK_ROW, MEASURE_INPUT

TEXT = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COPIED = ("include", "sql", "expectations", "tests", "pyproject.toml")


def examples() -> dict[str, list[tuple[str, str, str]]]:
    """The blocks under each `## Add a ...`: (language, file, text)."""
    return {title: BLOCK.findall(text) for title, text in sections().items() if title.startswith("Add a")}


def sections() -> dict[str, str]:
    """What stands under each heading of the page."""
    parts = re.split(r"^## (.+)$", TEXT, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "architecture", ".sqlfluff")
    for name in COPIED:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, tmp_path / name, ignore=ignored)
        else:
            shutil.copy(PROJECT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(PROJECT / ".venv")
    return tmp_path


@pytest.mark.parametrize(
    "title", ["Add a rule", "Add a rule of a return", "Add a clock", "Add a measure", "Add a source"]
)
def test_the_worked_example_works(title: str, copy: Path) -> None:
    blocks = examples()[title]
    commands = [line for language, _, text in blocks if language == "sh" for line in text.splitlines()]
    assert commands
    for _, name, text in (block for block in blocks if block[1]):
        path = copy / name.removesuffix(" (append)")
        if name.endswith("(append)"):
            path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
        else:
            assert not path.exists(), f"{name} is no new file"
            path.write_text(text, encoding="utf-8")
    # The copy's own package comes before the one that is installed.
    environment = {**os.environ, "PYTHONPATH": str(copy / "include")}
    for command in commands:
        done = subprocess.run(command.split(), cwd=copy, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        if " nightly " in command:
            # No fault was planted; forty children have few kinds of disability (2887Q).
            assert "Findings   0 error, 1 query, 0 warning" in done.stdout, done.stdout


def listed(place: str, table: int) -> set[str]:
    """The names in a table of the grammar on the lines that are about this place: clock or measure."""
    lines = sections()["The grammar"].split("\n\n| ")[table].splitlines()[2:]
    about = [line.split("|") for line in lines if re.search(rf"\| (both|{place}|clock; measure) \|", line)]
    return {name for line in about for name in re.findall(r"`(\w+)`", line[1])}


@pytest.mark.parametrize(("place", "header"), [("clock", ClockHeader), ("measure", MeasureHeader)])
def test_the_grammar_names_every_key(place: str, header: type[ClockHeader] | type[MeasureHeader]) -> None:
    assert listed(place, 1) - {"clock", "measure"} == set(header.model_fields) - {"clock", "measure"}
    bold = set(re.findall(r"\*\*`(\w+)`\*\*", sections()["The grammar"]))
    assert {name for name, field in header.model_fields.items() if field.is_required()} <= bold


def test_the_grammar_names_every_domain() -> None:
    [line] = [line for line in sections()["The grammar"].splitlines() if line.startswith("| **`domain`**")]
    assert set(get_args(Domain)) <= set(re.findall(r"\w+", line))


@pytest.mark.parametrize(("place", "table"), [("clock", CLOCK_ROW), ("measure", MEASURE_INPUT)])
def test_the_grammar_names_every_column(place: str, table: str) -> None:
    types = "text|child|measure_id|bigint|date|integer|boolean|double|timestamptz|decimal"
    columns = set(re.findall(rf"(\w+) (?:{types})", table))
    assert listed(place, 2) == columns - {"measure"}
