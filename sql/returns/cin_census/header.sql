/*---
table: header
title: The header of the return
source: The authority's number and the number of this submission are settings (lea, cin_census_serial_no). The time is
  the end of the last day that the delivery covers, in London, so that the same night gives the same file.
from: []
columns:
  collection:
  year:
  reference_date:
  source_level:
  lea:
  software_code:
  serial_no:
  date_time:
---*/
with configured as (
    select
        max(setting.value) filter (where setting.name = 'lea') as lea,
        max(setting.value) filter (where setting.name = 'cin_census_serial_no') as serial_no
    from setting, this_run
    where
        this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
)

select
    'CIN' as collection,
    census.year,
    census.reference_date,
    'L' as source_level,
    configured.lea,
    'Caseclock' as software_code,
    coalesce(configured.serial_no, '001') as serial_no,
    timezone('Europe/London', this_run.as_at + time '23:59:59') as date_time,
    1 as record
from configured, cin_census.census, this_run
