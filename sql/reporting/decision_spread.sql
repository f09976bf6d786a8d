/*---
view: decision_spread
title: How long each team's decisions on contacts and referrals took over 12 months, beside the whole authority
columns:
  measure: the clock whose decisions are compared
  median_days: working days that half of the team's decisions took no longer than
  slowest_tenth_days: working days that nine of ten decisions took no longer than
  is_twice_the_median: the team's median is twice the authority's or more
---*/
select
    spread.authority,
    spread.measure,
    spread.team_key,
    team.team_name,
    spread.decisions,
    spread.median_days,
    spread.slowest_tenth_days,
    spread.authority_median_days,
    spread.is_twice_the_median,
    reporting.measure_key(spread.measure) as measure_key
from mart.decision_spread as spread
left join core.dim_team as team
    on spread.authority = team.authority and spread.team_key = team.team_key
