/*---
table: ssd_person
title: Children of the return
from: child_identifiers
columns:
  pers_person_id: la_child_id
  pers_sex: sex
  pers_ethnicity:
  pers_dob: person_birth_date
  pers_expected_dob: expected_person_birth_date
  pers_death_date: person_death_date
  pers_upn: upn
  pers_upn_unknown: upn_unknown
---*/
select
    person_of_child.person_id as pers_person_id,
    -- Until 2023/24 the census had a gender in numbers, and 0 and 9 both said that none is known.
    coalesce(
        identifiers.sex,
        case identifiers.gender_current
            when '1' then 'M' when '2' then 'F' when '0' then 'U' when '9' then 'U' else identifiers.gender_current
        end
    ) as pers_sex,
    characteristics.ethnicity as pers_ethnicity,
    identifiers.person_birth_date as pers_dob,
    identifiers.expected_person_birth_date as pers_expected_dob,
    identifiers.person_death_date as pers_death_date,
    identifiers.upn as pers_upn,
    identifiers.upn_unknown as pers_upn_unknown,
    identifiers.record
from cin_census.child_identifiers as identifiers
inner join cin_census.person_of_child on identifiers.child = person_of_child.child
left join cin_census.child_characteristics as characteristics on identifiers.child = characteristics.child
