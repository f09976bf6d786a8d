/*---
view: dim_team
title: Teams; -1 is unknown and -2 not applicable
columns:
  parent_team_key: the team or department above
---*/
select
    authority,
    team_key,
    team_code,
    team_name,
    parent_team_key
from core.dim_team
