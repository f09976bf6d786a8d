/*---
view: dim_team_place
title: Which locality and managers a team belonged to, and from when to when; -1 is unknown and -2 not applicable
columns:
  team_place_key: one spell of one team; facts carry the spell of the date at which they are placed
  valid_from: first day on which it was so
  valid_to: last day on which it was so; empty while it still is
  is_current: whether it is so on the as-at date of what is shown now
---*/
with shown as (
    select distinct on (authority) authority, as_at
    from audit.publication
    where status = 'published'
    order by authority asc, publication_id desc
)

select
    place.authority,
    place.team_key,
    place.locality_key,
    place.group_manager,
    place.assistant_director,
    place.valid_from,
    place.valid_to,
    place.team_place_key,
    coalesce(
        shown.as_at >= place.valid_from and shown.as_at <= coalesce(place.valid_to, date '9999-12-31'), false
    ) as is_current
from core.team_place as place
left join shown on place.authority = shown.authority
union all
select
    known.authority,
    member.key,
    member.key,
    member.name,
    member.name,
    date '1900-01-01',
    null,
    member.key,
    true
from audit.authority as known
cross join (values (-1, 'Unknown'), (-2, 'Not applicable')) as member (key, name)
