/*---
rule: 8770Q
return: cin_census
title: A child of school age, with a referral that went further, has no pupil number and no reason why
severity: query
years: {from: 2022, until: 2024}
table: child_identifiers
columns: [upn, upn_unknown, person_birth_date, cin_details.referral_nfa]
fix: Record the pupil number, or the reason why there is none; that the child is not of school age cannot be the reason.
source: DfE CIN census validation rules, until 2023 to 2024
---*/
select
    child_identifiers.la_child_id as child_id,
    child_identifiers.record
from child_identifiers, census
where child_identifiers.person_birth_date <= census.reference_date - interval 6 year
    and child_identifiers.upn is null
    and coalesce(child_identifiers.upn_unknown, 'UN1') not in ('UN2', 'UN3', 'UN4', 'UN5', 'UN6', 'UN7')
    and child_identifiers.child in (select child from cin_details where referral_nfa = 'N')
