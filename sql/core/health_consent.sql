/*---
table: health_consent
schema: temp
title: The day on which consent to the first health assessment came, for each time in care
after: [keyed_care_period]
---*/
select
    period.care_period_key,
    min(ext_health_consent.exhc_consent_on) as consent_on
from ext_health_consent
inner join keyed_care_period as period
    on ext_health_consent.exhc_person_id = period.person_id
    and coalesce(
        ext_health_consent.exhc_cla_id = period.source_id,
        ext_health_consent.exhc_consent_on <= coalesce(period.ended_on, date '9999-12-31')
    )
group by period.care_period_key
