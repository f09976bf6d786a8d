/*---
table: rhi_clock
schema: temp
title: From each return of a missing child to the interview, in hours, or in days where only the days are known
after: [fct_missing, wellbeing_setting]
source: A moment that is midnight in London stands for a day; 72 hours are then three calendar days
---*/
with returned as (
    select
        *,
        lead(started_at) over (partition by child_key order by started_at, missing_key) as missing_again_at,
        coalesce(returned_at = cast(cast(returned_at as date) as timestamptz), false)
        or coalesce(interviewed_at = cast(cast(interviewed_at as date) as timestamptz), false) as is_days_only
    from fct_missing
    where kind_code = 'M'
)

select
    returned.missing_key as subject_key,
    returned.child_key,
    cast(returned.returned_at as date) as starts_on,
    cast(returned.interviewed_at as date) as stops_on,
    case when not returned.is_days_only then returned.returned_at end as starts_at,
    case when not returned.is_days_only then returned.interviewed_at end as stops_at,
    case when returned.is_days_only then 3 else 72 end as limit_value,
    case when returned.is_days_only then 'days' else 'hours' end as limit_unit,
    returned.is_declined,
    returned.interviewed_at is not null as is_interviewed,
    returned.provider,
    returned.is_looked_after,
    case
        when returned.returned_at is null or returned.returned_at > this_run.until_at then 'has not come back'
        when
            wellbeing_setting.leaves_out_missing_again
            and returned.missing_again_at > returned.returned_at
            and returned.missing_again_at < returned.returned_at + interval 72 hour
            and coalesce(returned.interviewed_at > returned.missing_again_at, true)
            then 'missing again before 72 hours had passed'
    end as excluded_because
from returned
cross join this_run
cross join wellbeing_setting
