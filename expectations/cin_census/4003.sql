/*---
rule: "4003"
return: cin_census
title: A child protection review was held while a child in need plan ran
severity: error
years: {from: 2022, assumed: true}
table: reviews
columns:
  - cpp_review_date
  - cin_plan_dates.cin_plan_start_date
  - cin_plan_dates.cin_plan_end_date
  - child_protection_plans.cpp_end_date
fix: Correct the date of the review, or the dates of the child in need plan.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select distinct reviews.la_child_id as child_id, reviews.record
from reviews
inner join child_protection_plans on reviews.plan = child_protection_plans.record
inner join cin_plan_dates on reviews.episode = cin_plan_dates.episode
cross join census
where cin_plan_dates.cin_plan_start_date <= reviews.cpp_review_date
    and reviews.cpp_review_date < coalesce(cin_plan_dates.cin_plan_end_date, census.reference_date + 1)
    and reviews.cpp_review_date is distinct from child_protection_plans.cpp_end_date
