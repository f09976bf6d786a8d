/*---
clock: cin_visit_timeliness
title: Children with a child in need plan who were seen in the last 20 working days
domain: child_in_need
limit: 20
unit: working_days
counted_on: as_at
open_rows: judged
open_states: [in_time, late]
awaiting_state: not_due
after_end: late
place_at: as_at
standard: local
better: high
counted: Children whose last visit at which they were seen is no more than the local limit ago
among: Open child in need plans of children who were seen at least once, and those older than the limit without a visit
left_out: Days on which the child was on a child protection plan or looked after; children not born yet; new plans
beware: No law sets this interval, so it compares with other councils only where their limit is the same
needs: [ssd_cin_plans, ssd_cin_visits]
version: 1
effective_from: 2013-04-01
source: Local standard; the limit is the setting cin_visit_working_days
---*/
select
    gap.plan_key as subject_key,
    gap.child_key,
    gap.team_key,
    gap.worker_key,
    gap.begins_on as starts_on,
    gap.next_on as stops_on,
    gap.ended_on,
    gap.is_first as awaits_first,
    gap.started_on as counts_from,
    greatest(gap.born_under_plan_on, need.free_from) as applies_from,
    need.free_until as applies_until,
    coalesce(plan_setting.cin_visit_working_days, 20) as limit_value,
    case
        when gap.excluded_because is not null then gap.excluded_because
        when need.child_key is null and ever.child_key is not null
            then 'on a child protection plan or looked after all the time'
    end as excluded_because
from plan_visit_gap as gap
cross join plan_setting
-- A gap that protection or care lies in is a row for each part of it that is free of them.
left join in_need_only as need
    on gap.child_key = need.child_key
    and need.free_from < coalesce(gap.next_on, gap.ended_on, date '9999-12-31')
    and need.free_until > gap.begins_on
-- Without any such part the gap is in no figure.
left join (select distinct child_key from protected_or_in_care) as ever on gap.child_key = ever.child_key
where
    gap.kind = 'child_in_need'
    -- What was over before the first date that is shown can be in no figure.
    and coalesce(gap.next_on, gap.ended_on, date '9999-12-31') > (select min(snapshot.taken_on) from snapshot)
