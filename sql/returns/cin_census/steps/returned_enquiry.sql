/*---
table: returned_enquiry
title: Section 47 enquiries of the return; those without a referral in it have no episode and no record
source: Begun in the period, or with a conference held in it, or still looking towards one at its end. The target is
  the one recorded, otherwise the fifteenth working day after the start; an enquiry that needs no conference has none.
after: [returned_conference]
---*/
with with_conference as (
    select
        known_enquiry.*,
        conference.held_on,
        conference.target_on,
        conference.delivered_record as record_of_conference,
        case when conference.held_on is not null then 'N' else known_enquiry.conference_not_required end
            as not_required,
        last_day.nth + 15 as target_nth
    from known_enquiry
    left join returned_conference as conference
        on known_enquiry.enquiry = conference.enquiry and conference.is_of_enquiry
    asof left join cin_census.working_day as last_day on known_enquiry.started_on >= last_day.day
),

belongs as (
    select
        with_conference.*,
        coalesce(
            with_conference.target_on,
            case when with_conference.not_required is distinct from 'Y' then working_day.day end
        ) as conference_target
    from with_conference
    cross join return_period
    left join cin_census.working_day on with_conference.target_nth = working_day.nth
    where
        with_conference.started_on >= return_period.starts_on
        or with_conference.held_on >= return_period.starts_on
        or (
            with_conference.held_on is null
            and (with_conference.not_required = 'N' or with_conference.started_on is null)
        )
)

select
    *,
    case
        when episode is not null then row_number() over (order by episode nulls last, started_on nulls last, enquiry)
    end as record
from belongs
