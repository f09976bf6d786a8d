/*---
measure: s47_to_icpc_conversion
title: Section 47 enquiries that led to an initial child protection conference
domain: section_47
kind: proportion
standard: published
better: neutral
needs: [ssd_s47_enquiry, ssd_initial_cp_conference]
version: 1
effective_from: 2013-04-01
counted: Enquiries of the period with a conference that was held by the as-at date
among: Section 47 enquiries that began in the period
left_out: Nothing
beware: >
    Enquiries younger than 15 working days that still look towards a conference are in the whole and shown apart
    as pending, so the last weeks read low. Counted by the enquiry's start, not by the conference.
category: conference held, pending, or no conference
source: DfE children in need statistics, table C4
---*/
select
    enquiry.section_47_key as subject_key,
    enquiry.child_key,
    enquiry.team_key,
    enquiry.worker_key,
    enquiry.started_on as counted_on,
    coalesce(conference.held_on <= this_run.as_at, false) as in_numerator,
    true as in_denominator,
    case
        when conference.held_on <= this_run.as_at then 'conference held'
        when
            today.working_day_number - began.working_day_number < 15
            and coalesce(enquiry.no_conference_from > this_run.as_at, true)
            then 'pending'
        else 'no conference'
    end as category
from fct_section_47 as enquiry
cross join this_run
inner join dim_date as today on this_run.as_at = today.date
left join dim_date as began on enquiry.started_on = began.date
left join conference_of_enquiry as conference on enquiry.section_47_key = conference.section_47_key
