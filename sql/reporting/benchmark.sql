/*---
view: benchmark
title: Published figures of England, regions and statistical neighbours, to set beside the council's own
columns:
  area_kind: england, region or statistical_neighbour
  year: the publication's year; 2024-25 ends on 31 March 2025, 2025 is a day's figure
  value: in unit; empty where nothing is published, and note then says so
  status: read, computed from the published counts, second_source or not_published
  differs: how the published definition differs from the measure's; empty where it does not
---*/
select
    published.authority,
    published.measure,
    definition.title as measure_title,
    published.band,
    published.area_kind,
    published.area,
    published.year,
    published.value,
    published.numerator,
    published.denominator,
    published.unit,
    published.source,
    published.status,
    published.differs,
    published.note,
    reporting.measure_key(published.measure) as measure_key
from mart.benchmark as published
inner join mart.definition
    on published.authority = definition.authority and published.measure = definition.measure
