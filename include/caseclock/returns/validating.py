"""Checking a delivery by a return's rules: no warehouse, no key, nothing left behind but the findings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from caseclock import landing, stopping, work
from caseclock.catalogue.authorities import Authority
from caseclock.catalogue.calendar import FIRST_DAY, LAST_DAY, check_as_at
from caseclock.catalogue.cin_layout import layout
from caseclock.catalogue.contracts import contract_for
from caseclock.check.run_checks import check
from caseclock.desk.findings_workbook import write_findings_csv
from caseclock.errors import ConfigurationError, DeliveryMissing, NotBuilt
from caseclock.load import load
from caseclock.load.night_facts import create_facts, write_run
from caseclock.report.return_totals import signed_percent, totals
from caseclock.returns.census_from_file import read_census
from caseclock.returns.census_schema import SCHEMA
from caseclock.returns.last_return import check_previous, read_previous
from caseclock.scratch import scratch_folder
from caseclock.settings import private_folder, settings
from caseclock.sources.opening import WORKBOOKS, ad_hoc, open_source
from caseclock.warehouse import pseudonym
from caseclock.whole_file import check_out

RULES_OF = {"ssd": ("local",), "cin-census": ("cin_census",)}
"""Which rules judge which return."""

NO_AUTHORITY = Authority(name="validate", title="validate", code="", sources=())
"""A file that is checked by itself belongs to nobody."""

CLEAN, ERRORS_FOUND, RULES_NOT_RUN = 0, 1, 2


def validate(
    return_name: str,
    path: Path,
    findings: Path,
    previous: Path | None,
    year: int | None,
    system: str | None,
    say: Callable[[str], None],
) -> int:
    """Write the findings on `path` to the CSV `findings`; the exit code.

    0: nothing of severity error was found. 1: something was. 2: nothing was, but rules did not run;
    those that compare with an earlier delivery count only when `previous` was given. path: SSD tables, or
    for cin-census the return's own file too. previous: last night's delivery, or last year's return.
    Columns of the CSV: rule, severity, table, row, child_id, columns, message. Raises NotBuilt for a
    return without rules, DeliveryMissing when there is nothing at `path`, ConfigurationError for a year
    without a collection or `findings` that may not be written, and what reading raises.
    """
    if return_name not in RULES_OF:
        raise NotBuilt(
            f"Checking the return {return_name} is not built yet.",
            where=return_name,
            do=f"Built are: {', '.join(RULES_OF)}.",
        )
    for given in (path, previous):
        if given is not None and not given.exists():
            raise DeliveryMissing("There is nothing at this path.", where=str(given), do="Correct the path.")
    of_census = return_name == "cin-census"
    if of_census:
        check_previous(previous)
    if year is not None:
        _check_year(year, layout().first_year if of_census else FIRST_DAY.year + 1)
    tables = [file for file in path.iterdir() if contract_for(file.stem)] if path.is_dir() else []
    check_out(findings, path, previous, *tables)
    with _scratch_home() as home, work.room(home):
        work_path = private_folder(home) / "validate.duckdb"
        if of_census and path.is_file() and path.suffix.lower() not in WORKBOOKS:
            _read_census(work_path, path, previous, year, say)
        else:
            _load(work_path, path, None if of_census else previous, year, system)
            if of_census:
                _make_census(work_path, previous)
        check(work_path, RULES_OF[return_name])
        stopping.check()  # rules that a signal broke off count as not run
        write_findings_csv(work_path, findings)
        connection = work.connect(work_path, read_only=True)
        try:
            if of_census and previous is not None:
                _compare(connection, say)
            return _verdict(connection, previous is not None, findings, say)
        finally:
            connection.close()


def _read_census(
    work_path: Path, path: Path, previous: Path | None, year: int | None, say: Callable[[str], None]
) -> None:
    """A census file straight into its schema, and last year's beside it."""
    connection = work.connect(work_path)
    try:
        create_facts(connection)
        read = read_census(connection, path, year)
        write_run(connection, NO_AUTHORITY, yesterday(), "validate", "plain", None, year)
        if previous is not None:
            read_previous(connection, previous)
        pseudonym.install(connection)
    finally:
        connection.close()
    say(
        f"{read.children:,} children, {sum(read.rows.values()):,} rows, {read.problems:,} problems of structure"
    )


