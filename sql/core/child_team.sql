/*---
table: child_team
title: Which team and worker held a child, from one date to the next
after: [child_of, dim_team, dim_worker]
---*/
select
    child_of.child_key,
    invo_involvement_start_date as started_on,
    -- Two workers from the same day: the one who stays longer, then the smaller key.
    arg_min(
        surrogate('team|' || this_run.authority || '|' || invo_professional_team),
        (
            coalesce(-datediff('day', date '1900-01-01', invo_involvement_end_date), -99999),
            coalesce(invo_professional_team, ''), coalesce(invo_professional_id, '')
        )
    ) as team_key,
    arg_min(
        surrogate('worker|' || this_run.authority || '|' || invo_professional_id),
        (
            coalesce(-datediff('day', date '1900-01-01', invo_involvement_end_date), -99999),
            coalesce(invo_professional_team, ''), coalesce(invo_professional_id, '')
        )
    ) as worker_key,
    case when bool_or(invo_involvement_end_date is null) then null else max(invo_involvement_end_date) end as ended_on
from ssd_involvements
cross join this_run
inner join child_of on ssd_involvements.invo_person_id = child_of.local_id
where invo_involvement_start_date is not null
group by child_of.child_key, invo_involvement_start_date
