/*---
measure: formal_resolution_raised
title: Formal resolutions raised
domain: audit
kind: count
standard: local
better: neutral
needs: [ext_formal_resolution]
category: why it was raised
counted: Formal resolutions, each once however many stages it went through
among: Not a share
beware: Going on to the next stage is not a new resolution; withdrawn ones were raised all the same
version: 1
effective_from: 2020-04-01
source: Local
---*/
select
    resolution_key as subject_key,
    child_key,
    team_key,
    raised_by_key as worker_key,
    whole_raised_on as counted_on,
    true as in_denominator,
    coalesce(trigger_code, 'not recorded') as category
from fct_formal_resolution
where is_first_stage
