"""Rehearsing one return for a chosen collection year, apart from the night."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from caseclock import landing, stopping, work
from caseclock.catalogue.authorities import authorities, check_name
from caseclock.catalogue.calendar import check_as_at, collection_year
from caseclock.catalogue.cin_layout import layout
from caseclock.errors import AsAtRefused, ConfigurationError, DeliveryMissing, DeliveryRefused, NotBuilt
from caseclock.night import Night, run_of
from caseclock.report import wording
from caseclock.report.return_page import verdict
from caseclock.returns.last_return import check_previous, read_previous
from caseclock.returns.making import RETURNS
from caseclock.returns.report_files import ReturnReport, write_night_returns
from caseclock.settings import private_folder

BY_HAND = {"folder": "", "cin_census": "census.xml"}
"""The sources of deliveries that were named by hand, and what beside their folder tells one kind from the other."""


def planned(
    authority: str, return_name: str, year: int | None, as_at: date | None, run_id: str = ""
) -> Night:
    """The night of a rehearsal: a delivery that landing holds, and the collection that is made of it.

    year: the collection, by the year it ends in; None for the one that is being prepared on as_at. as_at:
    None for the latest day for which the delivery is held. run_id: None for one that says what is rehearsed.
    Raises NotBuilt, ConfigurationError, DeliveryMissing when nothing is held, and AsAtRefused for a day
    whose delivery is not held or that lies before the collection's first.
    """
    if return_name not in RETURNS:
        raise NotBuilt(
            f"The return {return_name} is not built yet.",
            where=return_name,
            do=f"Returns that can be rehearsed: {', '.join(RETURNS)}.",
        )
    check_name(authority)
    if as_at is not None:
        check_as_at(as_at, authority)
    night = _held(authority, as_at)
    chosen = collection_year(night.as_at) if year is None else year
    _check_year(chosen, night.as_at)
    return replace(
        night,
        run_id=run_id or f"{night.as_at:%Y%m%d}-{return_name}-{chosen}",
        census_year=chosen,
        may_replace_later=True,
    )


def rehearse(
    night: Night,
    return_name: str,
    previous: Path | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> dict[str, Any]:
    """Make the return, run its rules, publish its tables and write its report; what came of it, in counts.

    night: as `planned` gives it. previous: last year's return, a file, to compare with. say: told each
    step. The findings of the nights stay as they are, and so do their figures; the return's own tables of
    the collection are replaced. A dry run asks no warehouse. The work file is gone afterwards.

    Raises DeliveryMissing and DeliveryRefused for what `previous` is not, and what the steps of a night
    raise.
    """
    from caseclock.check.run_checks import check
    from caseclock.publish.returns import publish_return
    from caseclock.work_file import make_work_file

    check_previous(previous)
    try:
        say("make the return ...")
        make_work_file(night)
        with work.step(night.work_path) as own:
            _compare(own, return_name, night, previous)
            stopping.check()
            say("check ...")
            check(own, (return_name,))
        stopping.check()
        published: dict[str, int] = {}
        if not night.dry_run:
            say("publish ...")
            published = publish_return(night.work_path, run_of(night))
        say("report ...")
        [report] = write_night_returns(night, private_folder(night.report_folder) / "returns")
    finally:
        work.remove(night.work_path)
    return _told(report, published)


def lines(told: dict[str, Any]) -> list[str]:
    """What `rehearse` returned, as lines of plain text."""
    day = wording.day(date.fromisoformat(told["as_at"]))
    return [
        f"{told['authority']}, {told['return']} {told['year']}, as at {day}",
        *told["verdict"],
        f"Report     {told['report']}",
        f"Workbook   {told['workbook']}",
    ]


def _held(authority: str, as_at: date | None) -> Night:
    """The night of the delivery that is held: of the configured sources, else one that was named by hand."""
    named = next((each for each in authorities() if each.name == authority), None)
    if named is not None:
        needed = [source.name for source in named.sources if source.required]
        held = [set(landing.held_days(authority, name)) for name in needed or (s.name for s in named.sources)]
        days = (set.intersection if needed else set.union)(*held) if held else set()
        if day := _chosen(days, as_at):
            return Night(authority, day, "")
    for source, file in BY_HAND.items():
        if day := _chosen(set(landing.held_days(authority, source)), as_at):
            found = landing.find(authority, source, day)
            return Night(authority, day, "", path=str(found.folder / file), system=found.system)
    if as_at is None:
        raise DeliveryMissing(
            "No delivery of the authority is held.",
            where=authority,
            do="Run a night of it first, or correct the name.",
        )
    raise AsAtRefused(
        f"The delivery of {as_at} is not held.",
        where=authority,
        do="Choose a day whose delivery is held, or leave the day out for the latest one.",
    )


def _chosen(days: set[date], as_at: date | None) -> date | None:
    if as_at is None:
        return max(days, default=None)
    return as_at if as_at in days else None


def _check_year(year: int, as_at: date) -> None:
    first = layout().first_year
    if not first <= year <= 2100:
        raise ConfigurationError(
            "There is no collection of that year.",
            where="year",
            do=f"Name the year in which the collection ends, {first} or later.",
        )
    if date(year - 1, 4, 1) > as_at:
        raise AsAtRefused(
            f"The collection of {year} begins on {date(year - 1, 4, 1)}, after {as_at}.",
            where="year",
            do="Choose an earlier collection, or a later day.",
        )


def _compare(own: Path, return_name: str, night: Night, previous: Path | None) -> None:
    """Put last year's return beside this one, which must be of the collection that was asked for."""
    connection = work.connect(own)
    try:
        [(year,)] = connection.execute(f"select year from {return_name}.census").fetchall()
        if year != night.census_year:
            raise DeliveryRefused(
                f"The delivery is the return of {year} itself; that of {night.census_year} cannot be made from it.",
                where=f"{night.authority}, {night.as_at}",
                do=f"Rehearse {year}, or a day on which the case system's tables were delivered.",
            )
        if previous is not None:
            read_previous(connection, previous)
        connection.execute("checkpoint")
    finally:
        connection.close()


def _told(report: ReturnReport, published: dict[str, int]) -> dict[str, Any]:
    figures = report.figures
    return {
        "authority": figures.authority,
        "return": figures.return_name,
        "year": figures.year,
        "as_at": figures.as_at.isoformat(),
        "errors": figures.findings("error"),
        "queries": figures.findings("query"),
        "rules_not_run": len(figures.of("not_run")),
        "verdict": list(verdict(figures)),
        "published": sum(published.values()),
        "report": str(report.page),
        "workbook": str(report.workbook),
    }
