/*---
rule: "8866"
return: cin_census
title: The source of the referral is missing, or not a code of this census year
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [cin_referral_date, referral_source]
fix: Record the source of the referral with a code of this year; only referrals before April 2013 may be without.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_details
where cin_referral_date >= date '2013-04-01'
    and (
        referral_source is null
        or referral_source not in (select code from code where code_set = 'referral_source')
    )
