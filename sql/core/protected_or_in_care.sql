/*---
table: protected_or_in_care
schema: temp
title: Spells in which a child was on a child protection plan or looked after, joined where they touch
after: [fct_plan, fct_care_period]
source: Series of short breaks are no care period here; a spell holds its first day and not its last.
---*/
with spell as (
    select
        child_key,
        started_on,
        coalesce(ended_on, date '9999-12-31') as ended_on
    from fct_plan
    where kind = 'child_protection' and started_on is not null
    union all
    select
        child_key,
        started_on,
        coalesce(ended_on, date '9999-12-31')
    from fct_care_period
    where not is_short_breaks and started_on is not null
),

reached as (
    select
        *,
        max(ended_on) over (
            partition by child_key
            order by started_on, ended_on
            rows between unbounded preceding and 1 preceding
        ) as reached_on
    from spell
),

numbered as (
    select
        *,
        sum((reached_on is null or started_on > reached_on)::int) over (
            partition by child_key order by started_on, ended_on
        ) as island
    from reached
)

select
    child_key,
    min(started_on) as started_on,
    max(ended_on) as ended_on
from numbered
group by child_key, island
having max(ended_on) > min(started_on)
