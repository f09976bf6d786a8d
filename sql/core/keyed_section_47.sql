/*---
table: keyed_section_47
schema: temp
title: Section 47 enquiries as delivered, with the key that the same enquiry has on every night
after: [child_of]
---*/
select
    ssd_s47_enquiry.*,
    child_of.child_key,
    surrogate(concat_ws('|', 'section_47', child_of.child_key, s47e_s47_start_date, row_number() over same_day))
        as section_47_key
from ssd_s47_enquiry
inner join child_of on ssd_s47_enquiry.s47e_person_id = child_of.local_id
window same_day as (
    partition by child_of.child_key, s47e_s47_start_date
    order by
        s47e_s47_end_date nulls last, s47e_s47_nfa nulls last, s47e_s47_outcome_json nulls last,
        s47e_s47_completed_by_team nulls last, s47e_s47_enquiry_id, ssd_s47_enquiry
)
