/*---
measure: permanence_noncompliance_escalations
title: Overdue permanence panels that were taken to a manager within two working days
domain: looked_after
kind: proportion
counted_on: as_at
standard: local
better: high
needs: [ssd_cla_episodes, ext_permanence_review, ext_permanence_escalation]
version: 1
effective_from: 2020-01-01
source: Council minutes on permanence planning; the limit is the setting permanence_escalation_days, 2 by default
counted: Overdue panels of which a manager was told within two working days of the first day overdue.
among: Panels that are overdue on the date. The value of a row is the working days until a manager was told, or so far.
left_out: Series of short breaks, and children whose final outcome is recorded.
beware: A panel that became overdue yesterday and was not passed on yet already counts against the figure.
category: Told in time, told late or not told
---*/
with breach as (
    select
        due.care_period_key,
        due.child_key,
        due.due_on,
        due.excluded_because,
        snapshot.taken_on,
        greatest(due.due_on + 1, due.holds_from) as breach_on,
        case when escalated.told_on <= snapshot.taken_on then escalated.told_on end as told_on
    from permanence_due as due
    inner join snapshot
        on due.holds_from <= snapshot.taken_on
        and coalesce(due.holds_until, date '9999-12-31') > snapshot.taken_on
        and due.due_on < snapshot.taken_on
    left join permanence_escalated as escalated
        on due.care_period_key = escalated.care_period_key
        and due.begins_on = escalated.begins_on
        and due.due_on = escalated.due_on
),

counted as (
    select
        breach.*,
        until_day.working_day_number - first_day.working_day_number as working_days
    from breach
    inner join dim_date as first_day on breach.breach_on = first_day.date
    inner join dim_date as until_day on coalesce(breach.told_on, breach.taken_on) = until_day.date
)

select
    counted.care_period_key as subject_key,
    counted.child_key,
    counted.taken_on as counted_on,
    counted.due_on,
    counted.working_days as value,
    true as in_denominator,
    counted.told_on is not null and counted.working_days <= limits.escalation_days as in_numerator,
    case
        when counted.told_on is null then 'not told'
        when counted.working_days <= limits.escalation_days then 'told in time'
        else 'told late'
    end as category,
    counted.excluded_because
from counted
cross join permanence_limit as limits
