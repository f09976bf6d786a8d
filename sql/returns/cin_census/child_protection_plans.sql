/*---
table: child_protection_plans
title: Child protection plans
source: Open on any day of the period, of a referral of the return, and this authority's own. Words for the kind of
  abuse become the census's letters; a word that is not known stays as it is, so that rules 8905 and 8910 name it. The
  latest category is the one that the record has now; what it was at the end of the period is not kept.
from: [ssd_cin_episodes, ssd_cp_plans]
columns:
  child: ssd_cin_episodes.cine_person_id
  episode: ssd_cp_plans.cppl_referral_id
  la_child_id: ssd_cin_episodes.cine_person_id
  cpp_start_date: ssd_cp_plans.cppl_cp_plan_start_date
  cpp_end_date: ssd_cp_plans.cppl_cp_plan_end_date
  initial_category_of_abuse: ssd_cp_plans.cppl_cp_plan_initial_category
  latest_category_of_abuse: ssd_cp_plans.cppl_cp_plan_latest_category
  number_of_previous_cpp:
---*/
with letters as (
    select
        known.word,
        known.code
    from (
        values
        ('neglect', 'NEG'),
        ('physical abuse', 'PHY'),
        ('physical', 'PHY'),
        ('sexual abuse', 'SAB'),
        ('sexual', 'SAB'),
        ('emotional abuse', 'EMO'),
        ('emotional', 'EMO'),
        ('multiple', 'MUL'),
        ('multiple categories', 'MUL')
    ) as known (word, code)
)

select
    plan.child,
    plan.episode,
    plan.person_id as la_child_id,
    plan.started_on as cpp_start_date,
    plan.ended_on as cpp_end_date,
    coalesce(initial_letters.code, plan.initial_category) as initial_category_of_abuse,
    coalesce(latest_letters.code, plan.latest_category) as latest_category_of_abuse,
    plan.plans_before as number_of_previous_cpp,
    plan.record,
    plan.delivered_record as record_of_ssd_cp_plans
from returned_plan as plan
left join letters as initial_letters on lower(plan.initial_category) = initial_letters.word
left join letters as latest_letters on lower(plan.latest_category) = latest_letters.word
where plan.record is not null
