/*---
table: ssd_assessment_factors
title: Factors, one row for each assessment that found any
from: assessments
columns:
  cinf_table_id:
  cinf_assessment_id:
  cinf_assessment_factors_json:
---*/
select
    cast(assessment as varchar) as cinf_table_id,
    cast(assessment as varchar) as cinf_assessment_id,
    cast(to_json(list(assessment_factor order by record)) as varchar) as cinf_assessment_factors_json,
    assessment as record
from cin_census.assessment_factors
group by assessment
