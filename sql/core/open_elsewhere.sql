/*---
table: open_elsewhere
schema: temp
title: Children in care in another case system, and whether they are in care here
after: [crosswalk, child_of, fct_care_period]
source: >
    Matched by the number of the person, through the crosswalk or the earlier number that the person record keeps;
    where that finds nobody, by pupil number, then by the number that both systems share. Equal numbers of two
    systems are no match.
---*/
with listed as (
    select
        coalesce(exoe_system, '') as system,
        exoe_person_id as person_id,
        min(exoe_upn) as upn,
        min(exoe_common_child_id) as common_child_id
    from ext_open_elsewhere
    cross join this_run
    where
        exoe_person_id is not null
        and coalesce(exoe_in_care_from, date '1900-01-01') <= this_run.as_at
        and coalesce(exoe_in_care_until, date '9999-12-31') > this_run.as_at
    group by coalesce(exoe_system, ''), exoe_person_id
),

candidate as (
    -- An earlier id leads to the person's first one, and that to the id of tonight.
    select listed.system, listed.person_id, coalesce(tonight.child_key, known.child_key) as child_key, 1 as turn
    from listed
    cross join this_run
    inner join crosswalk as known
        on listed.person_id = known.local_id
        and case
            when listed.system <> '' then lower(listed.system) = lower(known.system)
            else known.system <> this_run.system
        end
    left join crosswalk as tonight
        on known.founder_system = tonight.founder_system
        and known.founder_local_id = tonight.founder_local_id
        and this_run.system = tonight.system
    union all
    select listed.system, listed.person_id, child_of.child_key, 1
    from listed
    inner join ssd_person on listed.person_id = ssd_person.pers_legacy_id
    inner join child_of on ssd_person.pers_person_id = child_of.local_id
    union all
    select listed.system, listed.person_id, child_of.child_key, 2
    from listed
    inner join ssd_person on listed.upn = ssd_person.pers_upn
    inner join child_of on ssd_person.pers_person_id = child_of.local_id
    union all
    select listed.system, listed.person_id, child_of.child_key, 3
    from listed
    inner join ssd_person on listed.common_child_id = ssd_person.pers_common_child_id
    inner join child_of on ssd_person.pers_person_id = child_of.local_id
),

in_care as (
    select distinct fct_care_period.child_key
    from fct_care_period
    cross join this_run
    where
        fct_care_period.started_on <= this_run.as_at
        and coalesce(fct_care_period.ended_on, date '9999-12-31') > this_run.as_at
),

-- Who is matched by number is not looked for again by pupil number.
matched as (
    select * from candidate
    qualify rank() over (partition by system, person_id order by turn) = 1
)

select
    listed.system,
    listed.person_id,
    min(in_care.child_key)
        as child_in_care_here,
    min(matched.child_key) as child_known_here
from listed
left join matched on listed.system = matched.system and listed.person_id = matched.person_id
left join in_care on matched.child_key = in_care.child_key
group by listed.system, listed.person_id
