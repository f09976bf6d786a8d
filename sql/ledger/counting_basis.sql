/*---
table: counting_basis
schema: mart
title: What the figures stand on - the mapping of the council's reasons as one hash, and how far back dates are read
after: [snapshot]
---*/
with written as (
    select cast(row(columns(*)) as text) as line from mapping_no_further_action
)

select
    sha256(coalesce(string_agg(line, chr(10) order by line), '')) as mapping_sha256,
    (select min(taken_on) from snapshot) as taken_since
from written
