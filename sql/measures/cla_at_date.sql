/*---
measure: cla_at_date
title: Children looked after
domain: looked_after
kind: children
counted_on: as_at
standard: published
better: neutral
needs: [ssd_cla_episodes]
version: 1
effective_from: 2011-04-01
source: SSDA903 guide; DfE statistics on children looked after
counted: Children with a period of care that has begun and has not ended on the date.
among: Nothing; it is a number of children.
left_out: Agreed series of short breaks (legal status V3 or V4 and no other).
beware: Care that ends on the date is over on the date. A child with two open periods counts once.
category: Kind of placement
---*/
select
    looked_after.care_period_key as subject_key,
    looked_after.child_key,
    snapshot.taken_on as counted_on,
    true as in_numerator,
    true as in_denominator,
    coalesce(care_stay.placement_kind, 'not recorded') as category,
    null as invalid_because
from looked_after
inner join snapshot on looked_after.from_on <= snapshot.taken_on and looked_after.until_on > snapshot.taken_on
left join care_stay
    on looked_after.care_period_key = care_stay.care_period_key
    and snapshot.taken_on >= care_stay.started_on
    and snapshot.taken_on < coalesce(care_stay.until_on, date '9999-12-31')
union all
select
    period.care_period_key,
    period.child_key,
    this_run.as_at,
    true,
    true,
    'not recorded',
    case when period.started_on is null then 'no start date' else 'it ends before it starts' end
from fct_care_period as period
cross join this_run
where period.started_on is null or period.ended_on < period.started_on
