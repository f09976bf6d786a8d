/*---
table: qualified_spell
schema: temp
title: Spells in which a qualified social worker held a child's case
after: [child_of]
source: >
    The council's own allocation feed where it came; otherwise involvements, as case worker or without a role, of
    workers with a registration number. Duty, a manager who holds what nobody else does, and a reviewing officer are
    no allocation. The last day of a spell still counts; held_until is the day after it.
---*/
select
    child_of.child_key,
    exal_from as held_from,
    coalesce(exal_to + 1, date '9999-12-31') as held_until
from ext_allocation
inner join child_of on ext_allocation.exal_person_id = child_of.local_id
where
    exal_qualified = 'Y'
    and coalesce(exal_role, 'case_holder') = 'case_holder'
    and exal_from is not null
union all
select
    child_of.child_key,
    invo_involvement_start_date,
    coalesce(invo_involvement_end_date + 1, date '9999-12-31')
from ssd_involvements
inner join child_of on ssd_involvements.invo_person_id = child_of.local_id
inner join (
    select distinct prof_professional_id as worker_code
    from ssd_professionals
    where
        nullif(trim(prof_social_worker_registration_no), '') is not null
        and coalesce(not contains(lower(prof_professional_job_title), 'manager'), true)
) as qualified on ssd_involvements.invo_professional_id = qualified.worker_code
where
    invo_involvement_start_date is not null
    and (
        invo_professional_role_id is null
        or upper(trim(invo_professional_role_id)) = 'CW'
        or regexp_matches(lower(invo_professional_role_id), '(case|social|allocated|key) ?worker')
    )
    and not exists (select 1 from ext_allocation)
