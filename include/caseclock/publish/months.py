"""Freezing a month once it is over: its figures stay as they stood, whatever later nights correct."""

from __future__ import annotations

import psycopg

from caseclock.publish.run import Run

FREEZE = """
with ended as (
    -- The last whole month that the night covers.
    select cast(date_trunc('month', cast(%(as_at)s as date) + 1) - interval '1 month' as date) as month
)

insert into mart.month_snapshot (
    authority, month, measure, version, level, locality_key, team_key, band, numerator, denominator, value, as_at,
    run_id
)
select
    figure.authority, ended.month, figure.measure, figure.version, figure.level, coalesce(figure.locality_key, -2),
    coalesce(figure.team_key, -2), coalesce(figure.band, ''), figure.numerator, figure.denominator, figure.value,
    %(as_at)s, %(run_id)s
from mart.measure_value as figure
inner join ended on figure.period_start = ended.month
where
    figure.authority = %(authority)s
    and figure.period = 'month'
    and not exists (
        select from mart.month_snapshot as frozen
        where frozen.authority = figure.authority and frozen.month = ended.month
    )
"""


def freeze(connection: psycopg.Connection, run: Run) -> int:
    """Append the figures of the last whole month of the run's as-at date; how many.

    None when that month is frozen already: the first publication on or after its last day decides. Call
    it in the transaction that published the figures.
    """
    return connection.execute(
        FREEZE, {"authority": run.authority, "as_at": run.as_at, "run_id": run.run_id}
    ).rowcount
