"""A night run by hand: the same steps without Airflow, telling how it goes line by line."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from caseclock import night as steps
from caseclock import stopping
from caseclock.catalogue.authorities import authorities
from caseclock.errors import CaseclockError, DeliveryMissing, RunBusy
from caseclock.night import Night
from caseclock.publish.last import last_publication
from caseclock.report.summary import lines, summary
from caseclock.settings import private_folder

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

    source: a configured source's name, for the authority's night with all its sources; or the path of a
    folder of SSD tables, a workbook or a CIN census file, for a night on that alone.
    system: the case system of a path; None for what its manifest says, else plain. Raises what the
    steps raise; what the checks found has been written by then.
    """
    night = _planned(source, authority, as_at, system, dry_run)
    with _alone(night):
        _run(night, dry_run, say)


def rehearse(
    return_name: str,
    authority: str,
    year: int | None,
    as_at: date | None,
    previous: Path | None,
    dry_run: bool,
    say: Callable[[str], None],
) -> None:
    """Rehearse a return here and now, as returns.rehearsal has it; return_name as a person writes it."""
    from caseclock.returns import rehearsal

    name = return_name.replace("-", "_")
    night = replace(rehearsal.planned(authority, name, year, as_at), dry_run=dry_run)
    with _alone(night):
        told = rehearsal.rehearse(night, name, previous, say)
    say("")
    for line in rehearsal.lines(told):
        say(line)


def _run(night: Night, dry_run: bool, say: Callable[[str], None]) -> None:
    written: dict[str, Any] = {}
    try:
        for name, step in STEPS.items():
            stopping.check()
            if name in UP_TO_THE_GATE or not dry_run:
                say(f"{name} ...")
                if name == "publish":
                    _say_what_is_replaced(night, say)
                written |= step(night) or {}
                if name == "extract":
                    _say_other_days(night, written["deliveries"], say)
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


def _say_other_days(
    night: Night, deliveries: Mapping[str, Mapping[str, Any]], say: Callable[[str], None]
) -> None:
    """A delivery that was named by hand is taken for the day that was asked for, and that is said."""
    for name, told in deliveries.items():
        if told["covers_to"] != night.as_at.isoformat():
            say(
                f"note: the delivery {name} says that it covers {told['covers_to']}; the night is for {night.as_at}"
            )


def _say_what_is_replaced(night: Night, say: Callable[[str], None]) -> None:
    """An earlier night may take the place of a later one, when a person asks for it."""
    seen = last_publication(night.authority)
    if seen and seen.as_at > night.as_at:
        say(
            f"note: this takes the place of the figures as at {seen.as_at}; run that night again to see them again"
        )


@contextmanager
def _alone(night: Night) -> Iterator[None]:
    """Refuse a second run by hand of one authority: the two would share a work file.

    A killed process lets go of the lock by itself.
    """
    handle = os.open(
        private_folder(night.work_path.parent) / "by_hand.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
    )
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunBusy(
                "Another run of the authority is at work.",
                where=night.authority,
                do="Wait until it has ended; nothing of this run was begun.",
            ) from None
        os.utime(handle)  # housekeeping deletes what nobody has touched for a day
        yield
    finally:
        os.close(handle)


def _planned(source: str, authority: str, as_at: date, system: str | None, dry_run: bool) -> Night:
    """The night, with one run id for every try of it from the same place: a second try repeats the first."""
    today = datetime.now(steps.LONDON).date()
    night = replace(steps.planned(authority, as_at, "", today), dry_run=dry_run, may_replace_later=True)
    known = {each.name for named in authorities() if named.name == authority for each in named.sources}
    if source not in known and not Path(source).exists():
        raise DeliveryMissing(
            f"{authority} has no source of this name, and there is no such folder or file.",
            where=source,
            do=f"Known sources are {', '.join(sorted(known))}." if known else "Give the path of a delivery.",
        )
    if source not in known:
        night = replace(night, path=str(Path(source).resolve()), system=system or "")
    told = f"{night.path}|{night.system}|{dry_run}"
    return replace(night, run_id=f"{as_at:%Y%m%d}-{hashlib.sha256(os.fsencode(told)).hexdigest()[:8]}")
