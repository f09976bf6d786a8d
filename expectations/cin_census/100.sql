/*---
rule: "100"
return: cin_census
title: The header does not give 31 March of the collection year as its reference date
severity: error
years: {from: 2022, assumed: true}
table: header
columns: [reference_date, year]
fix: Write the year in which the collection ends (2026 for 2025/26), and 31 March of that year.
source: DfE CIN census validation rules, 2025 to 2026
---*/
-- A return without any header is broken too: nothing is counted then, and the count is there all the same.
select
    null as child_id,
    max(record) as record
from header
having count(*) filter (where cast(reference_date as varchar) = year || '-03-31') = 0
