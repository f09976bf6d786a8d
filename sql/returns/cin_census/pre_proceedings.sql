/*---
table: pre_proceedings
title: Pre-proceedings
source: Collected from 2026/27, and provisional. Decided on in the period (rule 9005). The case systems' table does
  not say which referral it belongs to; it is the child's that was open on the day of the decision. It has nothing on
  the offer of a family group decision-making meeting and no day of an application to the court. The outcome is passed
  on as recorded, because the meaning of the letters A, B and C is not published.
from: [ssd_cin_episodes, ssd_pre_proceedings]
columns:
  child: ssd_cin_episodes.cine_person_id
  episode: ssd_pre_proceedings.prep_pre_pro_decision_date
  la_child_id: ssd_cin_episodes.cine_person_id
  pp_start_date: ssd_pre_proceedings.prep_pre_pro_decision_date
  lbp_sent_date: ssd_pre_proceedings.prep_pre_pro_letter_date
  initial_pp_meeting_date: ssd_pre_proceedings.prep_initial_pre_pro_meeting_date
  review_meetings_count: ssd_pre_proceedings.prep_pre_pro_meetings_num
  step_decision_date: ssd_pre_proceedings.prep_agree_stepdown_issue_date
  pp_outcome: ssd_pre_proceedings.prep_pre_pro_outcome
  letter_init_cp_date: ssd_pre_proceedings.prep_care_pro_letter_date
---*/
select
    * exclude (table_id, person_id),
    person_id as la_child_id,
    row_number() over (
        order by
            episode, pp_start_date, lbp_sent_date nulls last, initial_pp_meeting_date nulls last,
            step_decision_date nulls last, table_id nulls last
    ) as record
from returned_pre_proceedings
where episode is not null
