/*---
view: dim_measure
title: Each measure with its definition, and whether tonight's delivery was enough to measure it
columns:
  better: high, low or neutral
  status: measured or not_supplied
  reason: what was not supplied, or came without a row
  select_text: the SELECT that gives the rows
---*/
select
    definition.authority,
    definition.measure,
    definition.kind,
    definition.title,
    definition.unit,
    definition.limit_value,
    definition.standard,
    definition.better,
    definition.version,
    definition.effective_from,
    definition.source,
    definition.sha256,
    measured.status,
    measured.reason,
    definition.select_text
from mart.definition
left join mart.measure_status as measured
    on definition.authority = measured.authority and definition.measure = measured.measure
