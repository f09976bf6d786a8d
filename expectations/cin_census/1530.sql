/*---
rule: "1530"
return: cin_census
title: The second to fourth characters of the pupil number are not the number of a local authority
severity: error
years: {from: 2022, assumed: true}
table: child_identifiers
columns: [upn]
fix: Copy the pupil number from the school's records again.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where length(upn) = 13
    and substr(upn, 2, 3) not in (select code from code where code_set = 'local_authority')
