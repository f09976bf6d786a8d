/*---
table: child_identifiers
title: The children of the return
source: Everybody with a referral in the return, in the order of their numbers. Who is born after the period is unborn
  in it; the due date of a child who has been born is not returned. The former pupil number is the latest one linked
  as such.
from: [ssd_cin_episodes, ssd_person]
columns:
  child: ssd_cin_episodes.cine_person_id
  la_child_id: ssd_cin_episodes.cine_person_id
  upn: ssd_person.pers_upn
  former_upn: ssd_linked_identifiers.link_identifier_value
  upn_unknown: ssd_person.pers_upn_unknown
  person_birth_date: ssd_person.pers_dob
  expected_person_birth_date: ssd_person.pers_expected_dob
  sex: ssd_person.pers_sex
  gender_current: ssd_person.pers_sex
  person_death_date: ssd_person.pers_death_date
---*/
with former_number as (
    select
        link_person_id as person_id,
        arg_max(
            link_identifier_value, (coalesce(link_valid_from_date, date '1900-01-01'), link_identifier_value)
        ) as upn
    from ssd_linked_identifiers
    where lower(link_identifier_type) in ('former unique pupil number', 'former upn', 'former_upn')
    group by link_person_id
),

at_the_end as (
    select
        child.*,
        former_number.upn as former_upn,
        return_period.year,
        return_period.ends_on,
        coalesce(child.pers_dob > return_period.ends_on, false) as is_born_later
    from returned_child as child
    cross join return_period
    left join former_number on child.person_id = former_number.person_id
)

select
    child,
    person_id as la_child_id,
    pers_upn as upn,
    former_upn,
    pers_upn_unknown as upn_unknown,
    case when not is_born_later then pers_dob end as person_birth_date,
    case
        when is_born_later then coalesce(pers_expected_dob, pers_dob)
        when pers_dob is null then pers_expected_dob
    end as expected_person_birth_date,
    case
        when year < 2025 then null
        when is_born_later then 'U'
        else pers_sex
    end as sex,
    -- Until 2023/24 the census had a gender, in numbers.
    case
        when year >= 2025 then null
        when is_born_later or pers_sex = 'U' then '0'
        when pers_sex = 'M' then '1'
        when pers_sex = 'F' then '2'
        when pers_sex = 'I' then '9'
        else pers_sex
    end as gender_current,
    case when pers_death_date <= ends_on then pers_death_date end as person_death_date,
    child as record,
    record as record_of_ssd_person
from at_the_end
