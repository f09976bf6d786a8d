/*---
measure: early_help_step_down
title: Closed episodes of need that went on to early help
domain: early_help
kind: proportion
standard: local
better: neutral
counted: Episodes closed to early help by the recorded reason, or with early help running then or within 90 days
among: Episodes of need that closed in the period
left_out: Referrals that ended in no further action, and closings whose 90 days are not over
beware: The latest three months fill up only as their 90 days pass
needs: [ssd_early_help_episodes, ssd_cin_episodes]
version: 1
effective_from: 2013-04-01
source: Local; the days are the setting early_help_step_days; closing reason RC9 of the CIN census
---*/
with stepped as (
    select distinct fct_referral.referral_key
    from fct_referral
    cross join plan_setting
    cross join this_run
    inner join fct_early_help as help
        on fct_referral.child_key = help.child_key
        and help.started_on <= fct_referral.closed_on + coalesce(plan_setting.early_help_step_days, 90)
        and coalesce(help.ended_on, date '9999-12-31') > fct_referral.closed_on
        and help.started_on <= this_run.as_at
)

select
    fct_referral.referral_key as subject_key,
    fct_referral.child_key,
    fct_referral.closed_on as counted_on,
    stepped.referral_key is not null or coalesce(fct_referral.close_reason = 'RC9', false) as in_numerator,
    true as in_denominator,
    case
        when fct_referral.no_further_action then 'the referral ended in no further action'
        when fct_referral.closed_on + coalesce(plan_setting.early_help_step_days, 90) >= this_run.as_at
            then 'its days are not over'
    end as excluded_because,
    case when fct_referral.closed_on < fct_referral.referred_on then 'closed before the referral' end
        as invalid_because
from fct_referral
cross join plan_setting
cross join this_run
left join stepped on fct_referral.referral_key = stepped.referral_key
where fct_referral.closed_on <= this_run.as_at
