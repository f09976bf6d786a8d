/*---
rule: no_further_action_without_reason
return: local
title: A contact or referral ended in no further action and no reason is recorded
severity: warning
table: ssd_contacts
columns: [cont_contact_outcome_json]
fix: Ask the team that decided to record the reason.
source: Caseclock, local rule
needs: [ssd_contacts, ssd_cin_episodes, ext_contact_outcome]
---*/
-- Reasons are expected from the day in the setting nfa_reasons_live_from; without it, from the one in ext_go_live;
-- without both, from the first decision that was delivered with a reason. Words that say nothing count as no
-- reason, unless the authority has mapped them.
with live as (
    select coalesce(
        (select min(cast(value as date)) from setting where name = 'nfa_reasons_live_from'),
        (select min(exgl_live_from) from ext_go_live where exgl_what = 'no_further_action_reasons'),
        (select min(cast(exco_decided_at as date)) from ext_contact_outcome where exco_reason is not null)
    ) as starts_on
),

reasons as (
    select
        exco_entity, exco_id, exco_person_id,
        regexp_replace(regexp_replace(lower(trim(exco_reason)), '[‐‑‒–—―−]', '-', 'g'), '\s+', ' ', 'g')
            as folded
    from ext_contact_outcome
    where exco_reason is not null
),

given as (
    select exco_entity, exco_id, exco_person_id
    from reasons
    where folded not in ('nfa', 'no further action', 'none', 'n/a', '-', 'see notes', 'other')
        or exists (
            select 1 from mapping_no_further_action as m
            where m.entity = reasons.exco_entity
                and m.source_field = 'reason'
                and m.source_value_folded = reasons.folded
        )
)

select
    c.cont_person_id as child_id, c.record,
    'ssd_contacts' as table_name, 'cont_contact_outcome_json' as column_name
from ssd_contacts as c
cross join live as l
where c.cont_contact_outcome_json like '%"NFA_FLAG":"Y"%'
    and cast(c.cont_contact_date as date) >= l.starts_on
    and not exists (
        select 1 from given as g
        where g.exco_entity = 'contact'
            and g.exco_id = c.cont_contact_id
            and g.exco_person_id = c.cont_person_id
    )
union all
select e.cine_person_id, e.record, 'ssd_cin_episodes', 'cine_referral_nfa'
from ssd_cin_episodes as e
cross join live as l
where e.cine_referral_nfa = 'Y'
    and e.cine_referral_date >= l.starts_on
    and not exists (
        select 1 from given as g
        where g.exco_entity = 'referral'
            and g.exco_id = e.cine_referral_id
            and g.exco_person_id = e.cine_person_id
    )
