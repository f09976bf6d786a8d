/*---
rule: "8820"
return: cin_census
title: The child was referred while another case of the same child was open
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [cin_referral_date, cin_closure_date, referral_nfa]
fix: Correct the dates so that one case is closed before the next begins, or bring the two together in one.
source: DfE CIN census validation rules, 2025 to 2026
---*/
-- An open case runs until the year ends; an open referral that went no further does not run at all.
with dated as (
    select
        cin_details.*,
        coalesce(
            cin_details.cin_closure_date, case when cin_details.referral_nfa = 'N' then census.reference_date end
        ) as runs_until
    from cin_details, census
)

select la_child_id as child_id, record
from dated
window
    up_to_this as (
        partition by child order by cin_referral_date nulls last
        range between unbounded preceding and current row exclude current row
    ),
    from_this as (
        partition by child order by cin_referral_date nulls last
        range between current row and unbounded following exclude current row
    )
qualify max(runs_until) over up_to_this > cin_referral_date
    or min(cin_referral_date) over from_this < runs_until
