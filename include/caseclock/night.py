"""One night of one authority, step by step; Airflow and the command line call the same functions.

Each step takes a Night, does its work on the night's own DuckDB file and returns counts and paths
only. A step that finds no work file, because another worker made it, rebuilds it from landing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from caseclock import landing, work
from caseclock.catalogue import authorities as catalogue
from caseclock.catalogue.authorities import Authority
from caseclock.catalogue.calendar import check_as_at
from caseclock.catalogue.version import catalogue_sha256, code_version
from caseclock.errors import GateStopped
from caseclock.landing import Delivery
from caseclock.settings import private_folder, settings
from caseclock.work_file import deliveries_of, holds, make_work_file, name_children

if TYPE_CHECKING:
    from caseclock.publish.run import Run

LONDON = ZoneInfo("Europe/London")
Counts = dict[str, Any]


@dataclass(frozen=True)
class Night:
    """Which night: an authority, its as-at date, and a run id that every try of it shares.

    path and system: a source that was given by hand instead of the configured ones. today: the London
    date of the run, so that a source which holds today's data is not taken for a past day's; None judges
    nothing. A dry run asks no warehouse and ends at the gate. may_replace_later: whether the figures of
    a later as-at date may give way to this night's. census_year: the collection that is made of the
    delivery, by the year it ends in; None for the one that is being prepared on as_at.
    """

    authority: str
    as_at: date
    run_id: str
    path: str = ""
    system: str = ""
    today: date | None = None
    dry_run: bool = False
    may_replace_later: bool = False
    census_year: int | None = None

    @property
    def work_path(self) -> Path:
        """The night's DuckDB file, on this worker."""
        return settings().work / self.authority / f"{self.run_id}.duckdb"

    @property
    def report_folder(self) -> Path:
        """Where this authority's scorecard and findings are written; a dry run's lie apart."""
        folder = settings().reports / self.authority
        return folder / "dry_run" if self.dry_run else folder

    @property
    def configured(self) -> Authority:
        """The authority and the sources of this night; ConfigurationError when it is not configured."""
        if not self.path:
            return catalogue.authority(self.authority)
        from caseclock.sources.opening import ad_hoc

        named = next((each for each in catalogue.authorities() if each.name == self.authority), None)
        given = ad_hoc(self.path, self.system or None)
        if named is None:
            return Authority(name=self.authority, title=self.authority, code="", sources=(given,))
        return replace(named, sources=(given,))


def planned(authority: str, as_at: date, run_id: str, today: date | None = None) -> Night:
    """The night of a configured authority; reads nothing, and checks only the name and the date."""
    catalogue.check_name(authority)
    check_as_at(as_at, authority)
    return Night(authority, as_at, run_id, today=today)


def arrived(night: Night) -> bool:
    """Whether every required source has delivered and its files have stopped growing."""
    from caseclock.sources.arrival import has_arrived

    return all(has_arrived(source, night.as_at) for source in night.configured.sources if source.required)


def extract(night: Night) -> Counts:
    """Copy each source's delivery into landing; an optional one may be an earlier delivery.

    Raises DeliveryMissing when a required source has nothing that is young enough.
    """
    brought = [
        landing.bring(night.authority, source, night.as_at, night.today)
        for source in night.configured.sources
    ]
    return {"deliveries": {delivery.source: _told(delivery) for delivery in brought if delivery}}


def load_and_check(night: Night) -> Counts:
    """Type tonight's delivery, run every check, publish the findings and write the steward's lists."""
    from caseclock.check.run_checks import check
    from caseclock.desk.findings_workbook import write_findings
    from caseclock.publish.quality import publish_quality
    from caseclock.returns.making import RETURNS

    counts = make_work_file(night)
    with work.step(night.work_path) as own:
        found = check(own, ("local", *RETURNS))
        name_children(own)
    counts |= asdict(found)
    if not night.dry_run:
        counts["quality"] = publish_quality(night.work_path, run_of(night))
    workbook, table = write_findings(night.work_path, private_folder(night.report_folder))
    return {**counts, "findings_workbook": str(workbook), "findings_csv": str(table)}


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
            # The file belongs to this try alone: as one transaction nothing is written to a log first.
            connection.begin()
            counts = build_core(connection) | build_measures(connection)
            connection.commit()
            connection.execute("checkpoint")
        finally:
            connection.close()
    return counts


