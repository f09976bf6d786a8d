/*---
table: care_leaver_point
schema: temp
title: The one day of the last year on which each care leaver of 17 to 21 counts - the birthday, once a month has passed
after: [care_leaver]
source: >
    SSDA903: in touch, home and activity are asked about once a year, around the birthday (3 months before
    to 1 month after it). Only the last state is kept in the case system, so earlier birthdays are not judged.
---*/
with birthday as (
    select
        care_leaver.*,
        ages.age,
        cast(born_on + to_years(ages.age) as date)
        + (dayofmonth(born_on + to_years(ages.age)) < dayofmonth(born_on))::int as point_on
    from care_leaver
    cross join (select unnest(range(15, 31)) as age) as ages
    where born_on is not null
),

last_one as (
    select birthday.*
    from birthday
    cross join this_run
    where birthday.point_on + interval 1 month <= this_run.as_at
    qualify row_number() over (partition by birthday.child_key order by birthday.age desc) = 1
)

select
    *,
    case
        when in_touch_code = 'DIED' then 'died'
        when in_touch_code = 'RHOM' then 'returned home for six months or more'
    end as excluded_because
from last_one
where
    age between 17 and 21
    -- Somebody who left care later was not a care leaver at that birthday.
    and coalesce(left_care_on <= point_on + interval 1 month, true)
