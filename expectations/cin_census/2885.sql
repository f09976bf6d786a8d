/*---
rule: "2885"
return: cin_census
title: A child protection plan began on a day without an initial conference
severity: error
years: {from: 2022, assumed: true}
table: child_protection_plans
columns:
  - cpp_start_date
  - section_47.date_of_initial_cpc
  - section_47.icpc_not_required
  - cin_details.date_of_initial_cpc
fix: Correct the start of the plan or the date of the initial conference; after a transfer in, the referral has it.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with enquiry as (
    select episode, date_of_initial_cpc from section_47 where icpc_not_required is distinct from 'Y'
),

-- The referral's own conference counts only where no enquiry could have led to one.
conference as (
    select episode, date_of_initial_cpc from enquiry
    union all
    select episode, date_of_initial_cpc from cin_details where episode not in (select episode from enquiry)
)

select plans.la_child_id as child_id, plans.record
from child_protection_plans as plans, census
where
    plans.cpp_start_date between census.starts_on and census.reference_date
    and not exists (
        select 1 from conference
        where conference.episode = plans.episode and conference.date_of_initial_cpc = plans.cpp_start_date
    )
