/*---
measure: icpc_to_cpp_conversion
title: Initial child protection conferences that ended in a plan
domain: section_47
kind: proportion
standard: local
better: neutral
needs: [ssd_initial_cp_conference, ssd_cp_plans]
version: 1
effective_from: 2013-04-01
counted: Conferences on whose day a child protection plan of the child began
among: Initial child protection conferences held in the period
left_out: Nothing; conferences for a child who moved in are in it
beware: A plan that begins on another day is not counted, though the conference may say that one was agreed
source: CIN census guide, a plan begins on the day of its conference
---*/
select
    conference.conference_key as subject_key,
    conference.child_key,
    conference.team_key,
    conference.worker_key,
    conference.held_on as counted_on,
    plan.child_key is not null as in_numerator,
    true as in_denominator
from fct_conference as conference
left join (
    select distinct
        child_key,
        started_on
    from fct_plan
    where kind = 'child_protection' and not coalesce(is_other_authority, false)
) as plan
    on conference.child_key = plan.child_key and conference.held_on = plan.started_on
where conference.held_on is not null
