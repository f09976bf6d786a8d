/*---
clock: allocation_within_1wd
title: Cases allocated to a qualified social worker within 1 working day of the decision
domain: caseload
limit: 1
unit: working_days
counted_on: stops_on
open_rows: late_when_overdue
place_at: stops_on
standard: local
better: high
needs: [ext_allocation]
category: the kind of case
counted: Cases whose first qualified case holder had them by the next working day after the decision
among: Cases allocated in the period, and those still unallocated when their limit passed in it
left_out: Cases that were closed before they fell due
beware: Duty or a manager who keeps an eye on a case is not allocation
version: 1
effective_from: 2014-04-01
source: Local standard; the limit is the setting allocation_working_days
---*/
with local_limit as (
    select max(try_cast(setting.value as integer)) as working_days
    from setting
    cross join this_run
    where
        setting.name = 'allocation_working_days'
        and this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
)

select
    allocation_case.case_key as subject_key,
    allocation_case.child_key,
    allocation_case.team_key,
    allocation_case.worker_key,
    allocation_case.decided_on as starts_on,
    allocation_case.allocated_on as stops_on,
    allocation_case.ended_on,
    allocation_case.case_type as category,
    coalesce(local_limit.working_days, 1) as limit_value
from allocation_case
cross join local_limit
