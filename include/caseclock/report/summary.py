"""What a night did, in a few lines: for the screen, for the log and for the notice by mail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from caseclock.report import cells, figures, night_figures, quality, wording
from caseclock.report.domains import GATEWAY, STANDARDS
from caseclock.report.figures import Amount, MeasureFigures
from caseclock.report.return_figures import TITLES
from caseclock.work import connect

REASONS_SHOWN = 6


@dataclass(frozen=True)
class Headline:
    """One measure of the whole authority; value is its figure with its unit, made_of the counts below it.

    A count has no denominator and a median no numerator. period: last_12_months or as_at. When nothing was
    measured, the value is empty and reason says why.
    """

    measure: str
    title: str
    value: str
    numerator: Amount | None
    denominator: Amount | None
    period: str
    made_of: str = ""
    reason: str = ""


@dataclass(frozen=True)
class NightSummary:
    """A night in counts; it holds nothing of any child, so it may be logged and sent.

    older: feeds of which an earlier delivery was used, with the last day that it covers. findings:
    severity to number. not_run: reason to number of rules. returns: the returns that were rehearsed, as
    their reports are called.
    """

    authority: str
    as_at: date
    rows_in: int
    rows_loaded: int
    rows_quarantined: int
    tables_supplied: int
    tables_missing: tuple[str, ...]
    older: tuple[tuple[str, date], ...]
    held: int
    broken: int
    not_run: dict[str, int]
    findings: dict[str, int]
    headlines: tuple[Headline, ...]
    returns: tuple[str, ...] = ()

    @property
    def rules_not_run(self) -> int:
        """How many rules did not run, for whatever reason."""
        return sum(self.not_run.values())


def summary(work_path: Path) -> NightSummary:
    """Read a night's work file; a night that stopped before its measures has no headlines."""
    connection = connect(work_path, read_only=True)
    try:
        run = figures.this_run(connection)
        rules, delivered = quality.rules(connection), quality.delivered(connection)
        measured = figures.has_table(connection, "mart", "measure_value")
        return NightSummary(
            authority=run["authority"],
            as_at=run["as_at"],
            rows_in=sum(table.rows_in for table in delivered),
            rows_loaded=sum(table.rows_loaded for table in delivered),
            rows_quarantined=sum(table.rows_quarantined for table in delivered),
            tables_supplied=sum(table.supplied for table in delivered),
            tables_missing=tuple(each.table for each in delivered if each.required and not each.supplied),
            older=tuple(quality.older(connection)),
            held=sum(rule.outcome == "held" for rule in rules),
            broken=sum(rule.outcome == "broken" for rule in rules),
            not_run={each.reason: each.rules for each in quality.not_run(rules)},
            findings=quality.findings(connection),
            headlines=tuple(_headline(each) for each in night_figures.measures(connection))
            if measured
            else (),
            returns=tuple(_returns(connection)),
        )
    finally:
        connection.close()


def lines(
    night: NightSummary, *, scorecard: Path | None = None, findings: Path | None = None, look: str = ""
) -> list[str]:
    """The summary as lines of plain text.

    scorecard, findings: where the files are, when they were written. look: how to look at the
    warehouse, a command or an address without a password.
    """
    told = [
        f"{night.authority}, as at {wording.day(night.as_at)}",
        f"Rows       {night.rows_in:,} in = {night.rows_loaded:,} loaded + {night.rows_quarantined:,} quarantined, "
        f"from {wording.plural(night.tables_supplied, 'table')}",
    ]
    if night.tables_missing:
        told.append(f"Missing    {', '.join(night.tables_missing)}")
    told += [
        f"Older      {source}: the delivery of {wording.day(covers_to)}" for source, covers_to in night.older
    ]
    told.append(f"Rules      {night.held:,} held, {night.broken:,} broken, {night.rules_not_run:,} not run")
    reasons = list(night.not_run.items())
    told += [f"           {rules:,} not run: {reason}" for reason, rules in reasons[:REASONS_SHOWN]]
    if len(reasons) > REASONS_SHOWN:
        left = sum(rules for _, rules in reasons[REASONS_SHOWN:])
        told.append(
            f"           {left:,} not run for {len(reasons) - REASONS_SHOWN} other reasons, see the scorecard"
        )
    told.append("Findings   " + ", ".join(f"{number:,} {name}" for name, number in night.findings.items()))
    told += _measures(night)
    reports = [
        ("Return", scorecard.parent / "returns" / f"{name}.html") for name in night.returns if scorecard
    ]
    places = (("Scorecard", scorecard), *reports, ("Findings", findings), ("Warehouse", look))
    return told + [f"{name:<11}{place}" for name, place in places if place]


def _returns(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    for name in TITLES:
        if figures.has_table(connection, name, "census"):
            [(year,)] = connection.execute(f"select year from {name}.census").fetchall()
            yield f"{name}_{year}"


def _measures(night: NightSummary) -> list[str]:
    if not night.headlines:
        return ["Measures   none: the night ended before them"]
    first = {each for _, measures in (*GATEWAY, *STANDARDS) for each in measures}
    shown = [each for each in night.headlines if each.measure in first and (each.value or each.reason)]
    width = max((len(each.measure) for each in shown), default=0)
    told = ["Measures   whole authority, the 12 months to the as-at date unless it says on the day"]
    for each in shown:
        when = "" if each.period != "as_at" else " on the day"
        text = f"{each.value:>8}  {each.made_of}{when}".rstrip() if each.value else f"       –  {each.reason}"
        told.append(f"  {each.measure:<{width}}{text}")
    missing = sum(each.reason.startswith("not supplied") for each in night.headlines)
    left = f"and {wording.plural(len(night.headlines) - len(shown), 'measure')} more on the scorecard"
    return [*told, f"  {left}; {missing} of all are not supplied" if missing else f"  {left}"]


def _headline(measure: MeasureFigures) -> Headline:
    definition, figure = measure.definition, measure.headline.get(None)
    known = (definition.measure, definition.title)
    if figure is None:
        return Headline(*known, "", None, None, measure.headline_period, reason=measure.why_not)
    shown = cells.cell(figure, definition)
    value = f"{shown.text} {shown.unit}".strip()
    return Headline(
        *known, value, figure.numerator, figure.denominator, measure.headline_period, shown.made_of
    )
