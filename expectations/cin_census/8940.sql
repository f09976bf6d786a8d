/*---
rule: "8940"
return: cin_census
title: A child protection plan began while another one of the child was not over
severity: error
years: {from: 2022, assumed: true}
table: child_protection_plans
columns: [cpp_start_date, cpp_end_date]
fix: Correct the start of this plan or the end of the other one, or remove a plan that is recorded twice.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with lasting as (
    select
        plans.la_child_id,
        plans.record,
        plans.child,
        plans.cpp_start_date as starts,
        coalesce(plans.cpp_end_date, census.reference_date) as ends
    from child_protection_plans as plans, census
),

beside_others as (
    select
        la_child_id,
        record,
        starts,
        max(ends) over (
            partition by child order by starts
            range between unbounded preceding and current row exclude current row
        ) as others_end
    from lasting
)

select la_child_id as child_id, record
from beside_others
where starts <= others_end
