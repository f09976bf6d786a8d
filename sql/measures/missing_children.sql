/*---
measure: missing_children
title: Children who went missing
domain: missing
kind: children
standard: local
better: low
needs: [ssd_missing]
version: 1
effective_from: 2015-04-01
source: The same rows as missing_incidents, each child once
counted: Different children who went missing in the period
among: Nothing; this is a count
left_out: Away without leave with the whereabouts known
beware: A child missing in two months is in both of them and once in the year, so months do not add up to it.
category: Looked after or not when the child went missing
---*/
select
    missing_key as subject_key,
    child_key,
    cast(started_at as date) as counted_on,
    true as in_denominator,
    case when is_looked_after then 'looked after' else 'not looked after' end as category,
    case when kind_code = 'A' then 'away without leave' end as excluded_because
from fct_missing
