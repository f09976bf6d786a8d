/*---
measure: permanence_plan_by_second_review
title: Children looked after with a plan for permanence by their second review
domain: looked_after
kind: proportion
standard: statutory
better: high
needs: [ssd_cla_episodes, ssd_cla_reviews, ext_permanence_plan]
version: 1
effective_from: 2011-04-01
source: IRO Handbook 2010; care planning guidance, volume 2 (2021)
counted: Children whose plan was agreed on or before the second review, or its due date where that comes first.
among: >
    Children whose second review was held, or fell due, in the period. The value of a row is the days from entering
    care to the plan.
left_out: Children who left care before the second review, and series of short breaks.
beware: >
    There is no fixed four months. A second review held late does not buy time; where no first review was held, the
    second falls due three months after the first did.
category: Kind of plan
---*/
with review as (
    select
        first_gap.care_period_key,
        second_gap.next_on as second_on,
        coalesce(second_gap.due_on, cast(first_gap.due_on + interval 3 month as date)) as second_due_on
    from care_review_gap as first_gap
    left join care_review_gap as second_gap
        on first_gap.care_period_key = second_gap.care_period_key and second_gap.turn = 2
    where first_gap.turn = 1
),

said as (
    select
        expp_person_id as person_id,
        expp_cla_id as cla_id,
        expp_agreed_on as agreed_on,
        case
            when expp_kind is null then 'not recorded'
            -- Words that hardly any plan bears may say something about a child.
            when count(*) over (partition by expp_kind) >= 5 then expp_kind
            else 'another plan'
        end as plan_kind
    from ext_permanence_plan
    where expp_agreed_on is not null
),

agreed as (
    select
        period.care_period_key,
        min(said.agreed_on) as agreed_on,
        arg_min(said.plan_kind, (said.agreed_on, said.plan_kind)) as plan_kind
    from said
    inner join keyed_care_period as period
        on said.person_id = period.person_id
        and case
            when said.cla_id is not null then said.cla_id = period.source_id
            else
                said.agreed_on >= period.started_on
                and said.agreed_on <= coalesce(period.ended_on, date '9999-12-31')
        end
    group by period.care_period_key
),

judged as (
    select
        review.care_period_key,
        review.second_on,
        least(review.second_on, review.second_due_on) as last_day,
        agreed.agreed_on,
        agreed.plan_kind
    from review
    left join agreed on review.care_period_key = agreed.care_period_key
)

select
    period.care_period_key as subject_key,
    period.child_key,
    judged.last_day as counted_on,
    judged.last_day as due_on,
    judged.agreed_on - period.started_on as value,
    coalesce(judged.agreed_on <= judged.last_day, false) as in_numerator,
    true as in_denominator,
    coalesce(judged.plan_kind, 'no plan') as category,
    case
        when period.is_short_breaks then 'a series of short breaks'
        when judged.second_on is null and period.ended_on <= judged.last_day then 'left care before the second review'
    end as excluded_because
from judged
inner join fct_care_period as period on judged.care_period_key = period.care_period_key
