/*---
clock: cla_visit_first_week
title: Children looked after who were seen within a week of moving to a placement
domain: looked_after
limit: 7
unit: days
counted_on: starts_on
open_rows: late_when_overdue
after_end: late
place_at: starts_on
standard: statutory
better: high
needs: [ssd_cla_episodes, ssd_cla_placement, ssd_cla_visits]
version: 1
effective_from: 2011-04-01
source: Care Planning, Placement and Case Review (England) Regulations 2010, regulation 28(2)(a)
counted: Placements in which the child was seen on the first day or one of the seven days after it.
among: Placements that began in the period and in which the child was seen, or which outlasted the week.
left_out: Placements that ended within the week without a visit, and series of short breaks.
beware: >
    Seven days of the calendar; a bank holiday gives no more. Every move starts a new week, and a visit before the
    move does not count for it.
category: Kind of placement
---*/
with placement as (
    select
        fct_placement.placement_key,
        fct_placement.care_period_key,
        fct_placement.child_key,
        fct_placement.started_on,
        fct_placement.placement_kind,
        least(fct_placement.ended_on, fct_care_period.ended_on) as ended_on,
        fct_care_period.is_short_breaks
    from fct_placement
    inner join fct_care_period on fct_placement.care_period_key = fct_care_period.care_period_key
),

seen as (
    select
        placement.placement_key,
        min(fct_visit.visited_on) as visited_on
    from placement
    inner join fct_visit
        on placement.care_period_key = fct_visit.care_period_key
        and placement.started_on <= fct_visit.visited_on
        and coalesce(placement.ended_on, date '9999-12-31') >= fct_visit.visited_on
    where fct_visit.kind = 'looked_after' and fct_visit.child_seen
    group by placement.placement_key
)

select
    placement.placement_key as subject_key,
    placement.child_key,
    placement.started_on as starts_on,
    seen.visited_on as stops_on,
    placement.ended_on,
    placement.placement_kind as category,
    case when placement.is_short_breaks then 'a series of short breaks' end as excluded_because
from placement
left join seen on placement.placement_key = seen.placement_key
