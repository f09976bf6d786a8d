"""Freezing a month once it is over: its figures, their rows and definitions stay as they stood."""

from __future__ import annotations

import psycopg

from caseclock.publish.run import Run

TABLES = {"mart.month_definition", "mart.month_snapshot", "mart.month_snapshot_row"}
"""What is appended when a month is frozen, and never replaced."""

# The last whole month that the delivery covers, and those before it for which no night was published.
ENDED = """
with frozen as (select month from mart.month_definition where authority = %(authority)s)

select cast(each.month as date)
from (select date_trunc('month', cast(%(covers_to)s as date) + 1) - interval '1 month' as month) as ended
cross join generate_series(
    least((select max(month) from frozen) + interval '1 month', ended.month), ended.month, interval '1 month'
) as each (month)
where each.month not in (select month from frozen)
order by each.month
"""

DEFINITIONS = """
insert into mart.month_definition (
    authority, month, measure, version, sha256, title, kind, header_json, select_text, status, mapping_sha256,
    catalogue_sha256, as_at, run_id
)
select
    definition.authority, %(month)s, definition.measure, definition.version, definition.sha256, definition.title,
    definition.kind, definition.header_json, definition.select_text, measured.status,
    (select max(mapping_sha256) from mart.counting_basis where authority = %(authority)s), %(catalogue)s, %(as_at)s,
    %(run_id)s
from mart.definition
left join mart.measure_status as measured using (authority, measure)
where definition.authority = %(authority)s
"""

FIGURES = """
insert into mart.month_snapshot (
    authority, month, measure, version, level, locality_key, team_key, post, band, numerator, denominator, value,
    as_at, run_id
)
select
    authority, period_start, measure, version, level, coalesce(locality_key, -2), coalesce(team_key, -2), post,
    coalesce(band, ''), numerator, denominator, value, %(as_at)s, %(run_id)s
from mart.measure_value
where authority = %(authority)s and period = 'month' and period_start = %(month)s
"""

ROWS = """
insert into mart.month_snapshot_row (
    authority, month, measure, row_key, subject_key, locality_key, team_key, group_manager, assistant_director, band,
    in_numerator, numerator_amount, denominator_amount
)
select
    counted.authority, counted.month, counted.measure, counted.row_key, counted.subject_key,
    coalesce(counted.locality_key, -1), coalesce(counted.team_key, -1), coalesce(place.group_manager, 'Unknown'),
    coalesce(place.assistant_director, 'Unknown'), coalesce(counted.band, ''), coalesce(counted.in_numerator, false),
    counted.numerator_amount, counted.denominator_amount
from mart.measure_row as counted
left join core.team_place as place
    on counted.authority = place.authority and counted.team_place_key = place.team_place_key
where counted.authority = %(authority)s and counted.month = %(month)s and counted.in_denominator
"""


def freeze(connection: psycopg.Connection, run: Run) -> int:
    """Append the figures, rows and definitions of each whole month that is over and not frozen yet.

    Returns how many figures; 0 when all are frozen: the first publication on or after a month's last day
    decides, when the delivery covers that day; months before an authority's first one are left alone. Call it
    in the transaction that published the figures.
    """
    asked = {
        "authority": run.authority, "as_at": run.as_at, "run_id": run.run_id, "catalogue": run.catalogue_sha256,
        "covers_to": min(run.as_at, run.covers_to or run.as_at),
    }  # fmt: skip
    figures = 0
    for (month,) in connection.execute(ENDED, asked).fetchall():
        asked["month"] = month
        connection.execute(DEFINITIONS, asked)
        connection.execute(ROWS, asked)
        figures += connection.execute(FIGURES, asked).rowcount
    return figures
