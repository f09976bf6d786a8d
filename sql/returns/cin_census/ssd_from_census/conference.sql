/*---
table: conference
schema: cin_census
title: Initial conferences, those of a section 47 enquiry and those that a referral has without one
source: A conference that a child has at both places on one day is one conference (the department's rule 2884 names
  it). A referral's own conference, with no enquiry in the referral, is that of a child who moved in under a plan.
---*/
with held as (
    select
        'enquiry ' || section_47.record as conference_id,
        section_47.child,
        section_47.episode,
        section_47.record as section_47,
        section_47.initial_cpc_target as target_on,
        section_47.date_of_initial_cpc as held_on,
        'N' as is_transfer_in,
        section_47.record
    from cin_census.section_47
    where
        section_47.date_of_initial_cpc is not null
        or section_47.record in (
            select record from cin_census.unread
            where table_name = 'section_47' and column_name = 'date_of_initial_cpc'
        )
    union all
    select
        'referral ' || cin_details.episode,
        cin_details.child,
        cin_details.episode,
        null,
        null,
        cin_details.date_of_initial_cpc,
        case
            when not exists (
                    select 1 from cin_census.section_47
                    where cin_details.episode = section_47.episode
                ) then 'Y'
        end,
        (select count(*) from cin_census.section_47) + cin_details.record
    from cin_census.cin_details
    where
        cin_details.date_of_initial_cpc is not null
        and not exists (
            select 1 from cin_census.section_47
            where
                cin_details.child = section_47.child
                and cin_details.date_of_initial_cpc = section_47.date_of_initial_cpc
        )
),

-- A plan begins on the day of its conference, in the same referral; so say the department's rules (2885).
led_to as (
    select
        held.conference_id,
        min(plan.record) as plan
    from held
    inner join cin_census.child_protection_plans as plan
        on held.episode = plan.episode and held.held_on = plan.cpp_start_date
    group by held.conference_id
)

select held.*, led_to.plan
from held
left join led_to on held.conference_id = led_to.conference_id
