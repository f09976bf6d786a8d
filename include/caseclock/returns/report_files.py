"""The files of a rehearsed return for people: a page of counts, and the workbook with its findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from caseclock import work
from caseclock.desk.return_workbook import write_return_workbook
from caseclock.publish.history import History, history
from caseclock.report.return_figures import ReturnFigures, return_figures
from caseclock.report.return_page import write_return_page
from caseclock.returns.making import RETURNS
from caseclock.work_file import holds

if TYPE_CHECKING:
    from caseclock.night import Night


class ReturnReport(NamedTuple):
    """What was read of a rehearsed return, and the files that tell it."""

    figures: ReturnFigures
    page: Path
    workbook: Path


def write_return_report(
    work_path: Path, folder: Path, return_name: str, history: History, *, title: str | None = None
) -> ReturnReport:
    """Write `<return>_<year>.html` and `.xlsx` (both 0600) of a work file's return into `folder`.

    title: the authority's name as people say it. Raises CaseclockError when the rules of the return have
    not been run, StorageFull when there is no room.
    """
    connection = work.connect(work_path, read_only=True)
    try:
        figures = return_figures(connection, return_name, history)
        name = folder / f"{return_name}_{figures.year}"
        page = write_return_page(figures, name.with_suffix(".html"), title=title)
        workbook = write_return_workbook(connection, figures, name.with_suffix(".xlsx"))
    finally:
        connection.close()
    return ReturnReport(figures, page, workbook)


def write_night_returns(night: Night, folder: Path) -> list[ReturnReport]:
    """Write the report of each return that a night has rehearsed into `folder`.

    The night's work file says which collection it prepared; earlier nights are asked of the warehouse,
    but not by a dry run.
    """
    return [
        write_return_report(night.work_path, folder, name, _before(night, name), title=night.configured.title)
        for name in RETURNS
        if holds(night, name, "census")
    ]


def _before(night: Night, return_name: str) -> History:
    if night.dry_run:
        return History(why_none="a dry run asks no warehouse")
    connection = work.connect(night.work_path, read_only=True)
    try:
        [(year,)] = connection.execute(f"select year from {return_name}.census").fetchall()
    finally:
        connection.close()
    return history(night.authority, return_name, year, night.as_at)
