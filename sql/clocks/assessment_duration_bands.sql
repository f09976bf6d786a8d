/*---
clock: assessment_duration_bands
title: Completed assessments by working days from start to authorisation
domain: assessments
limit: 45
unit: working_days
bands:
  - {name: same_day, up_to: 0}
  - {name: 1-10, up_to: 10}
  - {name: 11-20, up_to: 20}
  - {name: 21-30, up_to: 30}
  - {name: 31-40, up_to: 40}
  - {name: 41-45, up_to: 45}
  - {name: 46-50, up_to: 50}
  - {name: 51-60, up_to: 60}
  - {name: 61+}
counted_on: stops_on
open_rows: left_out
place_at: stops_on
standard: published
better: neutral
needs: [ssd_cin_assessments]
version: 2
effective_from: 2013-04-01
counted: Assessments signed off in the period whose length falls in the band
among: Assessments signed off in the period
left_out: Assessments that are still open; those without a start, or signed off before it, are invalid
beware: The first band is the same day alone and the second begins at 1; there is no band from 0 to 10
source: DfE children in need statistics, table C2, whose first band is the same day
---*/
select
    assessment.assessment_key as subject_key,
    assessment.child_key,
    assessment.team_key,
    assessment.worker_key,
    assessment.started_on as starts_on,
    assessment.authorised_on as stops_on,
    case
        when assessment.started_on <= this_run.as_at and coalesce(assessment.authorised_on > this_run.as_at, true)
            then 'the assessment is still open'
    end as excluded_because
from fct_assessment as assessment
cross join this_run
