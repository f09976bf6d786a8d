/*---
view: definition
title: Each version of each definition that figures were made with, now and in frozen months
columns:
  measure_key: as in dim_measure
  sha256: hash of all that moves the figures; empty for months frozen before it was kept
  is_current: whether tonight's figures are made with it
  first_month: the first month that was frozen with it; empty when none was
  last_month: the last one
  counted: what the numerator is
  among: what the denominator is
  left_out: which rows count on neither side
  beware: what the figure is easily taken for and is not
---*/
with made_with as (
    select authority, measure, version, sha256, title, kind, header_json, select_text, null as month, true as is_current
    from mart.definition
    union all
    select authority, measure, version, sha256, title, kind, header_json, select_text, month, false
    from mart.month_definition
)

select
    authority,
    measure,
    version,
    sha256,
    coalesce(max(title), measure) as title,
    max(kind) as kind,
    bool_or(is_current) as is_current,
    min(month) as first_month,
    max(month) as last_month,
    max(header_json ->> 'counted') as counted,
    max(header_json ->> 'among') as among,
    max(header_json ->> 'left_out') as left_out,
    max(header_json ->> 'beware') as beware,
    max(header_json ->> 'source') as source,
    cast(max(header_json ->> 'effective_from') as date) as effective_from,
    max(select_text) as select_text,
    reporting.measure_key(measure) as measure_key
from made_with
group by authority, measure, version, sha256
