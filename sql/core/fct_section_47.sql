/*---
table: fct_section_47
title: Section 47 enquiries, what came of each, and whether it still looks towards a conference
after: [fct_assessment, keyed_referral, keyed_section_47, outcome_reason, referral_of]
source: >
    An enquiry that is not finished looks towards a conference. A finished one says what came of it by the
    outcomes that are recorded, and only without any by its flag of no further action, which some systems always
    leave at N. Blank is never taken for no. The census return reads it in the same way.
---*/
with decision as (
    -- An enquiry should have one row; of several the first decision counts.
    select
        exsd_s47_enquiry_id as enquiry_id,
        exsd_person_id as person_id,
        min(exsd_decided_on) as decided_on,
        arg_min(exsd_decision, (exsd_decided_on, exsd_decision)) as decision,
        min(exsd_cancelled_on) as cancelled_on
    from ext_section_47_decision
    group by exsd_s47_enquiry_id, exsd_person_id
),

-- Some systems open an enquiry together with every assessment.
without_consequence as (
    select distinct
        child_key,
        started_on
    from fct_assessment
    where authorised_on is not null and no_further_action
),

told as (
    select
        enquiry.*,
        coalesce(enquiry.s47e_s47_outcome_json ->> 'CP_CONFERENCE_FLAG' = 'Y', false) as to_conference,
        coalesce(contains(enquiry.s47e_s47_outcome_json, '":"Y"'), false) as has_outcome,
        case
            when enquiry.s47e_s47_outcome_json ->> 'CP_CONFERENCE_FLAG' = 'Y' then 'conference'
            when enquiry.s47e_s47_outcome_json ->> 'LEGAL_ACTION_FLAG' = 'Y' then 'legal_action'
            when
                enquiry.s47e_s47_outcome_json ->> 'NFA_CONTINUE_SINGLE_FLAG' = 'Y'
                or enquiry.s47e_s47_outcome_json ->> 'PROV_OF_SERVICES_FLAG' = 'Y'
                or enquiry.s47e_s47_outcome_json ->> 'PROV_OF_SB_CARE_FLAG' = 'Y'
                then 'assessment_or_services'
            when enquiry.s47e_s47_outcome_json ->> 'MONITOR_FLAG' = 'Y' then 'other_agency_monitors'
            when enquiry.s47e_s47_outcome_json ->> 'NFA_FLAG' = 'Y' or enquiry.s47e_s47_nfa = 'Y'
                then 'no_further_action'
            when enquiry.s47e_s47_outcome_json ->> 'OTHER_OUTCOMES_EXIST_FLAG' = 'Y' then 'other'
        end as outcome
    from keyed_section_47 as enquiry
),

judged as (
    select
        told.*,
        this_run.authority,
        case
            when told.to_conference or told.s47e_s47_end_date > this_run.as_at then false
            when told.has_outcome or told.s47e_s47_nfa = 'Y' then true
            when told.s47e_s47_nfa = 'N' or told.s47e_s47_end_date is null then false
        end as conference_not_required
    from told
    cross join this_run
)

select
    judged.section_47_key,
    referral_of.referral_key,
    judged.child_key,
    surrogate('team|' || judged.authority || '|' || s47e_s47_completed_by_team) as team_key,
    surrogate('worker|' || judged.authority || '|' || s47e_s47_completed_by_worker_id) as worker_key,
    s47e_s47_start_date as started_on,
    s47e_s47_end_date as ended_on,
    case
        when s47e_s47_nfa = 'Y' then true
        when s47e_s47_nfa = 'N' then false
        when s47e_s47_outcome_json ->> 'NFA_FLAG' = 'Y' then true
    end as no_further_action,
    judged.outcome,
    judged.conference_not_required,
    decision.decided_on,
    decision.decision,
    decision.cancelled_on,
    -- From this day on no conference is awaited; 1900 stands for an enquiry that never says when it ended.
    least(
        case when judged.conference_not_required then coalesce(s47e_s47_end_date, date '1900-01-01') end,
        case when decision.decision = 'no_conference' and not judged.to_conference then decision.decided_on end,
        decision.cancelled_on
    ) as no_conference_from,
    coalesce(judged.outcome = 'no_further_action', false) and without_consequence.child_key is not null
        as is_opened_for_nothing,
    referral.cine_cin_primary_need_code as need_code,
    case
        when judged.outcome = 'conference' then 'PROGRESSED_CONFERENCE'
        when judged.outcome in ('legal_action', 'assessment_or_services', 'other') then 'PROGRESSED'
        when judged.outcome = 'other_agency_monitors' then 'ROUTED_ELSEWHERE'
        when judged.outcome = 'no_further_action' then coalesce(outcome_reason.disposition, 'NO_FURTHER_ACTION')
        when s47e_s47_end_date is null then 'PENDING'
        when s47e_s47_nfa = 'N' then 'PROGRESSED'
        else 'UNKNOWN'
    end as disposition,
    case when s47e_s47_nfa = 'Y' then coalesce(outcome_reason.reason_code, 'NR') end as reason_code,
    case when s47e_s47_nfa = 'Y' then coalesce(outcome_reason.reason_basis, 'none') end as reason_basis
from judged
left join referral_of
    on judged.s47e_referral_id = referral_of.source_id and judged.s47e_person_id = referral_of.person_id
left join keyed_referral as referral on referral_of.referral_key = referral.referral_key
left join decision
    on judged.s47e_s47_enquiry_id = decision.enquiry_id and judged.s47e_person_id = decision.person_id
left join without_consequence
    on judged.child_key = without_consequence.child_key
    and judged.s47e_s47_start_date = without_consequence.started_on
left join outcome_reason
    on outcome_reason.entity = 'section_47'
    and judged.s47e_s47_enquiry_id = outcome_reason.source_id
    and judged.s47e_person_id = outcome_reason.person_id
