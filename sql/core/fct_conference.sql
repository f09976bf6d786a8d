/*---
table: fct_conference
title: Initial child protection conferences, each with the enquiry that led to it
after: [child_of, keyed_section_47, late_reason]
---*/
with conference as (
    select
        ssd_initial_cp_conference.*,
        child_of.child_key,
        (
            select min(keyed_section_47.section_47_key)
            from keyed_section_47
            where
                keyed_section_47.s47e_s47_enquiry_id = ssd_initial_cp_conference.icpc_s47_enquiry_id
                and keyed_section_47.s47e_person_id = ssd_initial_cp_conference.icpc_person_id
        ) as section_47_key,
        row_number() over (
            partition by child_of.child_key, icpc_icpc_date
            order by
                icpc_icpc_transfer_in nulls last, icpc_icpc_outcome_cp_flag nulls last, icpc_icpc_id,
                ssd_initial_cp_conference
        ) as day_ordinal
    from ssd_initial_cp_conference
    inner join child_of on ssd_initial_cp_conference.icpc_person_id = child_of.local_id
)

select
    surrogate(concat_ws('|', 'conference', child_key, icpc_icpc_date, day_ordinal)) as conference_key,
    section_47_key,
    child_key,
    surrogate('team|' || this_run.authority || '|' || icpc_icpc_team) as team_key,
    surrogate('worker|' || this_run.authority || '|' || icpc_icpc_worker_id) as worker_key,
    icpc_icpc_date as held_on,
    icpc_icpc_target_date as target_on,
    coalesce(icpc_icpc_transfer_in = 'Y', false) as is_transfer_in,
    case icpc_icpc_outcome_cp_flag when 'Y' then true when 'N' then false end as led_to_plan,
    late_reason.reason_code as late_reason
from conference
cross join this_run
left join late_reason
    on late_reason.measure = 'icpc_15wd'
    and conference.icpc_icpc_id = late_reason.source_id
    and conference.icpc_person_id = late_reason.person_id
