"""One night of one authority, step by step; Airflow and the command line call the same functions.

Each step takes a Night, does its work on the night's own DuckDB file and returns counts and paths
only. A step that finds no work file, because another worker made it, rebuilds it from landing.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import duckdb

from caseclock import landing, work
from caseclock.catalogue import authorities as catalogue
from caseclock.catalogue.authorities import Authority, SourceConfig
from caseclock.errors import AsAtRefused, DeliveryMissing, GateStopped
from caseclock.landing import Delivery
from caseclock.settings import PROJECT, private_folder, settings

if TYPE_CHECKING:
    from caseclock.publish.last import Publication
    from caseclock.publish.run import Run

log = logging.getLogger(__name__)

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2040, 12, 31)
"""The calendar; a night beyond it could count no working days."""

LONDON = ZoneInfo("Europe/London")
LOOK = 'caseclock sql "select * from measure_value limit 20"; caseclock warehouse url for Power BI, Excel or psql'

Counts = dict[str, Any]


@dataclass(frozen=True)
class Night:
    """Which night: an authority, its as-at date, and a run id that every try of it shares.

    path and system are set when the source is a path given on the command line; a dry run asks no
    warehouse and ends at the gate.
    """

    authority: str
    as_at: date
    run_id: str
    path: str = ""
    system: str = ""
    source: str = ""
    dry_run: bool = False

    @property
    def work_path(self) -> Path:
        """The night's DuckDB file, on this worker."""
        return settings().work / self.authority / f"{self.run_id}.duckdb"

    @property
    def report_folder(self) -> Path:
        """Where this authority's scorecard and findings are written."""
        return settings().reports / self.authority


def planned(authority: str, as_at: date, run_id: str) -> Night:
    """The night of a configured authority; reads and checks nothing but the date."""
    if not FIRST_DAY <= as_at <= LAST_DAY:
        raise AsAtRefused(
            f"The as-at date {as_at} lies outside the calendar.",
            where=authority,
            do=f"Choose a day from {FIRST_DAY} to {LAST_DAY}.",
        )
    return Night(authority, as_at, run_id)


def arrived(night: Night) -> bool:
    """Whether every required source has delivered and its files have stopped growing."""
    from caseclock.sources.arrival import has_arrived

    return all(has_arrived(source, night.as_at) for source in _configured(night).sources if source.required)


def extract(night: Night) -> Counts:
    """Copy each source's delivery into landing; an optional one may be an earlier delivery.

    Raises DeliveryMissing when a required source has nothing that is young enough.
    """
    from caseclock.sources.opening import open_source

    taken = {}
    for source in _configured(night).sources:
        try:
            delivery = landing.land(open_source(source, night.as_at), night.authority, source, night.as_at)
        except DeliveryMissing:
            earlier = _earlier(night, source)
            if earlier is None and source.required:
                raise
            if earlier is None:
                continue
            delivery = earlier
        taken[source.name] = _told(delivery)
    return {"deliveries": taken}


def load_and_check(night: Night) -> Counts:
    """Type tonight's delivery, run every check on it, and publish what they found."""
    from caseclock.check.run_checks import check
    from caseclock.publish.quality import publish_quality

    loaded = _load(night)
    with work.step(night.work_path) as own:
        found = check(own)
        _name_children(own)
    counts: Counts = {
        **loaded,
        "rules_held": found.held,
        "rules_broken": found.broken,
        "rules_not_run": found.not_run,
        "findings": found.findings,
    }
    if not night.dry_run:
        counts["quality"] = publish_quality(night.work_path, _run(night))
    return counts


def gate(night: Night) -> Counts:
    """Decide with figures whether to go on; raises GateStopped when not, and nothing is published."""
    from caseclock.check.gate import decide

    _ensure_checked(night)
    connection = work.connect(night.work_path, read_only=True)
    try:
        decision = decide(connection)
    finally:
        connection.close()
    if not decision.go:
        raise GateStopped(
            "The gate stopped this night. " + " ".join(decision.reasons),
            where=f"{night.authority} as at {night.as_at}",
            do="Put the delivery right and run the night again; the last good publication stays visible.",
        )
    return {"go": True, **decision.figures}


def measure(night: Night) -> Counts:
    """Build the star, run every clock and measure, and roll the rows up."""
    from caseclock.measure.core import build_core
    from caseclock.measure.ledger import build_measures
    from caseclock.warehouse import pseudonym

    _ensure_checked(night)
    with work.step(night.work_path) as own:
        connection = work.connect(own)
        try:
            pseudonym.install(connection)
            counts = build_core(connection) | build_measures(connection)
            connection.execute("checkpoint")
        finally:
            connection.close()
    return counts


