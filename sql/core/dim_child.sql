/*---
table: dim_child
title: One row a child, without name, address, pupil number or full birth date
after: [crosswalk, child_of]
---*/
select
    child_of.child_key,
    min(ssd_person.pers_sex) as sex,
    min(ssd_person.pers_ethnicity) as ethnicity,
    cast(date_trunc('month', min(ssd_person.pers_dob)) as date) as birth_month,
    cast(date_trunc('month', min(ssd_person.pers_expected_dob)) as date) as expected_birth_month,
    cast(date_trunc('month', min(ssd_person.pers_death_date)) as date) as death_month,
    -- No date of birth and a date on which one is expected: not born yet, as far as the system knows.
    min(ssd_person.pers_dob) is null and min(ssd_person.pers_expected_dob) is not null as is_unborn,
    coalesce(bool_or(disabled.person_id is not null), false) as is_disabled,
    max(pseudonym_key.version) as key_version
from child_of
cross join pseudonym_key
left join ssd_person on child_of.local_id = ssd_person.pers_person_id
left join (
    select distinct disa_person_id as person_id from ssd_disability where disa_disability_code <> 'NONE'
) as disabled on child_of.local_id = disabled.person_id
group by child_of.child_key
