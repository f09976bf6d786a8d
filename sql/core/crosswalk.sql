/*---
table: crosswalk
schema: identity
title: Every local id, and the person it was first known as; a later id is linked to the earlier one
after: []
listed: {child_key: child}
source: Local ids seen in any table of the delivery, so that a row without a person record keeps its child
---*/
with mentioned as (
    select pers_person_id as local_id from ssd_person
    union
    select cont_person_id from ssd_contacts
    union
    select cine_person_id from ssd_cin_episodes
    union
    select cina_person_id from ssd_cin_assessments
    union
    select s47e_person_id from ssd_s47_enquiry
    union
    select icpc_person_id from ssd_initial_cp_conference
    union
    select cinp_person_id from ssd_cin_plans
    union
    select cppl_person_id from ssd_cp_plans
    union
    select clae_person_id from ssd_cla_episodes
    union
    select miss_person_id from ssd_missing
    union
    select clea_person_id from ssd_care_leavers
),

today as (
    -- Two rows for one id are a finding; the smallest values survive, whatever the order of the file.
    select
        this_run.authority,
        this_run.system,
        mentioned.local_id,
        min(ssd_person.pers_upn) as upn,
        min(ssd_person.pers_common_child_id) as common_child_id,
        min(ssd_person.pers_legacy_id) as legacy_id
    from mentioned
    cross join this_run
    left join ssd_person on mentioned.local_id = ssd_person.pers_person_id
    where mentioned.local_id is not null
    group by this_run.authority, this_run.system, mentioned.local_id
),

-- A number links only when exactly one earlier person and one delivered person carry it.
known_number as (
    select
        'upn' as kind, upn as number, min(founder_system) as founder_system, min(founder_local_id) as founder_local_id
    from known_crosswalk
    where upn is not null
    group by upn
    having count(distinct founder_system || '|' || founder_local_id) = 1
    union all
    select 'common', common_child_id, min(founder_system), min(founder_local_id)
    from known_crosswalk
    where common_child_id is not null
    group by common_child_id
    having count(distinct founder_system || '|' || founder_local_id) = 1
    union all
    select 'legacy', known_crosswalk.local_id, min(founder_system), min(founder_local_id)
    from known_crosswalk
    cross join this_run
    where known_crosswalk.system <> this_run.system
    group by known_crosswalk.local_id
    having count(distinct founder_system || '|' || founder_local_id) = 1
),

delivered_number as (
    select 'upn' as kind, upn as number, min(local_id) as local_id from today
    where upn is not null group by upn having count(*) = 1
    union all
    select 'common', common_child_id, min(local_id) from today
    where common_child_id is not null group by common_child_id having count(*) = 1
    union all
    select 'legacy', legacy_id, min(local_id) from today
    where legacy_id is not null group by legacy_id having count(*) = 1
),

-- A person whose own id came tonight cannot be somebody else's new id as well.
here as (
    select distinct known_crosswalk.founder_system || '|' || known_crosswalk.founder_local_id as founder
    from known_crosswalk
    inner join today on known_crosswalk.system = today.system and known_crosswalk.local_id = today.local_id
),

candidate as (
    select
        delivered_number.local_id,
        known_number.founder_system || '|' || known_number.founder_local_id as founder,
        case known_number.kind when 'legacy' then 1 when 'upn' then 2 else 3 end as rank
    from delivered_number
    inner join known_number using (kind, number)
),

-- Each id takes its best link, and each person takes one new id.
best as (
    select * from candidate
    where founder not in (select here.founder from here)
    qualify row_number() over (partition by local_id order by rank, founder) = 1
),

linked as (
    select local_id, founder from best
    qualify row_number() over (partition by founder order by rank, local_id) = 1
),

founded as (
    select
        today.*,
        coalesce(
            same_id.founder_system || '|' || same_id.founder_local_id,
            linked.founder,
            today.system || '|' || today.local_id
        ) as founder
    from today
    left join known_crosswalk as same_id
        on today.system = same_id.system and today.local_id = same_id.local_id
    left join linked on today.local_id = linked.local_id
)

select
    person_key(founded.authority || '|' || founded.founder) as child_key,
    founded.system,
    founded.local_id,
    founded.upn,
    founded.common_child_id,
    split_part(founded.founder, '|', 1) as founder_system,
    substr(founded.founder, strpos(founded.founder, '|') + 1) as founder_local_id,
    key.version as key_version
from founded
cross join pseudonym_key as key
union all
-- Ids of earlier nights and earlier systems stay known after their rows have left the extract.
select
    known_crosswalk.child_key,
    known_crosswalk.system,
    known_crosswalk.local_id,
    known_crosswalk.upn,
    known_crosswalk.common_child_id,
    known_crosswalk.founder_system,
    known_crosswalk.founder_local_id,
    known_crosswalk.key_version
from known_crosswalk
where not exists (
        select 1 from today
        where today.system = known_crosswalk.system and today.local_id = known_crosswalk.local_id
    )
