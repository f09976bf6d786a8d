/*---
table: enquiry_to_conference
schema: temp
title: From the start of each section 47 enquiry to its initial child protection conference
after: [conference_of_enquiry, fct_conference, fct_section_47]
---*/
select
    fct_conference.conference_key as subject_key,
    fct_conference.child_key,
    coalesce(fct_section_47.team_key, fct_conference.team_key) as team_key,
    coalesce(fct_section_47.worker_key, fct_conference.worker_key) as worker_key,
    fct_section_47.started_on,
    fct_conference.held_on,
    case
        when fct_conference.is_transfer_in then 'the child moved in from another authority'
        when fct_conference.section_47_key is null then 'no section 47 enquiry is linked'
        when fct_conference.held_on < fct_section_47.started_on then 'held before the enquiry began'
    end as excluded_because,
    fct_conference.late_reason
from fct_conference
left join fct_section_47 on fct_conference.section_47_key = fct_section_47.section_47_key
where fct_conference.held_on is not null
union all
-- An enquiry without a conference waits until it is settled that none is needed, not until it ends.
select
    fct_section_47.section_47_key,
    fct_section_47.child_key,
    fct_section_47.team_key,
    fct_section_47.worker_key,
    fct_section_47.started_on,
    null,
    case when fct_section_47.no_conference_from <= this_run.as_at then 'no conference is needed' end,
    null
from fct_section_47
cross join this_run
left join conference_of_enquiry on fct_section_47.section_47_key = conference_of_enquiry.section_47_key
where conference_of_enquiry.section_47_key is null
