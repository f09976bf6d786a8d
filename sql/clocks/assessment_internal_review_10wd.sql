/*---
clock: assessment_internal_review_10wd
title: Assessments reviewed by a manager by their internal review point
domain: assessments
limit: 10
unit: working_days
counted_on: due_on
open_rows: late_when_overdue
place_at: due_on
after_end: late
standard: local
better: high
needs: [ssd_cin_assessments, ext_assessment_progress]
version: 1
effective_from: 2013-04-01
counted: Assessments that a manager reviewed no later than the review point
among: Assessments that reached their review point in the period
left_out: Assessments without a review point, and those signed off on or before it without a review
beware: >
    The review point is the day that was set, so a row is judged by calendar days. A council that sets none can
    give the setting assessment_review_point, in working days from the start, for all.
source: CIN census guide, the internal review point; a local rule on how far off it is
---*/
select
    assessment_key as subject_key,
    child_key,
    team_key,
    worker_key,
    started_on as starts_on,
    reviewed_on as stops_on,
    authorised_on as ended_on,
    coalesce(review_point_on - started_on, rule.limit_value) as limit_value,
    case when review_point_on is not null then 'days' end as limit_unit,
    case when review_point_on is null and rule.limit_value is null then 'no review point was set' end
        as excluded_because,
    case when review_point_on < started_on then 'the review point is before the start' end as invalid_because,
    -- Reviewed early, it counts from the day of its review point on.
    case when reviewed_on is not null then coalesce(review_point_on, point.date) end as applies_from
from fct_assessment
cross join (
    select
        max(try_cast(setting.value as integer)) filter (where setting.name = 'assessment_review_point') as limit_value,
        coalesce(max(setting.value) filter (where setting.name = 'non_working_start') = 'roll_forward', false)
            as rolls_forward
    from setting
    cross join this_run
    where
        this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
) as rule
left join dim_date as began on fct_assessment.started_on = began.date
left join (select date, working_day_number from dim_date where is_working_day) as point
    on began.working_day_number + (rule.rolls_forward and not began.is_working_day)::int + rule.limit_value
    = point.working_day_number
