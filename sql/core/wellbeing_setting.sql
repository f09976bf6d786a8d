/*---
table: wellbeing_setting
schema: temp
title: What the council has set for health, education, leaving care and missing, as it stands at the as-at date
after: []
source: One row. What holds where nothing is set is in this SELECT; an age of null leaves nobody out.
---*/
select
    max(try_cast(setting.value as integer)) filter (where setting.name = 'dental_check_from_age')
        as dental_check_from_age,
    coalesce(max(try_cast(setting.value as integer)) filter (where setting.name = 'pep_working_days'), 10)
        as pep_working_days,
    coalesce(max(try_cast(setting.value as integer)) filter (where setting.name = 'care_leaver_contact_days'), 56)
        as care_leaver_contact_days,
    coalesce(
        max(setting.value) filter (where setting.name = 'return_interview_missing_again') = 'left_out', false
    ) as leaves_out_missing_again
from setting
cross join this_run
where
    this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
    and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
