/*---
measure: s47_outcomes
title: Section 47 enquiries by outcome
domain: section_47
kind: proportion
standard: local
better: neutral
needs: [ssd_s47_enquiry]
version: 1
effective_from: 2013-04-01
counted: >
    Enquiries with the outcome: a conference, legal action, assessment or services going on, another agency to
    monitor, no further action, another outcome, or none recorded
among: Section 47 enquiries that ended in the period
left_out: Enquiries that are still open
beware: >
    The outcome is the enquiry's own, not read from a later plan. Of several the first in the order above counts;
    no further action never hides one that leads on.
source: The outcomes of a section 47 enquiry in the standard safeguarding dataset; CIN census guide
---*/
select
    section_47_key as subject_key,
    child_key,
    team_key,
    worker_key,
    ended_on as counted_on,
    true as in_numerator,
    true as in_denominator,
    coalesce(outcome, 'not_recorded') as band
from fct_section_47
where ended_on is not null
