/*---
table: counting_basis
schema: mart
title: Which mapping of the council's reasons the figures stand on, as one hash
after: []
---*/
with written as (
    select cast(row(columns(*)) as text) as line from mapping_no_further_action
)

select sha256(coalesce(string_agg(line, chr(10) order by line), '')) as mapping_sha256
from written
