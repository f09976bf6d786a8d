/*---
table: permanence_due
schema: temp
title: Each gap between permanence panels with the due date that holds for the child's age, and from when to when
after: [permanence_gap]
source: >
    On the fifth birthday the due date changes with the rule, so a gap that runs over it is two rows. A child without
    a date of birth has one row that says so. Days are from, and up to but not with, until.
---*/
select
    care_period_key,
    child_key,
    begins_on,
    next_on,
    booked_for,
    under_five_due_on as due_on,
    greatest(begins_on, counts_from) as holds_from,
    least(next_on, ended_on, fifth_birthday) as holds_until,
    excluded_because,
    cast(null as text) as invalid_because
from permanence_gap
where begins_on < fifth_birthday
union all
select
    care_period_key,
    child_key,
    begins_on,
    next_on,
    booked_for,
    five_plus_due_on,
    greatest(begins_on, counts_from, fifth_birthday),
    least(next_on, ended_on),
    excluded_because,
    null
from permanence_gap
where begins_on is not null and fifth_birthday is not null
union all
select
    care_period_key,
    child_key,
    begins_on,
    next_on,
    booked_for,
    null,
    greatest(begins_on, counts_from),
    least(next_on, ended_on),
    excluded_because,
    case when begins_on is null then 'no start date' else 'no date of birth' end
from permanence_gap
where begins_on is null or fifth_birthday is null
