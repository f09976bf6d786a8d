"""What no file of the project may hold, and what its pages promise."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from architecture.files import PROJECT, everything, tracked
from caseclock import errors
from caseclock.errors import CaseclockError
from caseclock.settings import Settings

PLACES = re.compile(
    r"/(?:root|home/[a-z]|Users/[A-Za-z])\w*/|/t[m]p/[\w.-]+|"
    r"https?://[\w.-]*(?:pypi|pythonhosted|npmjs|debian)[\w.-]*",
    re.IGNORECASE,
)
PAGES = tracked("*.md", "docs/**/*.md")


def text_of(path: Path) -> str:
    try:
        return (PROJECT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_file_names_this_machine_or_a_registry() -> None:
    found = [
        f"{path}: {match.group(0)}"
        for path in everything()
        if path != Path("tests/architecture/test_text.py")
        for match in PLACES.finditer(text_of(path))
    ]
    assert found == []


def test_the_lock_is_the_one_with_hashes() -> None:
    assert Path("uv.lock") not in everything()
    lock = text_of(Path("requirements.lock"))
    packages = re.findall(r"^[a-z0-9][\w.-]*==", lock, re.MULTILINE)
    assert len(packages) > 100
    assert len(re.findall(r"^[a-z0-9][\w.-]*==[^\n]*\\\n    --hash=sha256:", lock, re.MULTILINE)) == len(
        packages
    )


def test_nothing_large_or_generated_is_kept() -> None:
    assert [str(path) for path in everything() if (PROJECT / path).stat().st_size > 1024 * 1024] == []
    assert [
        str(path) for path in everything() if path.suffix in {".duckdb", ".parquet", ".log", ".pyc"}
    ] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = unquote(target).partition("#")
        other = (PROJECT / page.parent / name) if name else PROJECT / page
        if not other.exists() or (anchor and anchor not in anchors(other)):
            broken.append(target)
    assert broken == []


def anchors(page: Path) -> set[str]:
    """The anchors that a Markdown page's headings give."""
    headings = re.findall(r"^#+\s+(.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_make_commands_on_the_pages_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(Path("Makefile")), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text_of(page), re.MULTILINE)) <= targets


def test_caseclock_commands_on_the_pages_exist() -> None:
    """Every `caseclock WORD [WORD]` and `--option` of README and docs is one that the command knows."""
    named: dict[str, set[str]] = {}
    for page in PAGES:
        for line in re.findall(r"(?:^|`|\$ |bin/)caseclock ([a-z][^`\n]*)", text_of(page), re.MULTILINE):
            command = line.split()[0]
            named.setdefault(command, set()).update(re.findall(r"(?<![\w-])--[a-z][a-z-]*", line))
    assert named
    for command, options in sorted(named.items()):
        shown = subprocess.run(
            [sys.executable, "-c", "from caseclock.cli import main; main()", command, "--help"],
            capture_output=True, text=True, env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
        )  # fmt: skip
        assert shown.returncode == 0, f"caseclock {command}: {shown.stderr}"
        missing = {option for option in options if option not in shown.stdout}
        assert not missing, f"caseclock {command} does not know {missing}"


def test_every_setting_is_on_the_deployment_page() -> None:
    page = text_of(Path("docs/deployment.md"))
    listed = set(re.findall(r"^\| `(CASECLOCK_\w+)`", page, re.MULTILINE))
    assert listed == {f"CASECLOCK_{name.upper()}" for name in Settings.model_fields}


def test_every_council_setting_is_on_the_data_engineers_page() -> None:
    """Those that are checked when they are read, and those that a SELECT asks for by name."""
    checked = json.loads(text_of(Path("include/caseclock/catalogue/schemas/authorities.json")))
    told = checked["$defs"]["authority"]["properties"]["settings"]["items"]["allOf"]
    conditions = json.dumps([rule["if"] for rule in told])
    known = set(re.findall(r'"([a-z]\w+)"', conditions)) - set(re.findall(r'"(\w+)":', conditions))
    for path in tracked("sql/**/*.sql", "expectations/**/*.sql"):
        if re.search(r"\b(?:from|join) setting\b", text := text_of(path)):
            known |= set(re.findall(r"\bname = '(\w+)'", text))
    page = text_of(Path("docs/data-engineer.md"))
    table = page[page.index("| Name | Value | Without it |") : page.index("Addresses and passwords")]
    listed = set(re.findall(r"`([a-z]\w+)`", " ".join(re.findall(r"^\| ([^|]*) \|", table, re.MULTILINE))))
    assert known - {"lea"} == listed - {"formal_resolution_stage_1_working_days"}


def test_every_exit_code_is_in_the_runbook() -> None:
    listed = dict(re.findall(r"^\| (\d+) \| (\w+) \|", text_of(Path("docs/runbook.md")), re.MULTILINE))
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    known = {kind.exit_code: kind.__name__ for kind in kinds if issubclass(kind, CaseclockError)}
    known.pop(CaseclockError.exit_code)
    assert {int(code): name for code, name in listed.items()} == known


@pytest.mark.parametrize("path", tracked("**/*.svg"), ids=str)
def test_pictures_load_nothing_and_say_what_they_show(path: Path) -> None:
    text = text_of(path)
    assert "<title" in text and "<desc" in text
    assert not re.findall(r"(?:href|src)=[\"'](?!#)|@import|<script|url\((?!#)", text)
