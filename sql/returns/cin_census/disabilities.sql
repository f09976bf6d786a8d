/*---
table: disabilities
title: Disabilities of the children
source: Every code that is recorded. A child without any has none in the return either (rule 8540 names it), because
  nobody said that there is no disability; where that is what no record means, the setting no_disability_recorded is
  none.
from: [ssd_cin_episodes, ssd_disability]
columns:
  child: ssd_cin_episodes.cine_person_id
  la_child_id: ssd_cin_episodes.cine_person_id
  disability: ssd_disability.disa_disability_code
---*/
with recorded as (
    select
        disa_person_id as person_id,
        disa_disability_code as disability
    from ssd_disability
    where disa_disability_code is not null
),

known as (
    select
        child.child,
        child.person_id as la_child_id,
        recorded.disability
    from returned_child as child
    inner join recorded on child.person_id = recorded.person_id
    union all
    select
        child,
        person_id,
        'NONE'
    from returned_child
    where
        person_id not in (select person_id from recorded where person_id is not null)
        and exists (
            select 1
            from setting, this_run
            where
                setting.name = 'no_disability_recorded'
                and setting.value = 'none'
                and this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
                and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
        )
)

select
    *,
    row_number() over (order by child, disability) as record
from known