def _make_census(work_path: Path, previous: Path | None) -> None:
    """The return made of SSD tables that are loaded, and last year's beside it."""
    from caseclock.returns.making import make_returns

    connection = work.connect(work_path)
    try:
        make_returns(connection)
        if previous is not None:
            read_previous(connection, previous)
    finally:
        connection.close()


def _load(work_path: Path, path: Path, previous: Path | None, year: int | None, system: str | None) -> None:
    source = ad_hoc(path, system)
    opened = open_source(source, date.max)
    as_at = date.fromisoformat(opened.said().as_at) if opened.said().as_at else yesterday()
    if year is not None:
        as_at = min(as_at, date(year, 3, 31))
    check_as_at(as_at, str(path))
    authority = replace(NO_AUTHORITY, sources=(source,))
    earlier = []
    if previous is not None:
        before = ad_hoc(previous, system)
        earlier = [
            landing.land(
                open_source(before, as_at), "previous", before, date.fromordinal(as_at.toordinal() - 1)
            )
        ]
    delivery = landing.land(opened, authority.name, source, as_at)
    connection = work.connect(work_path)
    try:
        load(
            connection,
            [delivery],
            authority,
            as_at,
            run_id="validate",
            census_year=year,
            previous=earlier,
            previous_tables={table for each in earlier for table in each.tables},
            previous_counts={
                name: int(table["rows_loaded"]) for each in earlier for name, table in each.tables.items()
            },
        )
        pseudonym.install(connection)
    finally:
        connection.close()


def _check_year(year: int, first: int) -> None:
    if not first <= year <= LAST_DAY.year:
        raise ConfigurationError(
            "There is no collection of that year.",
            where="--year",
            do=f"Name the year in which the collection ends, {first} to {LAST_DAY.year}.",
        )


def yesterday() -> date:
    """What a delivery that names no day is taken to cover: the last full day in London."""
    return datetime.now(ZoneInfo("Europe/London")).date() - timedelta(days=1)


def _compare(connection: duckdb.DuckDBPyConnection, say: Callable[[str], None]) -> None:
    """Say the return's totals beside last year's."""
    compared = totals(connection, SCHEMA, date.max)
    say(f"compared with the return of {compared.last_year}")
    for each in compared.rows:
        say(f"{each.title}: {each.this:,}, last year {each.last or 0:,} ({signed_percent(each.percent)})")


def _verdict(
    connection: duckdb.DuckDBPyConnection, compared: bool, findings: Path, say: Callable[[str], None]
) -> int:
    outcomes = dict(connection.execute("select outcome, count(*) from rule_result group by 1").fetchall())
    severities = dict(connection.execute("select severity, count(*) from finding group by 1").fetchall())
    silent = connection.execute(
        "select rule, reason from rule_result where outcome = 'not_run' and (reason <> 'first night' or ?)"
        " order by rule",
        [compared],
    ).fetchall()
    say(", ".join(f"{outcomes.get(name, 0)} {words}" for name, words in OUTCOMES.items()))
    say(", ".join(f"{severities.get(name, 0)} {words}" for name, words in SEVERITIES.items()))
    for rule, reason in silent:
        say(f"not run: {rule} ({reason})")
    say(f"findings: {findings}")
    if severities.get("error"):
        return ERRORS_FOUND
    return RULES_NOT_RUN if silent else CLEAN


OUTCOMES = {"held": "rules held", "broken": "broken", "not_run": "not run"}
SEVERITIES = {"error": "errors", "query": "queries", "warning": "warnings"}


@contextmanager
def _scratch_home() -> Iterator[Path]:
    """A home that is gone afterwards: landing, work file and key of this one check lie in it."""
    kept = {name: os.environ.get(name) for name in ("CASECLOCK_HOME", "CASECLOCK_DATA")}
    with scratch_folder() as folder:
        os.environ["CASECLOCK_HOME"] = str(folder)
        os.environ.pop("CASECLOCK_DATA", None)
        try:
            yield settings().state
        finally:
            for name, value in kept.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
