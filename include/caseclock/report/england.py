"""England's published figures, to show beside a local one."""

from __future__ import annotations

from caseclock.catalogue.benchmarks import Benchmark, published

England = Benchmark
"""A benchmark whose area is England."""


def figure(measure: str) -> England | None:
    """The latest figure of a measure that is not in bands; None when nothing is known of it."""
    rows = [row for row in _england() if row.measure == measure and not row.band]
    return max(rows, key=lambda row: row.year, default=None)


def bands(measure: str) -> dict[str, England]:
    """The latest year's bands of a measure, by their folded label (see fold); empty when there are none."""
    rows = [row for row in _england() if row.measure == measure and row.band]
    latest = max((row.year for row in rows), default="")
    return {fold(row.band): row for row in rows if row.year == latest}


def fold(label: str) -> str:
    """A band's label so that 41–45, "41 to 45" and "41_45 working days" are the same."""
    text = label.lower().replace("working days", "").replace("_", "-").replace("–", "-").replace(" to ", "-")
    text = text.replace(" or more", "+").replace(" and over", "+").replace("same-day", "same day").strip()
    return "same day" if text == "0" else text


def _england() -> list[England]:
    return [row for row in published() if row.area_kind == "england"]
