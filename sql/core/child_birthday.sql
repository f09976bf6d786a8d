/*---
table: child_birthday
schema: temp
title: The birthdays on which the clocks of health and education turn, and the days of compulsory school age
after: [person]
source: >
    Education Act 1996, section 8: school age begins on 31 March, 31 August or 31 December, whichever comes
    first from the fifth birthday on, and ends with the last Friday of June in the school year of the sixteenth.
    Somebody born on 29 February has the birthday on 1 March in a common year.
---*/
with turned as (
    select
        child_key,
        born_on,
        cast(born_on + interval 4 year as date) + (dayofmonth(born_on + interval 4 year) < dayofmonth(born_on))::int
            as fourth_on,
        cast(born_on + interval 5 year as date) + (dayofmonth(born_on + interval 5 year) < dayofmonth(born_on))::int
            as fifth_on,
        cast(born_on + interval 16 year as date) as sixteenth_on,
        cast(born_on + interval 17 year as date) + (dayofmonth(born_on + interval 17 year) < dayofmonth(born_on))::int
            as seventeenth_on
    from person
    where born_on is not null
),

leaving as (
    select
        *,
        make_date(year(sixteenth_on) + (month(sixteenth_on) >= 9)::int, 6, 30) as june_ends_on
    from turned
)

select
    child_key,
    born_on,
    fourth_on,
    fifth_on,
    seventeenth_on,
    case
        when month(fifth_on) <= 3 then make_date(year(fifth_on), 3, 31)
        when month(fifth_on) <= 8 then make_date(year(fifth_on), 8, 31)
        else make_date(year(fifth_on), 12, 31)
    end as school_from,
    -- Back to a Friday, which is day 5 of the week.
    june_ends_on - cast((isodow(june_ends_on) + 2) % 7 as integer) as school_until
from leaving
