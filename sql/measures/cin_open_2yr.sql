/*---
measure: cin_open_2yr
title: Children in need for 2 years or more, neither on a protection plan nor looked after
domain: child_in_need
kind: proportion
counted_on: as_at
standard: local
better: low
counted: Open episodes that began 24 calendar months or more before the date
among: Episodes open on the date of children who were then neither on a child protection plan nor looked after
left_out: Referrals that ended in no further action; the teams named in the setting disabled_children_teams
beware: A child who came off a protection plan last month counts from the referral, not from that day
category: Main need
needs: [ssd_cin_episodes, ssd_cp_plans, ssd_cla_episodes]
version: 1
effective_from: 2013-04-01
source: Local, to find cases that drift
---*/
with service_team as (
    select surrogate('team|' || this_run.authority || '|' || trim(team.code)) as team_key
    from plan_setting
    cross join this_run
    cross join unnest(string_split(plan_setting.disabled_children_teams, ',')) as team (code)
),

served as (
    select
        child_team.child_key,
        child_team.started_on,
        coalesce(child_team.ended_on, date '9999-12-31') as ended_on
    from child_team
    inner join service_team on child_team.team_key = service_team.team_key
),

opened as (
    select
        fct_referral.*,
        snapshot.taken_on
    from fct_referral
    inner join snapshot
        on fct_referral.referred_on <= snapshot.taken_on
        and coalesce(fct_referral.closed_on, date '9999-12-31') > snapshot.taken_on
    where not coalesce(fct_referral.no_further_action, false)
)

select
    opened.referral_key as subject_key,
    opened.child_key,
    opened.taken_on as counted_on,
    opened.taken_on >= opened.referred_on + interval 24 month as in_numerator,
    true as in_denominator,
    coalesce(opened.need_code, 'Not recorded') as category,
    opened.taken_on - opened.referred_on as value,
    cast(opened.referred_on + interval 24 month as date) as due_on,
    case when served.child_key is not null then 'with the service for disabled children' end as excluded_because
from opened
left join served
    on opened.child_key = served.child_key
    and opened.taken_on >= served.started_on
    and opened.taken_on <= served.ended_on
anti join protected_or_in_care as spell
    on opened.child_key = spell.child_key
    and opened.taken_on >= spell.started_on
    and opened.taken_on < spell.ended_on
