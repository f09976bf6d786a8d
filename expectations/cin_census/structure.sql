/*---
rule: structure
return: cin_census
title: The file is not as the department's structure has it
severity: error
table: structure
columns: [what, path, line]
fix: Let the case system export the return again, or correct the file at that line; the department refuses it as it is.
source: DfE CIN census, structure of the XML file
---*/
select
    child_identifiers.la_child_id as child_id,
    null as record,
    concat_ws(', ', structure.what, structure.path, 'child ' || structure.child, 'line ' || structure.line) as detail
from structure
left join child_identifiers on structure.child = child_identifiers.child
