/*---
rule: 8585Q
return: cin_census
title: The case was closed because the child died, and the date of death is missing
severity: query
years: {from: 2022, assumed: true}
table: cin_details
columns: [reason_for_closure, child_identifiers.person_death_date]
fix: Record the date of death, or correct the reason for closure.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select cin_details.la_child_id as child_id, cin_details.record
from cin_details
inner join child_identifiers on cin_details.child = child_identifiers.child
where cin_details.reason_for_closure = 'RC2'
    and child_identifiers.person_death_date is null
