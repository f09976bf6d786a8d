/*---
table: fct_immunisation
title: What was last said of the immunisations of each child in care
after: [child_of]
---*/
with said as (
    select
        child_of.child_key,
        clai_immunisations_status = 'Y' as is_up_to_date,
        clai_immunisations_status_date as stated_on
    from ssd_cla_immunisations
    inner join child_of on ssd_cla_immunisations.clai_person_id = child_of.local_id
    where clai_immunisations_status is not null
)

select
    surrogate(
        concat_ws(
            '|', 'immunisation', child_key, coalesce(cast(stated_on as text), 'no day'),
            row_number() over (partition by child_key, stated_on order by is_up_to_date)
        )
    ) as immunisation_key,
    child_key,
    stated_on,
    is_up_to_date
from said
