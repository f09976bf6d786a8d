/*---
table: fct_leaver_contact
title: Contacts of personal advisers with young people who have left care
after: [child_of]
---*/
select
    surrogate(
        concat_ws(
            '|', 'leaver_contact', child_of.child_key, exlc_contact_on,
            row_number() over (
                partition by child_of.child_key, exlc_contact_on order by exlc_at_accommodation nulls last, exlc_id
            )
        )
    ) as leaver_contact_key,
    child_of.child_key,
    exlc_contact_on as contact_on,
    coalesce(exlc_at_accommodation = 'Y', false) as at_accommodation
from ext_leaver_contact
inner join child_of on ext_leaver_contact.exlc_person_id = child_of.local_id
where exlc_contact_on is not null
