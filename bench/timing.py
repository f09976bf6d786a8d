"""A line of the benchmark table, and how the time for it is taken."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Line:
    """A line of the table: ours and the least, in seconds, over so many rows."""

    step: str
    rows: int
    ours: float
    least: float
    least_is: str

    @property
    def ratio(self) -> float:
        """How many times the least it takes."""
        return self.ours / self.least if self.least else float("nan")


@contextmanager
def scratch(home: Path) -> Iterator[Path]:
    """A place for a work file of its own, gone afterwards with all that lies beside it."""
    folder = home / "scratch"
    folder.mkdir(mode=0o700)
    try:
        yield folder / "night.duckdb"
    finally:
        shutil.rmtree(folder)


def best(step: Callable[[], Any], repeat: int) -> tuple[Any, float]:
    """The step's answer, and the seconds of the quickest of so many tries."""
    took, answer = [], None
    for _ in range(repeat):
        began = time.perf_counter()
        answer = step()
        took.append(time.perf_counter() - began)
    return answer, min(took)
