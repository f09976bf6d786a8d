/*---
table: permanence_limit
schema: temp
title: How often a child's plan for permanence goes to panel, and how early and how late somebody is told
after: []
source: >
    One row, from the settings as they stand at the as-at date. permanence_5plus_days, where the council sets it,
    comes before permanence_5plus_months; the rule for months that are counted as days holds here too.
---*/
with said as (
    select
        setting.name,
        max(setting.value) as value
    from setting
    cross join this_run
    where
        this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
    group by setting.name
)

select
    coalesce(cast(max(value) filter (where name = 'permanence_under_5_days') as integer), 28) as under_five_days,
    cast(
        coalesce(
            max(value) filter (where name = 'permanence_5plus_days'),
            max(value) filter (where name = 'permanence_5plus_months'),
            '3'
        ) as integer
    ) as five_plus_value,
    case
        when count(*) filter (where name = 'permanence_5plus_days') > 0 then 'days'
        else 'months'
    end as five_plus_unit,
    coalesce(cast(max(value) filter (where name = 'permanence_notice_days') as integer), 14) as notice_days,
    coalesce(cast(max(value) filter (where name = 'permanence_escalation_days') as integer), 2) as escalation_days,
    coalesce(max(value) filter (where name = 'month_rule') = 'days_91_183', false) as months_as_days
from said
