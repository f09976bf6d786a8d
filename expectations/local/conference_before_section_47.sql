/*---
rule: conference_before_section_47
return: local
title: An initial child protection conference was held before its section 47 enquiry began
severity: error
table: ssd_initial_cp_conference
columns: [icpc_s47_enquiry_id, icpc_icpc_date]
fix: Correct the date of the conference or of the enquiry, or link the conference to the right one.
source: Caseclock, local rule
---*/
select c.icpc_person_id as child_id, c.record
from ssd_initial_cp_conference as c
where coalesce(c.icpc_icpc_transfer_in, 'N') <> 'Y'
    and exists (
        select 1 from ssd_s47_enquiry as s
        where s.s47e_s47_enquiry_id = c.icpc_s47_enquiry_id
            and s.s47e_person_id = c.icpc_person_id
            and c.icpc_icpc_date < s.s47e_s47_start_date
    )
