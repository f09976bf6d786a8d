/*---
table: known_enquiry
title: Section 47 enquiries up to the end of the period, with what they say of a conference
source: An enquiry that is not finished still looks towards a conference. A finished one says what came of it by the
  outcomes that are recorded, and only without any by its flag of no further action, which some systems always leave
  at N. A finished one that says nothing leaves the answer open; blank is never taken for no.
after: [returned_referral]
---*/
with began as (
    select
        enquiry.s47e_person_id as person_id,
        enquiry.s47e_s47_enquiry_id as enquiry_id,
        enquiry.s47e_referral_id as referral_id,
        enquiry.record as delivered_record,
        enquiry.s47e_s47_start_date as started_on,
        enquiry.s47e_s47_end_date as ended_on,
        enquiry.s47e_s47_nfa as no_further_action,
        enquiry.s47e_s47_outcome_json as outcome,
        coalesce(contains(enquiry.s47e_s47_outcome_json, '"CP_CONFERENCE_FLAG":"Y"'), false) as to_conference,
        coalesce(contains(enquiry.s47e_s47_outcome_json, ':"Y"'), false) as has_outcome,
        return_period.ends_on
    from ssd_s47_enquiry as enquiry, return_period
    where coalesce(enquiry.s47e_s47_start_date <= return_period.ends_on, true)
),

said as (
    select
        began.*,
        case
            when began.to_conference or began.ended_on > began.ends_on then 'N'
            when began.has_outcome or began.no_further_action = 'Y' then 'Y'
            when began.no_further_action = 'N' or began.ended_on is null then 'N'
        end as conference_not_required
    from began
)

select
    said.* exclude (ends_on),
    referral.child,
    referral.episode,
    row_number() over (
        order by
            said.person_id nulls last, said.started_on nulls last, said.enquiry_id nulls last,
            said.ended_on nulls last, said.no_further_action nulls last, said.outcome nulls last,
            said.referral_id nulls last
    ) as enquiry
from said
left join returned_referral as referral
    on said.person_id = referral.person_id and said.referral_id = referral.referral_id and referral.holds_records
