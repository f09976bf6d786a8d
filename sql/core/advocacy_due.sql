/*---
table: advocacy_due
schema: temp
title: Children with a complaint, a conference or a review in a month, and whether an advocate was offered
after: [child_of, fct_complaint, fct_conference, fct_review]
source: A child counts once a month, whatever took place; one offer for any of it is an offer
---*/
with event as (
    select child_key, 'complaint' as event, received_on as event_on, cast(null as date) as offered_on
    from fct_complaint
    where child_key is not null
    union all
    select child_key, 'conference', held_on, null from fct_conference
    union all
    select child_key, 'review', held_on, null from fct_review
    where not is_cancelled and kind in ('child_protection', 'looked_after')
    union all
    select child_of.child_key, exad_event, exad_event_on, exad_offered_on
    from ext_advocacy
    inner join child_of on ext_advocacy.exad_person_id = child_of.local_id
)

select
    surrogate(concat_ws('|', 'advocacy', event.child_key, date_trunc('month', event.event_on))) as advocacy_key,
    event.child_key,
    min(event.event_on) as event_on,
    min(event.offered_on) as offered_on,
    arg_min(event.event, event.event_on) as event
from event
cross join this_run
where event.event_on <= this_run.as_at
group by event.child_key, date_trunc('month', event.event_on)
