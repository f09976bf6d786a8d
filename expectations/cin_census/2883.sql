/*---
rule: "2883"
return: cin_census
title: More child protection plans began in the census year than initial conferences were held
severity: error
years: {from: 2022, assumed: true}
table: child_protection_plans
columns: [cpp_start_date, cin_details.date_of_initial_cpc, section_47.date_of_initial_cpc]
whole_delivery: true
fix: Record each initial conference on its section 47 enquiry or, after a transfer in, on the referral.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with dated as (
    select
        'plan' as what,
        cpp_start_date as day
    from child_protection_plans
    union all
    select 'conference', date_of_initial_cpc from cin_details
    union all
    select 'conference', date_of_initial_cpc from section_47
),

counted as (
    select
        count(*) filter (where dated.what = 'plan') as plans,
        count(*) filter (where dated.what = 'conference') as conferences
    from dated, census
    where dated.day between census.starts_on and census.reference_date
)

select
    null as child_id,
    null as record,
    plans || ' plans, ' || conferences || ' conferences' as detail
from counted
where plans > conferences
