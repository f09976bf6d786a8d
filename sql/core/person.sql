/*---
table: person
schema: identity
title: Names and birth dates, for those who may look a child up; nothing else holds them
after: [crosswalk]
---*/
select
    crosswalk.child_key,
    min(ssd_person.pers_forename) as forename,
    min(ssd_person.pers_surname) as surname,
    min(ssd_person.pers_dob) as born_on,
    min(ssd_person.pers_expected_dob) as expected_on
from ssd_person
cross join this_run
inner join crosswalk
    on ssd_person.pers_person_id = crosswalk.local_id and this_run.system = crosswalk.system
group by crosswalk.child_key
