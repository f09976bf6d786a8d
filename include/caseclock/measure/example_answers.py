"""What the ledger and the measures say of worked examples: value, due date and verdict of each case."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb

from caseclock.catalogue.measures import ClockHeader, Measure

Answer = tuple[float | None, date | None, str]

OF_A_CLOCK = """
select input.case_id, ledger.elapsed, ledger.due_on,
    case
        when ledger.state not in ('in_time', 'late') then ledger.state
        else coalesce(
            ledger.band,
            (
                select arg_min(band.name, band.turn) from declared_band as band
                where band.measure = ledger.measure and ledger.elapsed <= band.up_to
            ),
            ledger.state
        )
    end as verdict
from input
inner join child_of on input.case_id = child_of.local_id
inner join clock_state as ledger on child_of.child_key = ledger.child_key
cross join this_run
where ledger.measure = '{measure}'
qualify row_number() over (
    partition by input.case_id
    order by
        (ledger.starts_on = {starts_on}) desc nulls last,
        ({is_asked_stop}) desc,
        (ledger.starts_on <= this_run.as_at) desc nulls last,
        ledger.starts_on desc, ledger.stops_on desc nulls last
) = 1
"""
"""A chain of clocks has several rows; the one asked about runs from the start given."""

OF_A_MEASURE = """
select input.case_id, counted.value, counted.due_on,
    case
        when counted.excluded_because is not null then 'excluded'
        when counted.counted_on is null or counted.invalid_because is not null then 'invalid'
        when counted.in_numerator then 'yes'
        else 'no'
    end as verdict
from input
inner join child_of on input.case_id = child_of.local_id
inner join measure_input as counted on child_of.child_key = counted.child_key
where counted.measure = '{measure}' and ({of_the_day})
qualify row_number() over (
    partition by input.case_id
    order by counted.counted_on is not distinct from ({counted_on}) desc, counted.counted_on desc
) = 1
"""

WITHOUT_VALUE = ("excluded", "invalid", "not_measurable")


def answers(
    connection: duckdb.DuckDBPyConnection, measure: Measure, writer: dict[str, Any]
) -> dict[int, Answer]:
    """By case, what the night's SQL says of the examples of one measure that stand in the table `input`.

    writer: the measure's file of sql/examples. `starts_on` (with `stops_on`) or `counted_on` say which of several
    rows is asked about; `absent` is the verdict where there is no row (`invalid` by default); `same_day_when`
    names cases whose two visits or reviews of one day are one to the night, and which took 0 days;
    `invalid_when` and `excluded_when` name cases that cannot be written as rows at all.
    """
    if isinstance(measure.header, ClockHeader):
        stops_on = writer.get("stops_on")
        asked = OF_A_CLOCK.format(
            measure=measure.id,
            starts_on=writer.get("starts_on", "null"),
            is_asked_stop=f"ledger.stops_on is not distinct from ({stops_on})" if stops_on else "true",
        )
    else:
        # A figure taken at a date has a row for each date; earlier ones say nothing of the as-at date.
        of_the_day = "counted.counted_on = (select as_at from this_run)" if measure.is_snapshot else "true"
        asked = OF_A_MEASURE.format(
            measure=measure.id, counted_on=writer.get("counted_on", "null"), of_the_day=of_the_day
        )
    rows = connection.execute(asked).fetchall()
    found: dict[int, Answer] = {int(case): (value, due, verdict) for case, value, due, verdict in rows}
    every = connection.execute("select case_id from input").fetchall()
    found = {int(case): (None, None, writer.get("absent", "invalid")) for (case,) in every} | found
    if condition := writer.get("same_day_when"):
        cases = connection.execute(
            f"select case_id from input cross join this_run where {condition}"
        ).fetchall()
        found |= {int(case): (0.0, found[int(case)][1], "in_time") for (case,) in cases}
    for verdict in ("invalid", "excluded"):
        if condition := writer.get(f"{verdict}_when"):
            cases = connection.execute(f"select case_id from input where {condition}").fetchall()
            found |= {int(case): (None, None, verdict) for (case,) in cases}
    return {
        case: (None, due, verdict) if verdict in WITHOUT_VALUE else (value, due, verdict)
        for case, (value, due, verdict) in found.items()
    }
