/*---
measure: cp_visit_seen_alone
title: Children on a child protection plan who were seen alone at their last visit in time
domain: child_protection
kind: proportion
counted_on: as_at
standard: local
better: high
counted: Children who were seen alone at the last visit that saw them
among: Children aged 4 or more whose last visit is within the council's limit
left_out: Younger children, children whose visit is late or awaited, another authority's plans
beware: Where nothing is recorded of it the child was not seen alone; who was not visited in time is in cp_visit_10wd
needs: [ssd_cp_plans, ssd_cp_visits]
version: 1
effective_from: 2013-04-01
source: Inspection practice; the settings cp_seen_alone_from_age (4) and cp_visit_working_days (10)
---*/
select
    gap.plan_key as subject_key,
    gap.child_key,
    snapshot.taken_on as counted_on,
    gap.seen_alone as in_numerator,
    true as in_denominator,
    gap.excluded_because
from plan_visit_gap as gap
cross join plan_setting
inner join person on gap.child_key = person.child_key
inner join snapshot
    on greatest(gap.begins_on, gap.started_on) <= snapshot.taken_on
    and least(gap.next_on, gap.ended_on, date '9999-12-31') > snapshot.taken_on
inner join dim_date as visited on gap.begins_on = visited.date
inner join dim_date as taken on snapshot.taken_on = taken.date
where
    gap.kind = 'child_protection'
    and not gap.is_first
    and taken.working_day_number - visited.working_day_number
    - (plan_setting.rolls_forward and not visited.is_working_day)::int
    <= coalesce(plan_setting.cp_visit_working_days, 10)
    -- Born on 29 February, a child has its birthday on 1 March in a common year.
    and make_date(
        year(person.born_on) + coalesce(plan_setting.cp_seen_alone_from_age, 4), month(person.born_on), 1
    ) + cast(dayofmonth(person.born_on) - 1 as integer) <= snapshot.taken_on
