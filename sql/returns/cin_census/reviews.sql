/*---
table: reviews
title: Child protection review conferences
source: Every review that was held up to the end of the period, of a plan of the return; one that is only planned is
  none.
from: [ssd_cin_episodes, ssd_cp_plans, ssd_cp_reviews]
columns:
  child: ssd_cin_episodes.cine_person_id
  episode: ssd_cp_plans.cppl_referral_id
  plan: ssd_cp_reviews.cppr_cp_plan_id
  la_child_id: ssd_cin_episodes.cine_person_id
  cpp_review_date: ssd_cp_reviews.cppr_cp_review_date
---*/
select
    plan.child,
    plan.episode,
    plan.record as plan,
    plan.person_id as la_child_id,
    review.cppr_cp_review_date as cpp_review_date,
    row_number() over (order by plan.record, review.cppr_cp_review_date nulls last) as record,
    review.record as record_of_ssd_cp_reviews
from ssd_cp_reviews as review
inner join returned_plan as plan
    on review.cppr_person_id = plan.person_id and review.cppr_cp_plan_id = plan.plan_id and plan.holds_records
cross join return_period
left join main.unread
    on
    unread.table_name = 'ssd_cp_reviews' and unread.column_name = 'cppr_cp_review_date'
    and review.record = unread.record
where
    plan.record is not null
    and (review.cppr_cp_review_date <= return_period.ends_on or unread.record is not null)
