/*---
clock: adoption_a2
title: Days from the placement order to the match with adopters (A2)
domain: adoption
limit: 121
unit: days
figure: mean
decimals: 0
pool_months: 36
counted_on: stops_on
open_rows: left_out
place_at: stops_on
standard: published
better: low
needs: [ssd_permanence, ssd_cla_episodes]
version: 1
effective_from: 2012-05-01
source: Adoption scorecards (threshold 4 months); LG Inform metric 912
counted: Days from the placement order to the decision on the match
among: Children adopted in the period who had a placement order and a match
left_out: Children not adopted yet; no placement order; no match; no placement before the adoption order
beware: >
    A match decided before the order counts as 0 days and stays in. Read the average of three years.
---*/
with adopted as (
    select
        fct_adoption.*,
        this_run.as_at,
        case when is_adopted_by_carer then coalesce(foster_placed_on, placed_on) else placed_on end as moved_in_on,
        coalesce(adopted_on <= this_run.as_at, false) as is_adopted
    from fct_adoption
    cross join this_run
)

select
    adoption_key as subject_key,
    child_key,
    worker_key,
    placement_order_on as starts_on,
    case when matched_on is not null then greatest(matched_on, placement_order_on) end as stops_on,
    adopted_on as counted_on,
    case
        when coalesce(placement_order_on > as_at, true) then 'no placement order'
        when not is_adopted then 'not adopted yet'
        when coalesce(matched_on > as_at, true) then 'no match'
        when coalesce(moved_in_on > adopted_on, true) then 'no placement before the adoption order'
    end as excluded_because
from adopted
