/*---
clock: cla_visit_timeliness
title: Children looked after whose visits are in time, a week after each placement begins, then by the kind of placement
domain: looked_after
limit: 42
unit: days
counted_on: as_at
open_rows: judged
place_at: as_at
standard: statutory
better: high
needs: [ssd_cla_episodes, ssd_cla_placement, ssd_cla_reviews, ssd_cla_visits]
version: 1
effective_from: 2011-04-01
source: Care Planning, Placement and Case Review (England) Regulations 2010, regulation 28
counted: Children whose gap since the last visit, or since they moved, is within the limit on the date.
among: Children looked after on the date who have been visited in their placement, or whose first week there is over.
left_out: Series of short breaks and children placed for adoption, who have rules of their own.
beware: >
    A week after every move, whatever the placement; then 42 days, or three months after a year in a placement meant
    to last. Temporary approval, orders at home and regulation 19 have other limits. The child must have been seen.
---*/
with placement as (
    select
        fct_placement.*,
        fct_care_period.is_short_breaks,
        -- The end of care ends the visits, also where the placement was left open.
        least(fct_placement.ended_on, fct_care_period.ended_on) as visits_end_on,
        (
            select min(fct_review.held_on)
            from fct_review
            where
                fct_review.kind = 'looked_after'
                and fct_review.care_period_key = fct_placement.care_period_key
                and not fct_review.is_cancelled
        ) as first_review_on
    from fct_placement
    inner join fct_care_period on fct_placement.care_period_key = fct_care_period.care_period_key
),

visit as (
    select distinct
        placement.placement_key,
        fct_visit.visited_on
    from fct_visit
    inner join placement
        on fct_visit.care_period_key = placement.care_period_key
        and fct_visit.visited_on >= placement.started_on
        and fct_visit.visited_on <= coalesce(placement.visits_end_on, date '9999-12-31')
    where fct_visit.kind = 'looked_after' and fct_visit.child_seen
),

beginning as (
    select placement_key, started_on as begins_on, true as is_first from placement
    union all
    select placement_key, visited_on, false from visit
),

gap as (
    select
        *,
        lead(begins_on) over (partition by placement_key order by begins_on, is_first desc) as next_on
    from beginning
)

select
    placement.placement_key as subject_key,
    placement.child_key,
    gap.begins_on as starts_on,
    gap.next_on as stops_on,
    placement.visits_end_on as ended_on,
    gap.is_first as awaits_first,
    -- A placement that ends in its first week needs no visit; later the child is owed the next one anyway.
    gap.is_first as end_excludes,
    case
        when gap.is_first then 7
        when placement.category in ('temporary_approval', 'interim_care_order_at_home')
            then case when gap.begins_on >= placement.first_review_on then 28 else 7 end
        when placement.category = 'regulation_19'
            then case when gap.begins_on >= placement.first_review_on then 42 else 7 end
        when placement.category = 'care_order_at_home' then 42
        when placement.is_long_term and gap.begins_on >= placement.started_on + interval 12 month then 3
        else 42
    end as limit_value,
    case
        when
            not gap.is_first and placement.category = 'standard' and placement.is_long_term
            and gap.begins_on >= placement.started_on + interval 12 month
            then 'months'
        else 'days'
    end as limit_unit,
    case
        when placement.is_short_breaks then 'a series of short breaks'
        when placement.type_code in ('A3', 'A4', 'A5', 'A6') then 'placed for adoption'
    end as excluded_because
from gap
inner join placement on gap.placement_key = placement.placement_key
