/*---
table: in_need_only
schema: temp
title: Spells in which a child was neither on a child protection plan nor looked after, for those who ever were
after: [protected_or_in_care]
---*/
with turning as (
    select
        child_key,
        date '1900-01-01' as free_from,
        min(started_on) as free_until
    from protected_or_in_care
    group by child_key
    union all
    select
        child_key,
        ended_on,
        coalesce(lead(started_on) over (partition by child_key order by started_on), date '9999-12-31')
    from protected_or_in_care
)

select * from turning
where free_until > free_from
