/*---
view: month_snapshot
title: Figures of past months as they were when the month was frozen
columns:
  month: first day of the month
  as_at: the last full London day of the run that froze it
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
    frozen.frozen_at
from mart.month_snapshot as frozen
