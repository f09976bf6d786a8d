/*---
measure: missing_incidents
title: Times that a child went missing
domain: missing
kind: count
standard: published
better: low
needs: [ssd_missing]
version: 1
effective_from: 2015-04-01
source: SSDA903; children looked after in England, missing
counted: Times missing that began in the period, those still open too
among: Nothing; this is a count
left_out: Away without leave with the whereabouts known
beware: The national figure counts children looked after only; the category tells them apart.
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
