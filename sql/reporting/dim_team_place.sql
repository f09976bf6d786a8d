/*---
view: dim_team_place
title: Which locality and managers a team belonged to, and from when to when
columns:
  valid_from: first day on which it was so
  valid_to: last day on which it was so; empty while it still is
---*/
select
    authority,
    team_key,
    locality_key,
    group_manager,
    assistant_director,
    valid_from,
    valid_to
from core.team_place
