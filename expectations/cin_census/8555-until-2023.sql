/*---
rule: "8555"
return: cin_census
title: The child was referred after the date of death
severity: error
years: {from: 2022, until: 2023, assumed: true}
table: cin_details
columns: [cin_referral_date, child_identifiers.person_death_date]
fix: Correct the date of the referral or of the death.
source: DfE CIN census validation rules, until 2022 to 2023
---*/
select cin_details.la_child_id as child_id, cin_details.record
from cin_details
inner join child_identifiers on cin_details.child = child_identifiers.child
where cin_details.cin_referral_date > child_identifiers.person_death_date
