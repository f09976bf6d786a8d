/*---
measure: cla_missing_from_system
title: Children in care in another case system who are not in care in this one
domain: looked_after
kind: count
counted_on: as_at
standard: local
better: low
needs: [ssd_person, ssd_cla_episodes, ext_open_elsewhere]
version: 1
effective_from: 2020-01-01
source: Council minutes on the move to a new case system; every child is looked for, not a sample
counted: Children in care there on the date who have no open period of care here.
among: Children in care in either system; each is a row.
left_out: Nobody.
beware: >
    Tonight only; the list of the other system has no history here. A child is looked for by number, then by pupil
    number, then by the number that both share; equal numbers of two systems are no match. Names are left to a person.
category: What was found here
---*/
select
    surrogate(
        concat_ws('|', 'open_elsewhere', this_run.authority, open_elsewhere.system, open_elsewhere.person_id)
    ) as subject_key,
    coalesce(open_elsewhere.child_in_care_here, open_elsewhere.child_known_here) as child_key,
    this_run.as_at as counted_on,
    open_elsewhere.child_in_care_here is null as in_numerator,
    true as in_denominator,
    case
        when open_elsewhere.child_in_care_here is not null then 'in care here'
        when open_elsewhere.child_known_here is not null then 'known here, not in care'
        else 'not known here'
    end as category
from open_elsewhere
cross join this_run
union all
select
    min(period.care_period_key),
    period.child_key,
    this_run.as_at,
    false,
    true,
    'in care here only'
from fct_care_period as period
cross join this_run
where
    period.started_on <= this_run.as_at
    and coalesce(period.ended_on, date '9999-12-31') > this_run.as_at
    and not exists (
        select 1 from open_elsewhere where open_elsewhere.child_in_care_here = period.child_key
    )
group by period.child_key, this_run.as_at
