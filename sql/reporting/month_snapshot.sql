/*---
view: month_snapshot
title: Figures of past months as they were when the month was frozen
columns:
  month: first day of the month
  month_key: the active date, as in dim_date
  as_at: the last full London day of the run that froze it
  post: the manager's post at the two levels of managers; empty at the others
  definition_sha256: hash of the definition that counted it; empty for months frozen before it was kept
---*/
select
    frozen.authority,
    frozen.month,
    frozen.measure,
    frozen.version,
    frozen.level,
    frozen.locality_key,
    frozen.team_key,
    frozen.band,
    frozen.numerator,
    frozen.denominator,
    frozen.value,
    frozen.as_at,
    frozen.frozen_at,
    frozen.post,
    made_with.sha256 as definition_sha256,
    reporting.measure_key(frozen.measure) as measure_key,
    reporting.date_key(frozen.month) as month_key
from mart.month_snapshot as frozen
left join mart.month_definition as made_with
    on frozen.authority = made_with.authority
    and frozen.month = made_with.month
    and frozen.measure = made_with.measure
