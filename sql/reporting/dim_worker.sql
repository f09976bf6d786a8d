/*---
view: dim_worker
title: Workers without their names; -1 is unknown and -2 not applicable
columns:
  full_time_equivalent: 1 is full time
---*/
select
    authority,
    worker_key,
    job_title,
    is_agency,
    full_time_equivalent
from core.dim_worker
