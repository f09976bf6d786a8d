/*---
rule: open_assessment_on_closed_referral
return: local
title: An assessment is still open although its referral is closed
severity: error
table: ssd_cin_assessments
columns: [cina_referral_id, cina_assessment_auth_date]
fix: Authorise or cancel the assessment, or reopen the referral.
source: Caseclock, local rule
---*/
select a.cina_person_id as child_id, a.record
from ssd_cin_assessments as a
cross join this_run as r
where a.cina_assessment_auth_date is null
    and exists (
        select 1 from ssd_cin_episodes as e
        where e.cine_referral_id = a.cina_referral_id
            and e.cine_person_id = a.cina_person_id
            and e.cine_close_date <= r.as_at
    )
