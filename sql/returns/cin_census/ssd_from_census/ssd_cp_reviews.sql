/*---
table: ssd_cp_reviews
title: Child protection review conferences; an empty element in the file is none
from: reviews
columns:
  cppr_cp_review_id:
  cppr_person_id: la_child_id
  cppr_cp_plan_id:
  cppr_cp_review_date: cpp_review_date
---*/
select
    cast(reviews.record as varchar) as cppr_cp_review_id,
    person_of_child.person_id as cppr_person_id,
    cast(reviews.plan as varchar) as cppr_cp_plan_id,
    reviews.cpp_review_date as cppr_cp_review_date,
    reviews.record
from cin_census.reviews
inner join cin_census.person_of_child on reviews.child = person_of_child.child
left join cin_census.unread
    on unread.table_name = 'reviews' and unread.column_name = 'cpp_review_date' and reviews.record = unread.record
where reviews.cpp_review_date is not null or unread.record is not null
