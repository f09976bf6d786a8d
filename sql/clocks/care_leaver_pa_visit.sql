/*---
clock: care_leaver_pa_visit
title: Personal adviser visits at home in time, a week after moving in and then every two months
domain: care_leavers
limit: 2
unit: months
counted_on: stops_on
open_rows: late_when_overdue
after_end: late
place_at: stops_on
standard: statutory
better: high
needs: [ext_leaver_accommodation, ext_leaver_contact]
version: 1
effective_from: 2011-04-01
source: Care Leavers (England) Regulations 2010, regulation 8(2); Transitions guidance (2025), 3.39
counted: Visits at the home within 7 days of moving in, or within 2 months of the visit before
among: Visits at homes that the authority provides, and visits that are overdue
left_out: Homes that the authority does not provide; a home left before the visit fell due
beware: A contact elsewhere is no visit. The extra visit before the 28-day review is not looked at here.
---*/
with visit as (
    select distinct
        home.leaver_accommodation_key,
        contact.contact_on
    from fct_leaver_accommodation as home
    inner join fct_leaver_contact as contact
        on home.child_key = contact.child_key
        and contact.at_accommodation
        and contact.contact_on >= home.started_on
        and contact.contact_on <= coalesce(home.ended_on, date '9999-12-31')
),

beginning as (
    select leaver_accommodation_key, started_on as begins_on, true as is_first from fct_leaver_accommodation
    union all
    select leaver_accommodation_key, contact_on, false from visit
),

gap as (
    select
        *,
        lead(begins_on) over (
            partition by leaver_accommodation_key order by begins_on nulls first, is_first desc
        ) as next_on
    from beginning
)

select
    home.leaver_accommodation_key as subject_key,
    home.child_key,
    leaver.team_key,
    leaver.worker_key,
    gap.begins_on as starts_on,
    gap.next_on as stops_on,
    home.ended_on,
    gap.is_first as awaits_first,
    case when gap.is_first then 7 else 2 end as limit_value,
    case when gap.is_first then 'days' else 'months' end as limit_unit,
    case when not home.is_provided then 'not provided by the authority' end as excluded_because
from gap
inner join fct_leaver_accommodation as home on gap.leaver_accommodation_key = home.leaver_accommodation_key
left join fct_care_leaver as leaver on home.child_key = leaver.child_key and leaver.ordinal = 1
