/*---
table: conference_of_enquiry
schema: temp
title: The conference that each section 47 enquiry came to; a date before the enquiry only where there is no other
after: [fct_conference, fct_section_47]
---*/
select
    enquiry.section_47_key,
    coalesce(
        min(conference.held_on) filter (where conference.held_on >= enquiry.started_on),
        min(conference.held_on)
    ) as held_on
from fct_section_47 as enquiry
inner join fct_conference as conference on enquiry.section_47_key = conference.section_47_key
where conference.held_on is not null
group by enquiry.section_47_key
