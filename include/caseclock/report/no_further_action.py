"""Contacts and referrals that ended in no further action, by reason, place and month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from caseclock.report.figures import Place, has_table
from caseclock.report.wording import NOT_RECORDED, UNMAPPED, WENT_ON

LAST = (UNMAPPED, NOT_RECORDED, WENT_ON)
WITH_REASONS = ("contact", "referral")
"""Where a reason can be delivered; for an assessment or enquiry the case systems hold only yes or no."""

STAGES = ("contact", "referral", "assessment", "section_47")


@dataclass(frozen=True)
class Stage:
    """One stage over the 12 months to as_at: `marked` of `total`, and rows among them that say neither yes nor no."""

    entity: str
    marked: int
    total: int
    not_recorded: int


@dataclass(frozen=True)
class Breakdown:
    """One entity (contact, referral) over the 12 months to as_at, as the record marks it.

    total: rows marked no further action, whatever the council's settings count. reasons: code to
    place to rows, the most frequent first; unmapped, no reason recorded and marked-but-went-on last
    and always there. bases: reason_basis to rows. months: first of month to (reason recorded,
    unmapped, no reason recorded), whole months only, over the months that the lines show.
    """

    entity: str
    total: int
    reasons: dict[str, dict[Place, int]]
    bases: dict[str, int]
    months: dict[date, tuple[int, int, int]]


MARKED = """
    select entity, locality_key, counted_on,
           case
               when disposition like 'PROGRESSED%' or disposition = 'EXISTING_CASE' then 'WENT-ON'
               else coalesce(nullif(reason_code, ''), 'NR')
           end as reason,
           coalesce(nullif(reason_basis, ''), 'none') as basis
    from mart.no_further_action
    where recorded_flag
"""
"""The national meaning: what the record marks, not what the council's settings count."""


def stages(connection: duckdb.DuckDBPyConnection, as_at: date) -> list[Stage]:
    """How many cases ended in no further action at each stage, as the record marks it."""
    if not has_table(connection, "mart", "no_further_action"):
        return []
    rows = connection.execute(
        """
        select entity, count(*) filter (recorded_flag), count(*), count(*) - count(recorded_flag)
        from mart.no_further_action
        where counted_on <= ? and counted_on > ?::date - interval 1 year
        group by entity
        """,
        [as_at, as_at],
    ).fetchall()
    found = [Stage(*row) for row in rows if row[0] in STAGES]
    return sorted(found, key=lambda stage: STAGES.index(stage.entity))


def breakdowns(connection: duckdb.DuckDBPyConnection, as_at: date, first_month: date) -> list[Breakdown]:
    """One for contacts and one for referrals, where any is marked; months from `first_month` on."""
    if not has_table(connection, "mart", "no_further_action"):
        return []
    found = [_breakdown(connection, entity, as_at, first_month) for entity in WITH_REASONS]
    return [each for each in found if each.total or each.months]


def _breakdown(
    connection: duckdb.DuckDBPyConnection, entity: str, as_at: date, first_month: date
) -> Breakdown:
    year = f"select * from ({MARKED}) where entity = ? and counted_on <= ? and counted_on > ?::date - interval 1 year"
    limits = [entity, as_at, as_at]
    counted: dict[str, dict[Place, int]] = {}
    for reason, place, rows in connection.execute(
        f"select reason, locality_key, count(*) from ({year}) group by all order by all", limits
    ).fetchall():
        places = counted.setdefault(reason, {None: 0})
        places[place] = rows
        places[None] += rows
    for code in (UNMAPPED, NOT_RECORDED):
        counted.setdefault(code, {None: 0})
    ordered = sorted(counted, key=lambda code: (_last(code), -counted[code][None], code))
    bases = connection.execute(
        f"select case reason when 'WENT-ON' then 'went on all the same' else basis end as known, count(*)"
        f" from ({year}) group by known order by 2 desc, 1",
        limits,
    ).fetchall()
    months = connection.execute(
        f"""
        select date_trunc('month', counted_on)::date as month,
               count(*) filter (reason not in ('UM', 'NR')), count(*) filter (reason = 'UM'),
               count(*) filter (reason = 'NR')
        from ({MARKED})
        where entity = ? and reason <> 'WENT-ON' and counted_on >= ?
          and last_day(counted_on) <= ?
        group by month order by month
        """,
        [entity, first_month, as_at],
    ).fetchall()
    return Breakdown(
        entity=entity,
        total=sum(places[None] for places in counted.values()),
        reasons={code: counted[code] for code in ordered},
        bases=dict(bases),
        months={month: (known, unmapped, missing) for month, known, unmapped, missing in months},
    )


def _last(code: str) -> int:
    return LAST.index(code) + 1 if code in LAST else 0
