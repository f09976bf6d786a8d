/*---
rule: child_in_care_elsewhere_only
return: local
title: A child is in care in another case system and has no open time in care in this one
severity: error
table: ext_open_elsewhere
columns: [exoe_person_id]
fix: >
    Find the child here and record the time in care; where the child is here under another number, record the number
    of the other system as the earlier one. Where care has ended, end it there.
source: Caseclock, local rule
---*/
-- A pupil number is asked only where the earlier number finds nobody, and the shared number only after that. Equal
-- numbers of two systems are no match. The number is the other system's, so no child of this one is named.
with listed as (
    select elsewhere.*
    from ext_open_elsewhere as elsewhere
    cross join this_run
    where elsewhere.exoe_person_id is not null
        and coalesce(elsewhere.exoe_in_care_from, date '1900-01-01') <= this_run.as_at
        and coalesce(elsewhere.exoe_in_care_until, date '9999-12-31') > this_run.as_at
),

candidate as (
    select listed.record, ssd_person.pers_person_id as person_id, 1 as turn
    from listed
    inner join ssd_person on listed.exoe_person_id = ssd_person.pers_legacy_id
    union all
    select listed.record, ssd_person.pers_person_id, 2
    from listed
    inner join ssd_person on listed.exoe_upn = ssd_person.pers_upn
    union all
    select listed.record, ssd_person.pers_person_id, 3
    from listed
    inner join ssd_person on listed.exoe_common_child_id = ssd_person.pers_common_child_id
),

here as (
    select * from candidate
    qualify rank() over (partition by record order by turn) = 1
),

in_care as (
    select here.record
    from here
    cross join this_run
    inner join ssd_cla_episodes as episode on here.person_id = episode.clae_person_id
    where episode.clae_cla_episode_start_date <= this_run.as_at
        and coalesce(episode.clae_cla_episode_ceased_date, date '9999-12-31') > this_run.as_at
)

select cast(null as varchar) as child_id, listed.record
from listed
where listed.record not in (select in_care.record from in_care)
