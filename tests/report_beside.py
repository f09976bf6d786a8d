"""What stands beside a night's made-up figures: limits, targets, open clocks, breakdowns, managers, England."""

from __future__ import annotations

from datetime import date

import duckdb

from caseclock.catalogue.benchmarks import Benchmark, published

TEAMS = {
    501: ("Harbour assessment", "Group manager coast"),
    502: ("Moorside assessment", "Group manager hills"),
}


def write_beside(connection: duckdb.DuckDBPyConnection, as_at: date, places: list[int]) -> None:
    """Add the tables to a work file whose mart.measure_value is written; `places` are its localities."""
    _limits(connection, as_at)
    connection.execute("""
        create table mart.target (
            authority text, measure text, level text, locality_key bigint, team_key bigint, target decimal(18, 4),
            amber decimal(18, 4), valid_from date, valid_to date);
        insert into mart.target values
            ('sample', 'icpc_15wd', 'authority', -2, -2, 90, 70, '2023-04-01', null),
            ('sample', 'icpc_15wd', 'locality', 101, -2, 10, null, '2023-04-01', null),
            ('sample', 'caseload_avg_team', 'authority', -2, -2, 18, null, '2020-04-01', '2026-10-31'),
            ('sample', 'caseload_avg_team', 'authority', -2, -2, 12, 14, '2026-11-01', null),
            ('sample', 'assessment_45wd', 'team', -2, 501, 5, null, '2023-04-01', null);
        create table mart.forecast (
            authority text, measure text, level text, locality_key bigint, team_key bigint, worker_key bigint,
            month_end date, open_now bigint, overdue bigint, due_in_5 bigint, due_in_10 bigint, due_in_20 bigint,
            at_risk bigint, day_four bigint, late_by_month_end bigint);
        insert into mart.forecast values
            ('sample', 'icpc_15wd', 'authority', -2, -2, -2, '2026-11-30', 12, 3, 2, 5, 7, 1, 0, 6),
            ('sample', 'icpc_15wd', 'locality', 101, -2, -2, '2026-11-30', 12, 3, 2, 5, 7, 1, 0, 6),
            ('sample', 'assessment_45wd', 'authority', -2, -2, -2, '2026-11-30', 40, 4, 9, 15, 22, 3, 0, 11);
        create table mart.benchmark (
            authority text, measure text, band text, area_kind text, area text, year text, value decimal(18, 4),
            numerator decimal(18, 4), denominator decimal(18, 4), unit text, source text, status text,
            differs text, note text);
        create table core.dim_team (authority text, team_key bigint, team_code text, team_name text,
                                    parent_team_key bigint);
        create table core.team_place (
            authority text, team_place_key bigint, team_key bigint, locality_key bigint, group_manager text,
            assistant_director text, valid_from date, valid_to date);
        create table mart.measure_breakdown (
            authority text, measure text, version integer, period text, period_start date, period_end date,
            breakdown text, member text, band text, numerator decimal(18, 4), denominator decimal(18, 4),
            value double);
    """)
    _published(connection)
    for number, (name, manager) in TEAMS.items():
        connection.execute(
            "insert into core.dim_team values ('sample', ?, ?, ?, -2)", [number, str(number), name]
        )
        connection.execute(
            "insert into core.team_place values ('sample', ?, ?, ?, ?, 'Assistant director', '2020-04-01', null)",
            [number, number, places[0], manager],
        )
    # Two teams share the rows of the authority, which both managers and their director add up to.
    for level, key, post, part in (
        ("team", 501, "", 4), ("team", 502, "", 6), ("group_manager", -2, "Group manager coast", 4),
        ("group_manager", -2, "Group manager hills", 6), ("assistant_director", -2, "Assistant director", 10),
    ):  # fmt: skip
        connection.execute(
            """
            insert into mart.measure_value
            select authority, measure, version, period, period_start, period_end, ?, -2, ?, ?, band,
                   floor(numerator * ? / 10), floor(denominator * ? / 10), value
            from mart.measure_value
            where level = 'authority' and measure = 'assessment_45wd' and period = 'last_12_months'
            """,
            [level, key, post, part, part],
        )
    for breakdown, members in (
        ("sex", "'F', 'M', 'unknown'"), ("age_band", "'5 to 9', 'under 1'"), ("ethnicity", "'WBRI', 'unknown'"),
        ("category", "'1A', '3B'"),
    ):  # fmt: skip
        connection.execute(
            f"""
            insert into mart.measure_breakdown
            select authority, measure, version, period, period_start, period_end, ?, member, null,
                   floor(numerator / 2), floor(denominator / 2), value
            from mart.measure_value cross join (select unnest([{members}]) as member)
            where level = 'authority' and measure = 'contacts' and period = 'last_12_months'
            """,
            [breakdown],
        )


def _limits(connection: duckdb.DuckDBPyConnection, as_at: date) -> None:
    """Limits a tenth around the mean of whole months, the latest of them outside; none for rare measures."""
    connection.execute(
        """
        create table mart.control_limit as
        select authority, measure, level, coalesce(locality_key, -2) as locality_key, band, period_start as month,
               numerator, denominator, value, 36 as points, false as is_provisional,
               avg(value) over (partition by measure) as mean,
               avg(value) over (partition by measure) * 0.9 as lower_limit,
               avg(value) over (partition by measure) * 1.1 as upper_limit,
               case when period_start = max(period_start) over () then 'outside the limits' end as signal,
               case when period_start = max(period_start) over () then 'concern' else 'common cause' end as state,
               case when measure = 'icpc_15wd' then 'hit and miss' end as assurance
        from mart.measure_value
        where level = 'authority' and period = 'month' and band is null and period_end <= ?
          and value is not null and measure <> 'cp_review_timeliness'
        """,
        [as_at],
    )


def _published(connection: duckdb.DuckDBPyConnection) -> None:
    """The product's own rows, as a night keeps them."""
    names = list(Benchmark.__annotations__)
    connection.executemany(
        f"insert into mart.benchmark values ('sample', {', '.join('?' * len(names))})",
        [[getattr(row, name) for name in names] for row in published()],
    )
