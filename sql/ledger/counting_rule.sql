/*---
table: counting_rule
schema: main
title: How the authority counts - months as calendar months or as 91 and 183 days, and what a start without work is
after: []
source: The settings month_rule and non_working_start as they stand at the as-at date
---*/
select
    coalesce(max(setting.value) filter (where setting.name = 'month_rule') = 'days_91_183', false) as months_as_days,
    coalesce(max(setting.value) filter (where setting.name = 'non_working_start') = 'roll_forward', false)
        as rolls_forward
from setting
cross join this_run
where
    this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
    and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
