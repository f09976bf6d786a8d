/*---
table: fct_leaver_accommodation
title: Where young people live after care, and whether the authority provides it
after: [child_of]
---*/
select
    surrogate(
        concat_ws(
            '|', 'leaver_accommodation', child_of.child_key, coalesce(cast(exla_starts_on as text), 'no start'),
            row_number() over (
                partition by child_of.child_key, exla_starts_on
                order by exla_ends_on nulls last, exla_provided nulls last, exla_id
            )
        )
    ) as leaver_accommodation_key,
    child_of.child_key,
    exla_starts_on as started_on,
    exla_ends_on as ended_on,
    case exla_provided when 'Y' then true when 'N' then false end as is_provided
from ext_leaver_accommodation
inner join child_of on ext_leaver_accommodation.exla_person_id = child_of.local_id
