/*---
rule: "8841"
return: cin_census
title: The child protection plan was reviewed on the day it began or earlier
severity: error
years: {from: 2022, assumed: true}
table: reviews
columns: [cpp_review_date, child_protection_plans.cpp_start_date]
fix: Correct the date of the review or the start of the plan. The initial conference is not a review.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select reviews.la_child_id as child_id, reviews.record
from reviews
inner join child_protection_plans on reviews.plan = child_protection_plans.record
where reviews.cpp_review_date <= child_protection_plans.cpp_start_date
