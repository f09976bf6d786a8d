/*---
rule: no_further_action_with_later_assessment
return: local
title: A referral ended in no further action, and yet an assessment followed on it
severity: error
table: ssd_cin_episodes
columns: [cine_referral_nfa, cine_referral_date]
fix: Take back the no further action, or move the assessment to the referral it belongs to.
source: Caseclock, local rule
---*/
select e.cine_person_id as child_id, e.record
from ssd_cin_episodes as e
where e.cine_referral_nfa = 'Y'
    and exists (
        select 1 from ssd_cin_assessments as a
        where a.cina_referral_id = e.cine_referral_id
            and a.cina_person_id = e.cine_person_id
            and a.cina_assessment_start_date >= e.cine_referral_date
    )
