/*---
view: no_further_action_disagreement
title: Each contradiction between the flag of no further action, what became of the case and the reason
columns:
  entity: contact, referral, assessment or section_47
  disagreement: what contradicts what, in plain words
  subject_key: the row of no_further_action that it is about
---*/
select
    listed.authority,
    listed.entity,
    listed.subject_key,
    coalesce(listed.child_key, 'not applicable') as child_key,
    coalesce(listed.locality_key, -1) as locality_key,
    locality.locality_name,
    coalesce(listed.team_key, -1) as team_key,
    team.team_name,
    coalesce(listed.worker_key, -1) as worker_key,
    listed.counted_on,
    listed.month,
    listed.disagreement,
    listed.recorded_flag,
    listed.disposition,
    listed.reason_code,
    reporting.child_no(listed.child_key) as child_no,
    reporting.date_key(listed.counted_on) as counted_on_key
from mart.no_further_action_disagreement as listed
left join core.dim_locality as locality
    on listed.authority = locality.authority and listed.locality_key = locality.locality_key
left join core.dim_team as team
    on listed.authority = team.authority and listed.team_key = team.team_key
