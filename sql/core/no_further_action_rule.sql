/*---
table: no_further_action_rule
schema: temp
title: Which reasons the council counts as no further action, and which stand in the rate at all
after: []
source: >
    The settings no_further_action_counts_<code> (yes or no; capitals, and - or _, make no difference), as they stand
    at the as-at date, else the defaults of the list of reasons. A duplicate and an administrative row are in no rate.
---*/
with said as (
    select
        replace(lower(substr(setting.name, length('no_further_action_counts_') + 1)), '_', '-') as code,
        bool_or(lower(setting.value) in ('yes', 'y', 'true', '1')) as counts
    from setting
    cross join this_run
    where
        starts_with(lower(setting.name), 'no_further_action_counts_')
        and this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
    group by code
)

select
    reason.code,
    reason.title,
    reason.band,
    coalesce(said.counts, cast(reason.counts_by_default as boolean)) as counts,
    cast(reason.in_rate as boolean) as in_rate
from no_further_action_reason as reason
left join said on lower(reason.code) = said.code
