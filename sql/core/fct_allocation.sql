/*---
table: fct_allocation
title: Who held a case in what role, from one day to the next; a case that waits has a row without a worker
after: [child_of]
source: >
    The last day is inclusive; where the next holding of the case follows at once, ended_on is its first day, so
    that no night falls between the two. A case is a child and the day on which it was decided that it needs a
    social worker; a row without that day goes with the decision before it.
---*/
with holding as (
    select
        ext_allocation.*,
        child_of.child_key,
        coalesce(
            exal_decided_on,
            last_value(exal_decided_on ignore nulls) over (
                partition by exal_person_id
                order by
                    coalesce(exal_from, exal_decided_on) nulls last, exal_decided_on nulls last, exal_id, ext_allocation
                rows between unbounded preceding and current row
            )
        ) as decided_on
    from ext_allocation
    left join child_of on ext_allocation.exal_person_id = child_of.local_id
),

followed as (
    select
        *,
        lead(exal_from) over (
            partition by exal_person_id, decided_on order by exal_from nulls last, exal_id, holding
        ) as next_from,
        row_number() over (
            partition by exal_id, exal_person_id
            order by
                decided_on nulls last, exal_from nulls last, exal_to nulls last, exal_worker_id nulls last,
                exal_role nulls last, exal_team_id nulls last, exal_qualified nulls last,
                holding
        ) as turn
    from holding
)

select
    surrogate(concat_ws('|', 'allocation', this_run.authority, exal_person_id, exal_id, turn)) as allocation_key,
    surrogate(concat_ws('|', 'case', this_run.authority, exal_person_id, coalesce(cast(decided_on as text), 'none')))
        as case_key,
    child_key,
    surrogate('team|' || this_run.authority || '|' || exal_team_id) as team_key,
    surrogate('worker|' || this_run.authority || '|' || exal_worker_id) as worker_key,
    exal_role as role,
    exal_case_type as case_type,
    -- Duty, a manager or a co-worker keeps an eye on a case; that is not allocation. A role that is not said is.
    coalesce(exal_qualified = 'Y', false)
    and coalesce(exal_role, 'case_holder') = 'case_holder'
    and exal_from is not null as is_case_holding,
    decided_on,
    exal_from as started_on,
    exal_to as last_day_on,
    case when next_from between exal_to and exal_to + 1 then next_from else exal_to end as ended_on
from followed
cross join this_run
