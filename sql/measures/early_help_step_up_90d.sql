/*---
measure: early_help_step_up_90d
title: Episodes of early help that became a referral by 90 days after they ended
domain: early_help
kind: proportion
standard: local
better: low
counted: Episodes during which, or within 90 days of the end of which, the same child was referred
among: Episodes of early help that ended in the period
left_out: Episodes that are still running, and those whose 90 days are not over; an end before the start is invalid
beware: The latest three months fill up only as their 90 days pass
needs: [ssd_early_help_episodes, ssd_cin_episodes]
version: 1
effective_from: 2013-04-01
source: Local; the days are the setting early_help_step_days
---*/
with stepped as (
    select distinct fct_early_help.early_help_key
    from fct_early_help
    cross join plan_setting
    cross join this_run
    inner join fct_referral
        on fct_early_help.child_key = fct_referral.child_key
        and fct_referral.referred_on > fct_early_help.started_on
        and fct_referral.referred_on <= fct_early_help.ended_on + coalesce(plan_setting.early_help_step_days, 90)
        and fct_referral.referred_on <= this_run.as_at
)

select
    help.early_help_key as subject_key,
    help.child_key,
    help.worker_key,
    help.ended_on as counted_on,
    stepped.early_help_key is not null as in_numerator,
    true as in_denominator,
    help.ended_on + coalesce(plan_setting.early_help_step_days, 90) as due_on,
    case
        when help.ended_on + coalesce(plan_setting.early_help_step_days, 90) >= this_run.as_at
            then 'its days are not over'
    end as excluded_because,
    case
        when help.started_on is null then 'no start date'
        when help.ended_on < help.started_on then 'the end is before the start'
    end as invalid_because
from fct_early_help as help
cross join plan_setting
cross join this_run
left join stepped on help.early_help_key = stepped.early_help_key
where help.ended_on <= this_run.as_at
