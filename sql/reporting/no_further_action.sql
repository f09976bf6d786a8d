/*---
view: no_further_action
title: How contacts, referrals, assessments and section 47 enquiries ended, and why in no further action
columns:
  entity: contact, referral, assessment or section_47
  recorded_flag: whether the case system itself says no further action
  disposition: what became of it
  reason_code: why, in the council's mapping; NR is not recorded, UM is recorded but not mapped
  reason_basis: how the reason is known
  counted_on_key: the active date, as in dim_date
  team_place_key: the locality and managers that the team had then, as in dim_team_place
---*/
select
    ending.authority,
    ending.entity,
    ending.subject_key,
    coalesce(ending.child_key, 'not applicable') as child_key,
    coalesce(ending.locality_key, -1) as locality_key,
    locality.locality_name,
    coalesce(ending.team_key, -1) as team_key,
    team.team_name,
    ending.counted_on,
    ending.month,
    ending.recorded_flag,
    ending.disposition,
    ending.reason_code,
    ending.reason_basis,
    ending.source_code,
    reporting.child_no(ending.child_key) as child_no,
    coalesce(ending.team_place_key, -1) as team_place_key,
    reporting.date_key(ending.counted_on) as counted_on_key
from mart.no_further_action as ending
left join core.dim_locality as locality
    on ending.authority = locality.authority and ending.locality_key = locality.locality_key
left join core.dim_team as team
    on ending.authority = team.authority and ending.team_key = team.team_key
