/*---
table: returned_child
title: The children of the return, each with one row of ssd_person or none
source: Everybody with a referral in the return. A number that ssd_person has twice is one child; the rows beyond the
  first are counted as left out.
after: [returned_referral]
---*/
with person as (
    select *
    from ssd_person
    qualify 1 = row_number() over (
            partition by pers_person_id
            order by
                pers_dob nulls last, pers_expected_dob nulls last, pers_sex nulls last, pers_upn nulls last,
                pers_upn_unknown nulls last, pers_death_date nulls last, pers_ethnicity nulls last
        )
)

select
    child.child,
    child.person_id,
    person.* exclude (pers_person_id)
from (select distinct child, person_id from returned_referral where child is not null) as child
left join person on child.person_id = person.pers_person_id
