/*---
table: returned_pre_proceedings
title: Pre-proceedings of the return; those of a child without an open referral on that day have no episode
source: Decided on in the period, from the collection of 2026/27 on.
after: [returned_referral]
---*/
with begun as (
    select
        pre.*,
        return_period.ends_on,
        (
            select max(referral.episode)
            from returned_referral as referral
            where
                pre.prep_person_id = referral.person_id
                and pre.prep_pre_pro_decision_date >= referral.referred_on
                and coalesce(pre.prep_pre_pro_decision_date <= referral.closed_on, true)
                and coalesce(referral.no_further_action, 'N') = 'N'
        ) as episode
    from ssd_pre_proceedings as pre, return_period
    where
        return_period.year >= 2027
        and pre.prep_pre_pro_decision_date between return_period.starts_on and return_period.ends_on
)

select
    begun.prep_table_id as table_id,
    begun.prep_person_id as person_id,
    begun.record as record_of_ssd_pre_proceedings,
    referral.child,
    begun.episode,
    begun.prep_pre_pro_decision_date as pp_start_date,
    case when begun.prep_pre_pro_letter_date <= begun.ends_on then begun.prep_pre_pro_letter_date end as lbp_sent_date,
    case
        when begun.prep_initial_pre_pro_meeting_date <= begun.ends_on then begun.prep_initial_pre_pro_meeting_date
    end as initial_pp_meeting_date,
    begun.prep_pre_pro_meetings_num as review_meetings_count,
    case
        when begun.prep_agree_stepdown_issue_date <= begun.ends_on then begun.prep_agree_stepdown_issue_date
    end as step_decision_date,
    case
        when coalesce(begun.prep_agree_stepdown_issue_date <= begun.ends_on, true) then begun.prep_pre_pro_outcome
    end as pp_outcome,
    case when begun.prep_care_pro_letter_date <= begun.ends_on then begun.prep_care_pro_letter_date end
        as letter_init_cp_date
from begun
left join returned_referral as referral on begun.episode = referral.episode