def publish(night: Night) -> Counts:
    """Replace the authority's figures in the warehouse, in one transaction.

    A past night that is run again does not take the place of a later one, unless a person asked for it;
    then only the date of the figures that stay is returned.
    """
    from caseclock.publish.results import publish_results

    later = later_figures(night)
    if later:
        return {"kept": later.isoformat()}
    _ensure_measured(night)
    return publish_results(night.work_path, run_of(night))


def report(night: Night) -> Counts:
    """Write the report of each return, the scorecard and the data dictionary; their paths."""
    from caseclock.publish.last import last_publication
    from caseclock.report.dictionary import write_dictionary
    from caseclock.report.scorecard import write_scorecard
    from caseclock.returns.report_files import write_night_returns

    _ensure_measured(night)
    folder = private_folder(pages(night))
    seen = last_publication(night.authority)
    rehearsed = write_night_returns(night, folder / "returns")
    scorecard = write_scorecard(
        night.work_path,
        folder / "scorecard.html",
        title=night.configured.title,
        published_at=seen.published_at.astimezone(LONDON) if seen and seen.run_id == night.run_id else None,
        returns=[(f"returns/{each.page.name}", each.figures) for each in rehearsed],
    )
    return {
        "scorecard": str(scorecard),
        "dictionary": str(write_dictionary(folder / "dictionary.html")),
        "returns": [str(each.page) for each in rehearsed],
    }


def later_figures(night: Night) -> date | None:
    """The as-at date of later figures that stay as they are; None when this night's take their place."""
    from caseclock.publish.last import last_publication

    seen = last_publication(night.authority)
    return seen.as_at if seen and seen.as_at > night.as_at and not night.may_replace_later else None


def pages(night: Night) -> Path:
    """Where the scorecard of this night lies: apart, when a later night's figures stay."""
    return night.report_folder / night.as_at.isoformat() if later_figures(night) else night.report_folder


def tidy(night: Night) -> None:
    """Remove the night's work file, after a failure too."""
    work.remove(night.work_path)


def _told(delivery: Delivery) -> Counts:
    return {
        "as_at": delivery.as_at.isoformat(),
        "covers_to": delivery.covers_to.isoformat(),
        "sha256": delivery.sha256[:12],
        "tables": len(delivery.tables),
        "rows_in": sum(int(table["rows_in"]) for table in delivery.tables.values()),
    }


def _ensure_checked(night: Night) -> None:
    if not holds(night, "main", "rule_result"):
        extract(night)
        load_and_check(night)


def _ensure_measured(night: Night) -> None:
    if not holds(night, "mart", "measure_value"):
        measure(night)


def run_of(night: Night) -> Run:
    """What publishing has to know about the night, read from its work file."""
    from caseclock.publish.run import Run

    connection = work.connect(night.work_path, read_only=True)
    try:
        system, previous = connection.execute("select system, previous_as_at from main.this_run").fetchall()[
            0
        ]
    finally:
        connection.close()
    deliveries = deliveries_of(night)
    covers_to = [
        each.covers_to for each in deliveries if any(name.startswith("ssd_") for name in each.tables)
    ]
    return Run(
        authority=night.authority,
        as_at=night.as_at,
        run_id=night.run_id,
        system=system,
        previous_as_at=previous,
        covers_to=min(covers_to, default=None),
        delivery={delivery.source: delivery.sha256 for delivery in deliveries},
        code_version=code_version(),
        catalogue_sha256=catalogue_sha256(),
    )
