/*---
table: plan_setting
schema: temp
title: What the council has set for plans, visits and reviews, as it stands at the as-at date; null where nothing is set
after: []
source: One row. The limit that holds where nothing is set stands in each clock or measure.
---*/
select
    max(try_cast(setting.value as integer)) filter (where setting.name = 'cp_visit_working_days')
        as cp_visit_working_days,
    max(try_cast(setting.value as integer)) filter (where setting.name = 'cp_visit_days') as cp_visit_days,
    max(try_cast(setting.value as integer)) filter (where setting.name = 'cp_seen_alone_from_age')
        as cp_seen_alone_from_age,
    max(try_cast(setting.value as integer)) filter (where setting.name = 'core_group_days') as core_group_days,
    max(try_cast(setting.value as integer)) filter (where setting.name = 'cin_visit_working_days')
        as cin_visit_working_days,
    max(try_cast(setting.value as integer)) filter (where setting.name = 'cin_first_review_months')
        as cin_first_review_months,
    max(try_cast(setting.value as integer)) filter (where setting.name = 'cin_first_review_days')
        as cin_first_review_days,
    max(try_cast(setting.value as integer)) filter (where setting.name = 'cin_later_review_months')
        as cin_later_review_months,
    max(try_cast(setting.value as integer)) filter (where setting.name = 'cin_later_review_days')
        as cin_later_review_days,
    max(try_cast(setting.value as integer)) filter (where setting.name = 'early_help_step_days')
        as early_help_step_days,
    -- Team codes with commas between them: the service for disabled children, whose cases are long by nature.
    max(setting.value) filter (where setting.name = 'disabled_children_teams') as disabled_children_teams,
    coalesce(max(setting.value) filter (where setting.name = 'month_rule') = 'days_91_183', false) as months_as_days,
    coalesce(max(setting.value) filter (where setting.name = 'non_working_start') = 'roll_forward', false)
        as rolls_forward
from setting
cross join this_run
where
    this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
    and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
