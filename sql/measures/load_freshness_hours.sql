/*---
measure: load_freshness_hours
title: Hours since the data of each table was up to date
domain: performance
kind: mean
unit: hours
counted_on: as_at
standard: local
better: low
needs: [ssd_person]
category: the table
counted: Hours from the end of the last day that the table's delivery covers to the end of the as-at date
among: Tables that were delivered
left_out: Tables that were not delivered
beware: Up to 24 hours is up to date; a feed whose last delivery is used again grows older every night
version: 1
effective_from: 2014-04-01
source: Local
---*/
with latest as (
    -- A delivery covers the whole of its last London day.
    select
        this_delivery.source,
        max(cast(this_delivery.covers_to + 1 as timestamptz)) as covers_until
    from this_delivery
    group by this_delivery.source
),

-- Where it is not said which delivery a table came in, the oldest one speaks for it.
oldest as (
    select min(covers_until) as covers_until from latest
)

select
    surrogate(concat_ws('|', 'freshness', this_run.authority, delivered.table_name)) as subject_key,
    cast(null as text) as child_key,
    this_run.as_at as counted_on,
    true as in_denominator,
    greatest(
        cast(
            (epoch(this_run.until_at) - epoch(coalesce(latest.covers_until, oldest.covers_until))) / 3600
            as decimal(18, 4)
        ),
        0
    ) as numerator_amount,
    cast(numerator_amount as double) as value,
    delivered.table_name as category
from delivered
cross join this_run
left join delivered_from on delivered.table_name = delivered_from.table_name
left join latest on delivered_from.source = latest.source
cross join oldest
where delivered.supplied and coalesce(latest.covers_until, oldest.covers_until) is not null
