/*---
table: fct_plan
title: Child protection plans and child in need plans, with what went before
after: [keyed_plan]
source: >
    Earlier plans are child protection plans of the same child, this authority's own, that had ended by the day on
    which the plan began. Where the council supplies the number that was recorded with the plan, the old register
    among it, the larger of the two stands.
---*/
with before as (
    select
        later.plan_key,
        count(*) as plans,
        max(earlier.ended_on) as last_ended_on
    from keyed_plan as later
    inner join keyed_plan as earlier
        on later.child_key = earlier.child_key
        and earlier.kind = 'child_protection'
        and not earlier.is_other_authority
        and earlier.plan_key <> later.plan_key
        and earlier.started_on < later.started_on
        and earlier.ended_on >= earlier.started_on
        and earlier.ended_on <= later.started_on
    where later.kind = 'child_protection'
    group by later.plan_key
),

recorded as (
    select
        keyed_plan.plan_key,
        max(ext_plan_history.exph_earlier_plans) as plans
    from ext_plan_history
    inner join keyed_plan
        on keyed_plan.kind = 'child_protection'
        and ext_plan_history.exph_cp_plan_id = keyed_plan.source_id
        and ext_plan_history.exph_person_id = keyed_plan.person_id
    group by keyed_plan.plan_key
),

abuse as (
    select
        known.said,
        known.category
    from (
        values
        ('neglect', 'Neglect'),
        ('neg', 'Neglect'),
        ('physical abuse', 'Physical abuse'),
        ('phy', 'Physical abuse'),
        ('sexual abuse', 'Sexual abuse'),
        ('sab', 'Sexual abuse'),
        ('emotional abuse', 'Emotional abuse'),
        ('emo', 'Emotional abuse'),
        ('multiple', 'Multiple'),
        ('mul', 'Multiple')
    ) as known (said, category)
)

select
    plan.plan_key,
    plan.kind,
    plan.child_key,
    surrogate('team|' || this_run.authority || '|' || plan.team_code) as team_key,
    surrogate('worker|' || this_run.authority || '|' || plan.worker_code) as worker_key,
    plan.started_on,
    plan.ended_on,
    plan.initial_category,
    plan.latest_category,
    plan.is_other_authority,
    -- One word for each kind of abuse, however the system writes it.
    at_start.category as abuse_at_start,
    latest.category as abuse_latest,
    case
        when plan.kind = 'child_protection'
            then cast(greatest(coalesce(before.plans, 0), coalesce(recorded.plans, 0)) as integer)
    end as earlier_plans,
    before.last_ended_on as earlier_ended_on
from keyed_plan as plan
cross join this_run
left join before on plan.plan_key = before.plan_key
left join recorded on plan.plan_key = recorded.plan_key
left join abuse as at_start on lower(plan.initial_category) = at_start.said
left join abuse as latest on lower(plan.latest_category) = latest.said
