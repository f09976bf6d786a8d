/*---
table: permanence_escalated
schema: temp
title: When a missed permanence panel was first taken to a manager
after: [permanence_due, child_of, dim_date]
source: >
    An escalation belongs to the panel that was overdue on the day it was made. Its own day of the breach may be a
    day out; the day on which a manager was told is what counts.
---*/
with told as (
    select
        child_of.child_key,
        ext_permanence_escalation.expe_escalated_on as told_on
    from ext_permanence_escalation
    inner join child_of on ext_permanence_escalation.expe_person_id = child_of.local_id
    where ext_permanence_escalation.expe_escalated_on is not null
)

select
    due.care_period_key,
    due.begins_on,
    due.due_on,
    min(told.told_on) as told_on
from permanence_due as due
inner join told
    on due.child_key = told.child_key
    and told.told_on > due.due_on
    and told.told_on >= due.holds_from
    and told.told_on < coalesce(due.holds_until, date '9999-12-31')
group by due.care_period_key, due.begins_on, due.due_on
