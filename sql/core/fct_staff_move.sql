/*---
table: fct_staff_move
title: Permanent social workers who joined and who left, with their hours
after: [fct_employment]
source: >
    Social work workforce census - agency workers are left out. Whoever goes on the next day on other terms has
    not left, unless a reason for leaving is recorded, as for a move out of child and family social work.
---*/
with permanent as (
    select
        *,
        row_number() over (partition by worker_key order by started_on, employment_key) as turn
    from fct_employment
    where is_social_worker and not is_agency
),

-- Terms that another of the same worker's follows, and terms that follow another's.
joined as (
    select distinct
        earlier.employment_key as earlier_key,
        later.employment_key as later_key
    from permanent as earlier
    inner join permanent as later
        on earlier.worker_key = later.worker_key
        and earlier.employment_key <> later.employment_key
        and later.started_on <= earlier.last_day_on + 1
        and coalesce(later.last_day_on, date '9999-12-31') > earlier.last_day_on
),

move as (
    select
        permanent.*,
        'starter' as kind,
        case when turn = 1 then coalesce(joined_on, started_on) else started_on end as moved_on,
        cast(null as text) as reason
    from permanent
    -- Two sets of terms at once are one start: that of the earlier.
    where not exists (select 1 from joined where joined.later_key = permanent.employment_key)
        and not exists (
            select 1 from permanent as other
            where
                other.worker_key = permanent.worker_key
                and other.turn < permanent.turn
                and coalesce(other.last_day_on, date '9999-12-31') >= permanent.started_on - 1
        )
    union all
    select
        permanent.*,
        'leaver',
        last_day_on,
        leaving_reason
    from permanent
    where
        last_day_on is not null
        and (
            leaving_reason is not null
            or not exists (select 1 from joined where joined.earlier_key = permanent.employment_key)
        )
)

select
    surrogate(concat_ws('|', kind, employment_key)) as staff_move_key,
    employment_key,
    worker_key,
    team_key,
    kind,
    moved_on,
    full_time_equivalent,
    grade,
    reason
from move
