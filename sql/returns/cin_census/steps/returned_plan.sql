/*---
table: returned_plan
title: Child protection plans of the return; those without a referral in it have no episode and no record
source: Open on any day of the period. A plan of another authority, whose child is here for a time, is in that
  authority's return. Earlier plans are those that the delivery has of the child, another authority's among them,
  which ended by the day on which this one began; it cannot know of plans before its own first day or kept elsewhere.
after: [returned_referral]
---*/
with belongs as (
    select
        plan.cppl_person_id as person_id,
        plan.cppl_cp_plan_id as plan_id,
        plan.cppl_referral_id as referral_id,
        plan.record as delivered_record,
        plan.cppl_cp_plan_start_date as started_on,
        case
            when plan.cppl_cp_plan_end_date <= return_period.ends_on then plan.cppl_cp_plan_end_date
        end as ended_on,
        plan.cppl_cp_plan_initial_category as initial_category,
        plan.cppl_cp_plan_latest_category as latest_category,
        coalesce(plan.cppl_cp_plan_ola = 'Y', false) as is_other_authority
    from ssd_cp_plans as plan, return_period
    where
        coalesce(plan.cppl_cp_plan_start_date <= return_period.ends_on, true)
        and coalesce(plan.cppl_cp_plan_end_date >= return_period.starts_on, true)
),

found as (
    select
        belongs.*,
        referral.child,
        referral.episode
    from belongs
    left join returned_referral as referral
        on
        belongs.person_id = referral.person_id and belongs.referral_id = referral.referral_id
        and referral.holds_records and not belongs.is_other_authority
),

before as (
    select
        later.cppl_person_id as person_id,
        later.cppl_cp_plan_start_date as started_on,
        count(*) as plans
    from (select distinct cppl_person_id, cppl_cp_plan_start_date from ssd_cp_plans) as later
    inner join ssd_cp_plans as earlier
        on
        later.cppl_person_id = earlier.cppl_person_id
        and later.cppl_cp_plan_start_date > earlier.cppl_cp_plan_start_date
        and later.cppl_cp_plan_start_date >= earlier.cppl_cp_plan_end_date
    group by later.cppl_person_id, later.cppl_cp_plan_start_date
)

select
    found.*,
    case when found.started_on is not null then coalesce(before.plans, 0) end as plans_before,
    case
        when found.episode is not null
            then row_number() over (
                    order by
                        found.episode nulls last, found.started_on nulls last, found.ended_on nulls last,
                        found.plan_id nulls last, found.initial_category nulls last, found.latest_category nulls last
                )
    end as record,
    found.plan_id is not null
    and 1 = row_number() over (
        partition by found.person_id, found.plan_id
        order by
            found.episode nulls last, found.started_on nulls last, found.ended_on nulls last,
            found.initial_category nulls last, found.latest_category nulls last
    ) as holds_records
from found
left join before on found.person_id = before.person_id and found.started_on = before.started_on
