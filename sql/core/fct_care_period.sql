/*---
table: fct_care_period
title: Periods of being looked after
after: [keyed_care_period, child_of]
source: >
    V3 and V4 are agreed series of short breaks. A period is one of them when it holds no other legal status; a
    child who stays on under another status is looked after like any other.
---*/
with status as (
    select
        period.care_period_key,
        bool_or(ssd_legal_status.lega_legal_status in ('V3', 'V4')) as has_short_breaks,
        bool_or(ssd_legal_status.lega_legal_status not in ('V3', 'V4')) as has_another
    from keyed_care_period as period
    inner join ssd_legal_status
        on period.person_id = ssd_legal_status.lega_person_id
        and ssd_legal_status.lega_legal_status_start_date <= coalesce(period.ended_on, date '9999-12-31')
        -- A status that ended as this period began belongs to what came before.
        and (
            coalesce(ssd_legal_status.lega_legal_status_end_date, date '9999-12-31') > period.started_on
            or ssd_legal_status.lega_legal_status_start_date = period.started_on
        )
    where ssd_legal_status.lega_legal_status is not null
    group by period.care_period_key
)

select
    period.care_period_key,
    period.child_key,
    period.started_on,
    period.ended_on,
    coalesce(status.has_short_breaks and not status.has_another, false) as is_short_breaks
from keyed_care_period as period
left join status on period.care_period_key = status.care_period_key