def publish(night: Night) -> Counts:
    """Replace the authority's figures in the warehouse, in one transaction."""
    from caseclock.publish.results import publish_results

    _ensure_measured(night)
    return publish_results(night.work_path, _run(night))


def report(night: Night) -> Counts:
    """Write the scorecard and the steward's lists beside each other; their paths."""
    from caseclock.desk.findings_workbook import write_findings
    from caseclock.report.dictionary import write_dictionary
    from caseclock.report.scorecard import write_scorecard

    _ensure_measured(night)
    folder = private_folder(night.report_folder)
    seen = _seen_by_readers(night)
    scorecard = write_scorecard(
        night.work_path,
        folder / "scorecard.html",
        title=_configured(night).title,
        published_at=seen.published_at.astimezone(LONDON) if seen else None,
    )
    workbook, table = write_findings(night.work_path, folder)
    dictionary = write_dictionary(folder / "dictionary.html")
    return {
        "scorecard": str(scorecard),
        "findings": str(workbook),
        "findings_csv": str(table),
        "dictionary": str(dictionary),
    }


def tidy(night: Night) -> None:
    """Remove the night's work file, after a failure too."""
    work.remove(night.work_path)


def run(
    source: str, authority: str, as_at: date, *, system: str | None, dry_run: bool, say: Callable[[str], None]
) -> None:
    """Run a whole night here and now, telling how it goes line by line.

    source: a configured source's name, a folder of SSD tables, a workbook or a CIN census file. Raises
    what the steps raise.
    """
    from caseclock.report.summary import lines, summary

    night = replace(planned(authority, as_at, f"{as_at:%Y%m%d}"), dry_run=dry_run)
    known = {each.name for each in _known_sources(authority)}
    night = replace(night, source=source) if source in known else replace(night, path=source, system=system or "")
    night = replace(night, run_id=_own_run_id(night))
    steps: list[tuple[str, Callable[[Night], Any]]] = [
        ("extract", extract),
        ("load and check", load_and_check),
        ("gate", gate),
    ]
    if not dry_run:
        _prepare_warehouse(night)
        steps += [("core and measures", measure), ("publish", publish), ("report", report)]
    try:
        written: Counts = {}
        for name, step in steps:
            say(f"{name} ...")
            written = step(night) or {}
        say("")
        told = lines(
            summary(night.work_path),
            scorecard=Path(written["scorecard"]) if "scorecard" in written else None,
            findings=Path(written["findings"]) if "findings" in written else None,
            look="" if dry_run else LOOK,
        )
        for line in told:
            say(line)
    finally:
        tidy(night)


def _own_run_id(night: Night) -> str:
    """One id for every try of the same night from the same place, so that a second try repeats the first."""
    told = f"{night.path}|{night.source}|{night.system}|{night.dry_run}"
    return f"{night.as_at:%Y%m%d}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def _known_sources(authority: str) -> tuple[SourceConfig, ...]:
    return next((each.sources for each in catalogue.authorities() if each.name == authority), ())


def _configured(night: Night) -> Authority:
    """The authority with its sources; a path from the command line is its only source."""
    if not night.path:
        known = catalogue.authority(night.authority)
        return replace(known, sources=(known.source(night.source),)) if night.source else known
    from caseclock.sources.opening import ad_hoc

    named = next((each for each in catalogue.authorities() if each.name == night.authority), None)
    source = ad_hoc(night.path, night.system or None)
    if named is None:
        return Authority(name=night.authority, title=night.authority, code="", sources=(source,))
    return replace(named, sources=(source,))


def _earlier(night: Night, source: SourceConfig) -> Delivery | None:
    held = landing.latest(night.authority, source.name, night.as_at)
    if held is None or (source.longest_age_days and (night.as_at - held.as_at).days > source.longest_age_days):
        return None
    return held


def _deliveries(night: Night) -> list[Delivery]:
    """Tonight's deliveries in landing; AsAtRefused when a required one is no longer held."""
    found = []
    for source in _configured(night).sources:
        delivery = _earlier(night, source)
        if delivery is None and source.required:
            delivery = landing.find(night.authority, source.name, night.as_at)
        if delivery is not None:
            found.append(delivery)
    return found


def _told(delivery: Delivery) -> Counts:
    return {
        "as_at": delivery.as_at.isoformat(),
        "sha256": delivery.sha256[:12],
        "tables": len(delivery.tables),
        "rows_in": sum(int(table["rows_in"]) for table in delivery.tables.values()),
    }


