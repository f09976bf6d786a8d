/*---
clock: pathway_plan_in_place
title: Pathway plan in place within three months of the young person becoming entitled to one
domain: care_leavers
limit: 3
unit: months
counted_on: starts_on
open_rows: late_when_overdue
place_at: starts_on
standard: statutory
better: high
needs: [ext_pathway_plan]
version: 1
effective_from: 2011-04-01
source: Care Leavers (England) Regulations 2010, regulation 5
counted: Young people whose plan was made within three months
among: Young people who became entitled to a plan in the period and have one, or for whom it is overdue
left_out: Young people whose entitlement ended before the plan fell due
beware: Whether the day is that of becoming relevant or the sixteenth birthday is for the council to say.
---*/
with entitled as (
    select
        child_key,
        due_from,
        min(pathway_plan_key) as pathway_plan_key,
        min(plan_on) as earliest_on,
        min(plan_on) filter (where plan_on >= due_from) as plan_on,
        case when bool_or(ended_on is null) then null else max(ended_on) end as ended_on,
        bool_or(due_from is not null) over (partition by child_key) as is_dated_somewhere
    from fct_pathway_plan
    group by child_key, due_from
)

select
    entitled.pathway_plan_key as subject_key,
    entitled.child_key,
    leaver.team_key,
    leaver.worker_key,
    entitled.due_from as starts_on,
    coalesce(entitled.plan_on, entitled.earliest_on) as stops_on,
    entitled.ended_on
from entitled
left join fct_care_leaver as leaver on entitled.child_key = leaver.child_key and leaver.ordinal = 1
-- A later plan need not repeat the day of entitlement.
where entitled.due_from is not null or not entitled.is_dated_somewhere
