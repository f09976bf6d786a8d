/*---
rule: contact_no_further_action_contradicted
return: local
title: A contact ended in no further action and also went on to a referral or an enquiry
severity: error
table: ssd_contacts
columns: [cont_contact_outcome_json]
fix: Decide which of the two outcomes is right and take the other away.
source: Caseclock, local rule
---*/
select cont_person_id as child_id, record
from ssd_contacts
where cont_contact_outcome_json like '%"NFA_FLAG":"Y"%'
    and (
        cont_contact_outcome_json like '%"NEW_REFERRAL_FLAG":"Y"%'
        or cont_contact_outcome_json like '%"CP_ENQUIRY_FLAG":"Y"%'
    )
