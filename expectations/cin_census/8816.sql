/*---
rule: "8816"
return: cin_census
title: A case is still open, and the child was referred again later
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [cin_referral_date, cin_closure_date, referral_nfa]
fix: Close the earlier case, with its date and reason, or correct the date of one of the referrals.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with dated as (
    select
        *,
        max(cin_referral_date) over (partition by child) as latest
    from cin_details
),

overtaken as (
    select child, record
    from dated
    where cin_closure_date is null and referral_nfa = 'N' and cin_referral_date < latest
)

select la_child_id as child_id, record
from dated
where record in (select record from overtaken)
    or (cin_referral_date = latest and child in (select child from overtaken))
