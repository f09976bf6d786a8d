/*---
table: ssd_disability
title: Disabilities
from: disabilities
columns:
  disa_table_id:
  disa_person_id: la_child_id
  disa_disability_code: disability
---*/
select
    cast(disabilities.record as varchar) as disa_table_id,
    person_of_child.person_id as disa_person_id,
    disabilities.disability as disa_disability_code,
    disabilities.record
from cin_census.disabilities
inner join cin_census.person_of_child on disabilities.child = person_of_child.child
