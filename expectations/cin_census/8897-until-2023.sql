/*---
rule: "8897"
return: cin_census
title: The authorised assessment has no factors, or one that is not a code of this census year
severity: error
years: {from: 2022, until: 2023, assumed: true}
table: assessments
columns: [assessment_authorisation_date, assessment_factors.assessment_factor]
fix: Record the factors that were found, with codes of this year (21 when there are none).
source: DfE CIN census validation rules, until 2022 to 2023
---*/
select assessments.la_child_id as child_id, assessments.record
from assessments, census
where assessments.assessment_authorisation_date >= census.starts_on
    and (
        assessments.record not in (select assessment from assessment_factors where assessment_factor is not null)
        or assessments.record in (
            select assessment
            from assessment_factors
            where assessment_factor not in (select code from code where code_set = 'assessment_factor')
        )
    )
