"""The figures of an authority's last publication, read as the reader reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString

import psycopg
from psycopg import errors as refused

from caseclock.disclosure.figure import BREAKDOWNS, WHOLE, Figure, Position
from caseclock.disclosure.policy import Policy
from caseclock.disclosure.sums import Homes
from caseclock.errors import ConfigurationError
from caseclock.warehouse.connection import connect
from caseclock.warehouse.server import url

NOT_THERE = (refused.UndefinedTable, refused.UndefinedColumn, refused.InsufficientPrivilege)
ROWS_A_FETCH = 10_000

# One row is a figure of the whole authority, of a place or of a member of a breakdown.
FIGURES: LiteralString = """
select
    measure.measure, measure.title, measure.figure, figure.period, figure.period_start, figure.period_end,
    figure.cut, figure.member, coalesce(figure.place, ''), coalesce(figure.band, ''),
    figure.numerator, figure.denominator, figure.value
from (
    select
        authority, measure, period, period_start, period_end, level as cut, band, numerator, denominator, value,
        case level when 'locality' then locality_key::text when 'team' then team_key::text else post end as member,
        case level when 'locality' then locality_name when 'team' then team_name else post end as place
    from reporting.measure_value
    union all
    select
        authority, measure, period, period_start, period_end, breakdown, band, numerator, denominator, value,
        member, ''
    from reporting.measure_breakdown
) as figure
inner join reporting.dim_measure as measure
    on figure.authority = measure.authority and figure.measure = measure.measure
where
    figure.authority = %(authority)s
    and (%(periods)s::text[] is null or figure.period = any(%(periods)s))
    and (%(cuts)s::text[] is null or figure.cut = any(%(cuts)s))
    and (%(first)s::date is null or figure.period_end >= %(first)s)
order by
    figure.measure, figure.period, figure.period_start, figure.cut, figure.place, figure.member, figure.band
"""

HOMES: LiteralString = """
select team_key::text, locality_key::text, valid_from, coalesce(valid_to, date '9999-12-31')
from reporting.dim_team_place
where authority = %s
"""


@dataclass(frozen=True)
class Publication:
    """What is published of an authority; it does not change while it is read."""

    connection: psycopg.Connection
    authority: str
    as_at: date

    def figures(self, policy: Policy) -> Iterator[Figure]:
        """The figures that may concern an audience, in the order of measure, period and place."""
        years = policy.financial_years
        last = self.as_at.year + (self.as_at.month > 3)
        with self.connection.cursor("figures") as cursor:
            cursor.itersize = ROWS_A_FETCH
            cursor.execute(
                FIGURES,
                {
                    "authority": self.authority,
                    "periods": None if policy.periods is None else sorted(policy.periods),
                    "cuts": None if policy.levels is None else sorted(policy.levels | BREAKDOWNS),
                    "first": None if years is None else date(last - years, 4, 1),
                },
            )
            for row in cursor:
                yield _figure(row)

    def homes(self) -> Homes:
        """The localities that each team had, from and to."""
        found: dict[str, list[tuple[str, date, date]]] = defaultdict(list)
        for team, locality, begins, ends in self.connection.execute(HOMES, [self.authority]):
            found[team].append((locality, begins, ends))
        return found


@contextmanager
def last_publication(authority: str) -> Iterator[Publication]:
    """An authority's last publication; a night that publishes meanwhile changes nothing of it.

    Raises ConfigurationError when nothing was published of it, and what the warehouse raises.
    """
    with connect(url("reader")) as connection:
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        try:
            known = connection.execute(
                "select as_at from reporting.publication where authority = %s", [authority]
            ).fetchone()
        except NOT_THERE:
            connection.rollback()
            known = None
        if known is None:
            raise ConfigurationError(
                "Nothing was published of this authority.",
                where=authority,
                do="Run its night first; `caseclock authority list` shows those that the warehouse holds.",
            )
        yield Publication(connection, authority, known[0])


def _figure(row: tuple[Any, ...]) -> Figure:
    measure, title, kind, period, start, end, cut, member, place, band, top, bottom, value = row
    at = Position(period, start, end, cut, WHOLE if cut == "authority" else member)
    return Figure(measure, title, kind, at, place, band, top, bottom, value)
