"""A night run by hand: the same steps without Airflow, telling how it goes line by line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from caseclock import night as steps
from caseclock.catalogue.authorities import authorities
from caseclock.errors import CaseclockError
from caseclock.night import Night
from caseclock.report.summary import lines, summary

LOOK = '.venv/bin/caseclock sql "select * from reporting.publication"'

STEPS: dict[str, Callable[[Night], Any]] = {
    "extract": steps.extract,
    "load and check": steps.load_and_check,
    "gate": steps.gate,
    "core and measures": steps.measure,
    "publish": steps.publish,
    "report": steps.report,
}
UP_TO_THE_GATE = ("extract", "load and check", "gate")


def run(
    source: str, authority: str, as_at: date, system: str | None, dry_run: bool, say: Callable[[str], None]
) -> None:
    """Run a whole night here and now.

    source: a configured source's name, or a folder of SSD tables, a workbook or a CIN census file.
    system: the case system of a path; None for what its manifest says, else plain. Raises what the
    steps raise; what the checks found has been written by then.
    """
    night = _planned(source, authority, as_at, system, dry_run)
    written: dict[str, Any] = {}
    try:
        for name, step in STEPS.items():
            if name in UP_TO_THE_GATE or not dry_run:
                say(f"{name} ...")
                written |= step(night) or {}
    except CaseclockError:
        if "findings_workbook" in written:
            say(f"What the checks found is in {written['findings_workbook']}")
        raise
    else:
        say("")
        for line in lines(
            summary(night.work_path),
            scorecard=Path(written["scorecard"]) if "scorecard" in written else None,
            findings=Path(written["findings_workbook"]),
            look="" if dry_run else LOOK,
        ):
            say(line)
    finally:
        steps.tidy(night)


def _planned(source: str, authority: str, as_at: date, system: str | None, dry_run: bool) -> Night:
    """The night, with one run id for every try of it from the same place: a second try repeats the first."""
    known = {each.name for named in authorities() if named.name == authority for each in named.sources}
    today = datetime.now(steps.LONDON).date()
    night = replace(steps.planned(authority, as_at, "", today), dry_run=dry_run)
    night = (
        replace(night, source=source)
        if source in known
        else replace(night, path=str(Path(source).resolve()), system=system or "")
    )
    told = f"{night.path}|{night.source}|{night.system}|{dry_run}"
    return replace(night, run_id=f"{as_at:%Y%m%d}-{hashlib.sha256(told.encode()).hexdigest()[:8]}")
