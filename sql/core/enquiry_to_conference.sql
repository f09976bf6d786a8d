/*---
table: enquiry_to_conference
schema: main
title: From the start of each section 47 enquiry to its initial child protection conference
after: [fct_conference, fct_section_47]
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
    end as excluded_because
from fct_conference
left join fct_section_47 on fct_conference.section_47_key = fct_section_47.section_47_key
where fct_conference.held_on is not null
union all
-- An enquiry without a conference: its wait goes on until the enquiry ends without one.
select
    fct_section_47.section_47_key,
    fct_section_47.child_key,
    fct_section_47.team_key,
    fct_section_47.worker_key,
    fct_section_47.started_on,
    null,
    case when fct_section_47.ended_on is not null then 'the enquiry ended without a conference' end
from fct_section_47
where not exists (
        select 1 from fct_conference
        where fct_conference.section_47_key = fct_section_47.section_47_key and fct_conference.held_on is not null
    )
