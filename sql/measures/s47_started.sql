/*---
measure: s47_started
title: Section 47 enquiries started
domain: section_47
kind: count
standard: published
better: neutral
needs: [ssd_s47_enquiry]
version: 1
effective_from: 2013-04-01
counted: Section 47 enquiries that began in the period, each time that one did
among: Nothing; it is a count
left_out: >
    An enquiry that a system opened on the day on which an assessment of the child began, when both ended in no
    further action
beware: A child may have several; s47_to_icpc_conversion keeps the enquiries that are left out here
category: the child's primary need at referral
source: CIN census guide, section 47; DfE children in need statistics, table C4
---*/
select
    section_47_key as subject_key,
    child_key,
    team_key,
    worker_key,
    started_on as counted_on,
    need_code as category,
    true as in_numerator,
    true as in_denominator,
    case when is_opened_for_nothing then 'opened beside an assessment, and both ended in no further action' end
        as excluded_because
from fct_section_47
