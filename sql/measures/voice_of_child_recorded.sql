/*---
measure: voice_of_child_recorded
title: Assessments, visits and reviews with the child's own view on record
domain: audit
kind: proportion
standard: local
better: high
needs:
  - ext_child_view
  - ssd_cin_assessments
  - ssd_cin_visits
  - ssd_cp_plans
  - ssd_cp_visits
  - ssd_cla_episodes
  - ssd_cla_visits
  - ssd_cp_reviews
  - ssd_cla_reviews
category: assessment, visit or review
counted: Records that hold the child's view
among: Completed assessments, visits and reviews of children aged 4 or over
left_out: Children under 4 or not born yet; reviews with participation code PN0; cancelled reviews
beware: The whole is every record, not only those that somebody wrote a view for; PN7 at a review is no view
version: 1
effective_from: 2020-04-01
source: Local; SSDA903 participation codes
---*/
select
    voice_key as subject_key,
    child_key,
    recorded_on as counted_on,
    true as in_denominator,
    is_recorded as in_numerator,
    record_type as category,
    left_out_because as excluded_because
from child_voice