def _load(night: Night) -> Counts:
    """Make the work file from landing, with what the warehouse knows of earlier nights beside it."""
    from caseclock.load import load

    last = None if night.dry_run else _last(night)
    work.remove(night.work_path)
    with work.step(night.work_path) as own:
        connection = work.connect(own)
        try:
            loaded = load(
                connection,
                _deliveries(night),
                _configured(night),
                night.as_at,
                run_id=night.run_id,
                previous=_previous(night, last),
                previous_tables=_previous_tables(),
                previous_counts=last.delivered if last else None,
            )
        finally:
            connection.close()
        _find_people(own, night)
    return asdict(loaded)


def _last(night: Night) -> Publication | None:
    from caseclock.publish.last import last_publication

    return last_publication(night.authority, before=night.as_at)


def _seen_by_readers(night: Night) -> Publication | None:
    """The publication that this night made; None when the readers see another."""
    from caseclock.publish.last import last_publication

    now = last_publication(night.authority)
    return now if now and now.run_id == night.run_id else None


def _previous(night: Night, last: Publication | None) -> list[Delivery]:
    """The deliveries of the last published night, as far as landing still holds them."""
    held = [landing.latest(night.authority, name, last.as_at) for name in last.delivery] if last else []
    return [delivery for delivery in held if delivery is not None]


def _previous_tables() -> set[str]:
    """Tables that some rule compares with the last published night."""
    from caseclock.catalogue.rules import rules

    return {name for rule in rules("local") for name in re.findall(r"\bprevious\.(\w+)", rule.select)}


def _find_people(own: Path, night: Night) -> None:
    """Say who is behind each local id, with what the warehouse knows of earlier ids."""
    from caseclock.measure.core import build_people
    from caseclock.publish.last import CROSSWALK, read_crosswalk
    from caseclock.warehouse import pseudonym

    known = CROSSWALK.empty_table() if night.dry_run else read_crosswalk(night.authority)
    connection = work.connect(own)
    try:
        connection.register("known", known)
        connection.execute("create or replace table main.known_crosswalk as from known")
        connection.unregister("known")
        connection.execute(f"create or replace table main.pseudonym_key as select {pseudonym.KEY_VERSION} as version")
        pseudonym.install(connection)
        build_people(connection)
        connection.execute("checkpoint")
    finally:
        connection.close()


def _name_children(own: Path) -> None:
    """Give each finding the pseudonymous key of its child."""
    connection = work.connect(own)
    try:
        connection.execute(
            "update main.finding set child_key = child_of.child_key from main.child_of"
            " where finding.child_id = child_of.local_id"
        )
        connection.execute("checkpoint")
    finally:
        connection.close()


def _ensure_checked(night: Night) -> None:
    if not _has(night, "main", "rule_result"):
        extract(night)
        load_and_check(night)


def _ensure_measured(night: Night) -> None:
    if not _has(night, "mart", "measure_value"):
        measure(night)


def _has(night: Night, schema: str, table: str) -> bool:
    if not night.work_path.exists():
        return False
    connection = work.connect(night.work_path, read_only=True)
    try:
        found = connection.execute(
            "select count(*) from information_schema.tables where table_schema = ? and table_name = ?", [schema, table]
        ).fetchall()
    finally:
        connection.close()
    return bool(found[0][0])


def _run(night: Night) -> Run:
    from caseclock.publish.run import Run

    connection = work.connect(night.work_path, read_only=True)
    try:
        system, previous = connection.execute("select system, previous_as_at from main.this_run").fetchall()[0]
    finally:
        connection.close()
    return Run(
        authority=night.authority,
        as_at=night.as_at,
        run_id=night.run_id,
        system=system,
        previous_as_at=previous,
        delivery={delivery.manifest["source"]: delivery.sha256 for delivery in _deliveries(night)},
        code_version=_code_version(),
        catalogue_sha256=_catalogue_sha256(),
    )


def _prepare_warehouse(night: Night) -> None:
    """Start our own server, and make room there for the authority; another server's owner does that."""
    from caseclock.warehouse.authorities import add_authority

    if settings().database_url is None:
        add_authority(night.authority)


@cache
def _code_version() -> str:
    from importlib.metadata import version

    return version("caseclock")


@cache
def _catalogue_sha256() -> str:
    """One hash over every declared rule, contract, clock and measure."""
    digest = hashlib.sha256()
    for folder in ("expectations", "sql"):
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.suffix in (".sql", ".yaml") and path.is_file():
                digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    return digest.hexdigest()
