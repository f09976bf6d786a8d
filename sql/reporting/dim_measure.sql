/*---
view: dim_measure
title: Each measure with its definition, and whether tonight's delivery was enough to measure it
columns:
  measure_key: the id as a number, for joining; -1 is unknown and -2 not applicable
  better: high, low or neutral
  figure: proportion, count, ratio, mean, median or children
  status: measured or not_supplied; retired when the measure is in frozen months only
  reason: what was not supplied, or came without a row
  counted: what the numerator is
  among: what the denominator is
  left_out: which rows count on neither side
  beware: what the figure is easily taken for and is not
  category: what the rows' own breakdown is
  domain: the part of the work that it belongs to
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
    definition.select_text,
    reporting.measure_key(definition.measure) as measure_key,
    coalesce(definition.header_json ->> 'figure', definition.kind) as figure,
    definition.header_json ->> 'counted' as counted,
    definition.header_json ->> 'among' as among,
    definition.header_json ->> 'left_out' as left_out,
    definition.header_json ->> 'beware' as beware,
    definition.header_json ->> 'category' as category,
    definition.header_json ->> 'domain' as domain
from mart.definition
left join mart.measure_status as measured
    on definition.authority = measured.authority and definition.measure = measured.measure
union all
-- A measure that is no longer declared keeps a row for the months that were frozen with it.
(
    select distinct on (gone.authority, gone.measure)
        gone.authority,
        gone.measure,
        coalesce(gone.kind, 'unknown'),
        coalesce(gone.title, gone.measure),
        cast(null as text),
        cast(null as integer),
        cast(null as text),
        'neutral',
        gone.version,
        cast(null as date),
        cast(null as text),
        gone.sha256,
        'retired',
        cast(null as text),
        gone.select_text,
        reporting.measure_key(gone.measure),
        coalesce(gone.header_json ->> 'figure', gone.kind, 'unknown'),
        gone.header_json ->> 'counted',
        gone.header_json ->> 'among',
        gone.header_json ->> 'left_out',
        gone.header_json ->> 'beware',
        gone.header_json ->> 'category',
        gone.header_json ->> 'domain'
    from mart.month_definition as gone
    where
        not exists (
            select 1 from mart.definition as held
            where held.authority = gone.authority and held.measure = gone.measure
        )
    order by gone.authority asc, gone.measure asc, gone.month desc
)
union all
select
    known.authority,
    lower(member.name),
    lower(member.name),
    member.name,
    null,
    null,
    null,
    'neutral',
    0,
    null,
    null,
    null,
    lower(member.name),
    null,
    null,
    member.key,
    lower(member.name),
    null,
    null,
    null,
    null,
    null,
    null
from audit.authority as known
cross join (values (-1, 'Unknown'), (-2, 'Not applicable')) as member (key, name)
