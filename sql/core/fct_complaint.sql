/*---
table: fct_complaint
title: Complaints under the children's services procedure, one row a complaint and stage
after: [child_of]
source: >
    Where a complaint is about no one child, child_key is null. A theme or outcome is a word of the council's list;
    anything longer than such a word is not taken into the star.
---*/
with complaint as (
    select
        ext_complaint.*,
        child_of.child_key,
        row_number() over (
            partition by excm_id, excm_stage
            order by
                excm_received_on nulls last, excm_responded_on nulls last, excm_panel_on nulls last,
                excm_report_sent_on nulls last, excm_person_id nulls last, excm_team_id nulls last,
                ext_complaint
        ) as turn
    from ext_complaint
    left join child_of on ext_complaint.excm_person_id = child_of.local_id
)

select
    surrogate(concat_ws('|', 'complaint', this_run.authority, excm_id, excm_stage, turn)) as complaint_key,
    child_key,
    surrogate('team|' || this_run.authority || '|' || excm_team_id) as team_key,
    excm_stage as stage,
    excm_received_on as received_on,
    excm_responded_on as responded_on,
    excm_panel_on as panel_on,
    excm_report_sent_on as report_sent_on,
    excm_findings_received_on as findings_received_on,
    coalesce(excm_extended = 'Y', false) as is_extended,
    coalesce(excm_withdrawn = 'Y', false) as is_withdrawn,
    coalesce(excm_within_procedure <> 'N', true) as is_within_procedure,
    case when length(excm_theme) <= 40 then excm_theme when excm_theme is not null then 'not from the list' end
        as theme,
    case when length(excm_outcome) <= 40 then excm_outcome when excm_outcome is not null then 'not from the list' end
        as outcome
from complaint
cross join this_run
