/*---
table: fct_care_period
title: Periods of being looked after
after: [keyed_care_period, child_of]
---*/
select
    period.care_period_key,
    period.child_key,
    period.started_on,
    period.ended_on,
    exists(
        select 1 from ssd_legal_status
        where
            ssd_legal_status.lega_person_id = period.person_id
            and ssd_legal_status.lega_legal_status in ('V3', 'V4')
            and ssd_legal_status.lega_legal_status_start_date >= period.started_on
            and ssd_legal_status.lega_legal_status_start_date <= coalesce(period.ended_on, date '9999-12-31')
    ) as is_short_breaks
from keyed_care_period as period
