/*---
measure: rhi_offered_pct
title: Return interviews offered to missing children who came back
domain: missing
kind: proportion
standard: statutory
better: high
needs: [ssd_missing]
version: 1
effective_from: 2014-01-01
source: Statutory guidance on children who run away or go missing from home or care (2014)
counted: Returns after which an interview was offered
among: Times missing that ended in the period
left_out: Children not back yet; away without leave with the whereabouts known
beware: Every return is owed an offer, so "not applicable" is no offer. An interview that took place was offered.
category: Looked after or not when the child went missing
---*/
select
    missing_key as subject_key,
    child_key,
    cast(returned_at as date) as counted_on,
    true as in_denominator,
    is_offered as in_numerator,
    case when is_looked_after then 'looked after' else 'not looked after' end as category,
    case
        when kind_code = 'A' then 'away without leave'
        when returned_at is null then 'has not come back'
    end as excluded_because
from fct_missing
