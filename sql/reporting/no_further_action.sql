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
  decided_on: when it was decided, where that is known
  is_decided: whether anything was decided by the as-at date
  is_repeated: the same message, or a second referral, on the same day; figures leave it out
  counts_nationally: the flag as recorded, whatever the reason
  counts_for_council: the reason counts as no further action by the council's settings, and the case did not go on
  in_council_rate: not a duplicate and not administrative, so part of the council's rate
  reasons_are_live: from the day on which reasons are recorded at all
  disagreement: where flag, what became of it and reason contradict each other; several are parted by semicolons
  next_contact_on: the next contact about the child on a later day
  contact_again_within_months: 3, 6 or 12 when the child came back so soon after no further action, else empty
  next_referral_on: the next referral of the child on a later day
  next_no_further_action_on: the next contact or referral of the child that ended in no further action
  early_help_on: the first episode of early help from that day on
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
    reporting.date_key(ending.counted_on) as counted_on_key,
    coalesce(ending.worker_key, -1) as worker_key,
    ending.decided_on,
    ending.is_decided,
    ending.is_repeated,
    ending.counts_nationally,
    ending.counts_for_council,
    ending.in_council_rate,
    ending.reasons_are_live,
    ending.disagreement,
    ending.next_contact_on,
    ending.contact_again_within_months,
    ending.next_referral_on,
    ending.next_no_further_action_on,
    ending.early_help_on
from mart.no_further_action as ending
left join core.dim_locality as locality
    on ending.authority = locality.authority and ending.locality_key = locality.locality_key
left join core.dim_team as team
    on ending.authority = team.authority and ending.team_key = team.team_key
