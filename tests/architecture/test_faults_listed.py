"""The list of faults names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
LIST = TESTS / "faults" / "README.md"


def test_every_test_that_the_list_names_is_there() -> None:
    every = {
        name
        for path in TESTS.rglob("test_*.py")
        for name in re.findall(r"def test_(\w+)\(", path.read_text())
    }
    listed = [line for line in LIST.read_text().splitlines() if re.match(r"\| \d", line)]
    assert len(listed) > 40
    for line in listed:
        told = line.rsplit("|", 2)[1]
        for path in re.findall(r"`([\w/.]+)`", told):
            assert (TESTS / path).exists() or (TESTS.parent / path).exists(), path
        named = set(re.findall(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b", re.sub(r"`[^`]*`", "", told)))
        assert named <= every, line
