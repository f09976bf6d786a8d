/*---
clock: pathway_plan_review_6m
title: Pathway plans made or reviewed in the last six months
domain: care_leavers
limit: 6
unit: months
counted_on: as_at
open_rows: judged
place_at: as_at
standard: statutory
better: high
needs: [ssd_care_leavers]
version: 1
effective_from: 2011-04-01
source: Care Leavers (England) Regulations 2010, regulation 7
counted: Open pathway plans whose next review is due on that date or later
among: Open pathway plans
left_out: Plans of those who died or are no longer entitled
beware: >
    Without the feed of plans only the last review is known, so earlier months begin there. The extra review
    28 days after moving into a home that the authority provides is not looked at here.
---*/
with reviewed as (
    -- Each review repeats the day of its plan.
    select distinct child_key, plan_on as held_on from fct_pathway_plan
    where plan_on is not null
    union all
    select distinct child_key, reviewed_on from fct_pathway_plan
    where reviewed_on is not null
    union all
    -- The case system repeats the last of them.
    select leaver.child_key, leaver.pathway_reviewed_on
    from fct_care_leaver as leaver
    where
        leaver.ordinal = 1
        and leaver.pathway_reviewed_on is not null
        and not exists (
            select 1 from fct_pathway_plan as plan
            where
                plan.child_key = leaver.child_key
                and leaver.pathway_reviewed_on in (plan.plan_on, plan.reviewed_on)
        )
),

gap as (
    select
        child_key,
        held_on as begins_on,
        lead(held_on) over (partition by child_key order by held_on) as next_on
    from reviewed
),

entitlement as (
    select
        child_key,
        case when bool_or(ended_on is null) then null else max(ended_on) end as ended_on
    from fct_pathway_plan
    group by child_key
)

select
    surrogate('pathway_review|' || gap.child_key) as subject_key,
    gap.child_key,
    leaver.team_key,
    leaver.worker_key,
    gap.begins_on as starts_on,
    gap.next_on as stops_on,
    entitlement.ended_on,
    case
        when leaver.in_touch_code = 'DIED' then 'died'
        when leaver.eligibility = 'No current eligibility' then 'no longer entitled'
    end as excluded_because
from gap
left join entitlement on gap.child_key = entitlement.child_key
left join fct_care_leaver as leaver on gap.child_key = leaver.child_key and leaver.ordinal = 1
