/*---
clock: care_leaver_pa_contact_8wk
title: Care leavers whom their personal adviser was in contact with in the last 8 weeks
domain: care_leavers
limit: 56
unit: days
counted_on: as_at
open_rows: judged
open_states: [in_time, late]
place_at: as_at
standard: local
better: high
needs: [ssd_care_leavers]
version: 1
effective_from: 2011-04-01
source: Local standard; the limit is the setting care_leaver_contact_days
counted: Care leavers whose last contact is no longer ago than the limit
among: Relevant and former relevant young people who have left care
left_out: Those who want no contact (REFU, NREQ), who died or who went home for six months or more
beware: >
    Without the feed of contacts only the last contact is known, so earlier months begin there. Nobody ever
    contacted is out of time from the day after leaving care.
---*/
with contact as (
    select child_key, contact_on from fct_leaver_contact
    union
    select child_key, latest_contact_on from fct_care_leaver
    where latest_contact_on is not null
),

beginning as (
    select leaver.child_key, contact.contact_on as begins_on, false as is_first
    from care_leaver as leaver
    inner join contact on leaver.child_key = contact.child_key
    union all
    select leaver.child_key, leaver.left_care_on, true
    from care_leaver as leaver
    left join (select distinct child_key from contact) as met on leaver.child_key = met.child_key
    where met.child_key is null
),

gap as (
    select
        *,
        lead(begins_on) over (partition by child_key order by begins_on) as next_on
    from beginning
)

select
    leaver.care_leaver_key as subject_key,
    leaver.child_key,
    leaver.team_key,
    leaver.worker_key,
    gap.begins_on as starts_on,
    gap.next_on as stops_on,
    leaver.left_care_on as counts_from,
    case when gap.is_first then 0 else wellbeing_setting.care_leaver_contact_days end as limit_value,
    case
        when leaver.in_touch_code in ('REFU', 'NREQ') then 'wants no contact'
        when leaver.in_touch_code = 'DIED' then 'died'
        when leaver.in_touch_code = 'RHOM' then 'returned home for six months or more'
    end as excluded_because
from gap
cross join wellbeing_setting
inner join care_leaver as leaver on gap.child_key = leaver.child_key
