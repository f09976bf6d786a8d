/*---
measure: cp_review_in_time_snapshot
title: Children on a child protection plan whose reviews were all in time
domain: child_protection
kind: proportion
counted_on: as_at
standard: published
better: high
counted: Open plans of which every review due in the last 12 months was held in time, and none is overdue now
among: Plans open on the date that had been open for 3 months or more
left_out: Plans open for less than 3 months; another authority's plans
beware: One late review fails the child for 12 months; the figure for single reviews is another measure
needs: [ssd_cp_plans, ssd_cp_reviews]
version: 1
effective_from: 2013-04-01
source: DfE key indicators, child protection plans reviewed within timescales (once National Indicator 67)
---*/
with failed as (
    -- A gap fails from the day after the review fell due: until one is held, and in any case for 12 months.
    select
        gap.plan_key,
        gap.due_on,
        gap.due_on + 1 as fails_from,
        greatest(
            coalesce(gap.next_on, date '9999-12-31'), cast(gap.due_on + interval 12 month as date)
        ) as fails_until
    from (
        select
            plan_review_gap.plan_key,
            plan_review_gap.next_on,
            case
                when plan_setting.months_as_days
                    then plan_review_gap.begins_on + case when plan_review_gap.is_first then 91 else 183 end
                when plan_review_gap.is_first then cast(plan_review_gap.begins_on + interval 3 month as date)
                else cast(plan_review_gap.begins_on + interval 6 month as date)
            end as due_on
        from plan_review_gap
        cross join plan_setting
        where plan_review_gap.kind = 'child_protection' and plan_review_gap.invalid_because is null
    ) as gap
    where coalesce(gap.next_on > gap.due_on, true)
),

looked_at as (
    select
        plan.plan_key,
        plan.child_key,
        plan.is_other_authority,
        snapshot.taken_on
    from fct_plan as plan
    inner join snapshot
        on plan.started_on + interval 3 month <= snapshot.taken_on
        and coalesce(plan.ended_on, date '9999-12-31') > snapshot.taken_on
    where plan.kind = 'child_protection'
)

select
    looked_at.plan_key as subject_key,
    looked_at.child_key,
    looked_at.taken_on as counted_on,
    count(failed.plan_key) = 0 as in_numerator,
    true as in_denominator,
    -- The first of the days on which a review fell due that was not held by then.
    min(failed.due_on) as due_on,
    case when looked_at.is_other_authority then 'the plan of another authority' end as excluded_because
from looked_at
left join failed
    on looked_at.plan_key = failed.plan_key
    and looked_at.taken_on >= failed.fails_from
    and looked_at.taken_on < failed.fails_until
group by looked_at.plan_key, looked_at.child_key, looked_at.is_other_authority, looked_at.taken_on
