/*---
rule: 8842Q
return: cin_census
title: A review of a child protection plan has no date
severity: query
years: {from: 2022, assumed: true}
table: reviews
columns: [cpp_review_date]
fix: Record the date of the review conference, or remove a review that was not held.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from reviews
where cpp_review_date is null
