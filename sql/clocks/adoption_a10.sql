/*---
clock: adoption_a10
title: Days from entering care to moving in with the adoptive family (A10, adjusted for adoption by foster carers)
domain: adoption
limit: 426
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
source: Adoption scorecards; Adoption and Special Guardianship Leadership Board (threshold 14 months)
counted: Days from entering care to placement, or to moving in as a foster child of those who then adopted
among: Children adopted in the period
left_out: Children not adopted yet; no placement recorded before the order
beware: Read the average of three years; one year of a small authority swings
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
    entered_care_on as starts_on,
    moved_in_on as stops_on,
    adopted_on as counted_on,
    case
        when not is_adopted then 'not adopted yet'
        when entered_care_on is not null and coalesce(moved_in_on > adopted_on, true)
            then 'no placement before the order'
    end as excluded_because
from adopted
