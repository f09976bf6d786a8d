/*---
measure: sickness_rate
title: Working days lost to sickness
domain: workforce
kind: proportion
standard: published
better: low
needs: [ext_absence]
counted: Working days lost to sickness
among: Working days that the workers were to work
left_out: Months of a worker without the days available
beware: Sickness only, no other absence
version: 1
effective_from: 2017-09-30
source: DfE children's social work workforce census, 2025 indicators
---*/
select
    absence_key as subject_key,
    cast(null as text) as child_key,
    team_key,
    worker_key,
    month_start as counted_on,
    true as in_denominator,
    coalesce(days_lost, 0) as numerator_amount,
    days_available as denominator_amount,
    case when days_available is null then 'the days available are not known' end as excluded_because
from fct_absence
