/*---
table: social_worker_held
schema: main
title: From when to when a child had a registered social worker as case worker
after: [child_of]
source: >
    ssd_involvements with the role of case worker, in code or in words or unsaid; a worker is a social worker when
    ssd_professionals has a registration number. The last day of an involvement still counts.
---*/
select distinct
    child_of.child_key,
    ssd_involvements.invo_involvement_start_date as started_on,
    ssd_involvements.invo_involvement_end_date as ended_on
from ssd_involvements
inner join child_of on ssd_involvements.invo_person_id = child_of.local_id
inner join ssd_professionals on ssd_involvements.invo_professional_id = ssd_professionals.prof_professional_id
where
    ssd_involvements.invo_involvement_start_date is not null
    and nullif(trim(ssd_professionals.prof_social_worker_registration_no), '') is not null
    and (
        ssd_involvements.invo_professional_role_id is null
        or upper(trim(ssd_involvements.invo_professional_role_id)) = 'CW'
        or regexp_matches(lower(ssd_involvements.invo_professional_role_id), '(case|social|allocated|key) ?worker')
    )
