/*---
measure: assessment_child_seen
title: Assessments during which the child was seen
domain: assessments
kind: proportion
standard: local
better: high
needs: [ssd_cin_assessments]
version: 1
effective_from: 2013-04-01
counted: >
    Assessments with a day on which the child was seen, from the start to the sign-off; where no such day is
    delivered, those marked as child seen
among: Assessments signed off in the period
left_out: Children who were not born when the assessment was signed off; open assessments
beware: A blank answer counts as not seen, and so does a day outside the assessment
source: Ofsted practice standard, as a local rule; the aim is all of them
---*/
select
    assessment_key as subject_key,
    child_key,
    team_key,
    worker_key,
    authorised_on as counted_on,
    coalesce(
        case when child_seen_on is null then child_seen else child_seen_on between started_on and authorised_on end,
        false
    ) as in_numerator,
    true as in_denominator,
    case when was_unborn then 'not born when the assessment was signed off' end as excluded_because
from fct_assessment
where authorised_on is not null
