/*---
table: care_leaver
schema: temp
title: Each young person who has left care and is still owed support, with the day that they left
after: [fct_care_leaver, fct_care_period, child_birthday]
source: >
    "Eligible" is still in care, and "Qualifying" was not in care long enough for the national cohort. A row
    without a group of entitlement counts, unless the young person is in care.
---*/
with stay as (
    select
        child_key,
        bool_or(ended_on is null) as is_in_care,
        max(ended_on) as left_care_on
    from fct_care_period
    group by child_key
)

select
    leaver.*,
    child_birthday.born_on,
    stay.left_care_on
from fct_care_leaver as leaver
left join stay on leaver.child_key = stay.child_key
left join child_birthday on leaver.child_key = child_birthday.child_key
where
    leaver.ordinal = 1
    and coalesce(leaver.eligibility, 'Former relevant') in ('Relevant', 'Former relevant')
    and not coalesce(stay.is_in_care, false)
