"""What the nights before found of a return, rule by rule, from the warehouse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from caseclock.catalogue.calendar import collection_year
from caseclock.publish.ready import make_ready
from caseclock.warehouse.connection import connect

NIGHTS = 30
"""How many nights back are told."""

# The run that was recorded last stands for its day. Nights that prepared another collection of the return
# are told with that one: its rules looked at other records.
COUNTS = """
with night as (
    select distinct on (run.as_at) run.run_id, run.as_at
    from quality.run
    where
        run.authority = %(authority)s
        and run.as_at between %(first)s and %(last)s
        and run.as_at < %(before)s
        and exists (
            select from quality.rule_result as result
            where
                result.authority = run.authority
                and result.run_id = run.run_id
                and result.return_name = %(return)s
        )
    order by run.as_at desc, run.recorded_at desc
    limit %(nights)s
)

select night.as_at, result.rule, case when result.outcome <> 'not_run' then result.findings end
from night
inner join quality.rule_result as result
    on result.authority = %(authority)s and night.run_id = result.run_id and result.return_name = %(return)s
"""

FIRST_SEEN = """
select rule, min(first_seen)
from quality.finding
where
    authority = %(authority)s
    and return_name = %(return)s
    and first_seen <= %(on)s
    and coalesce(resolved_at > %(on)s, true)
group by rule
"""


@dataclass(frozen=True)
class History:
    """What the nights before found of a return.

    nights: their as-at dates, earliest first, at most NIGHTS. counts: each rule's findings on those
    nights, in their order; None where it did not run. first_seen: the as-at date on which the oldest open
    finding of a rule was first seen; a rule without an open finding is not in it. why_none: why nothing is
    known of earlier nights, empty when something is.
    """

    nights: tuple[date, ...] = ()
    counts: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)
    first_seen: Mapping[str, date] = field(default_factory=dict)
    why_none: str = ""


def history(authority: str, return_name: str, year: int, before: date) -> History:
    """The history of a return of one collection, up to the night before `before`.

    year: the collection, named by the year it ends in; nights that prepared another one are left out.
    Findings that are open on `before` count for first_seen, or those that were open on the last night that
    prepared the collection, when that is over. Raises WarehouseUnavailable.
    """
    # A collection is prepared from August to the July after its end.
    asked = {
        "authority": authority, "return": return_name, "before": before, "nights": NIGHTS,
        "first": date(year - 1, 8, 1), "last": date(year, 7, 31),
    }  # fmt: skip
    with connect(make_ready(authority)) as connection:
        rows = connection.execute(COUNTS, asked).fetchall()
        nights = tuple(sorted({as_at for as_at, _, _ in rows}))
        on = before if collection_year(before) == year else nights[-1] if nights else None
        seen = connection.execute(FIRST_SEEN, {**asked, "on": on}).fetchall() if on else []
    found = {(as_at, rule): findings for as_at, rule, findings in rows}
    return History(
        nights=nights,
        counts={
            rule: tuple(found.get((night, rule)) for night in nights)
            for rule in sorted({rule for _, rule in found})
        },
        first_seen=dict(seen),
        why_none="" if nights else f"no earlier night has prepared the collection of {year}",
    )
