/*---
table: fct_health_check
title: Health assessments and dental checks of children in care, done, planned, refused or called off
after: [child_of]
source: >
    The kind is in local words. A system that does not tell the first assessment from later ones says only
    "health assessment" or "health"; the clocks then take the first one in a time in care as the initial one.
---*/
with said as (
    select
        child_of.child_key,
        clah_health_check_date as checked_on,
        lower(clah_health_check_type) as words,
        -- A check with a day and without a status was done: several systems deliver no status.
        coalesce(lower(clah_health_check_status), 'completed') as status,
        clah_health_check_id as source_id
    from ssd_cla_health
    inner join child_of on ssd_cla_health.clah_person_id = child_of.local_id
),

named as (
    select
        *,
        case
            when regexp_matches(words, 'dent|teeth|tooth') then 'dental_check'
            when regexp_matches(words, 'optic|sight|vision|hearing|immuni|vaccin|substance|sdq|development')
                then 'other'
            when regexp_matches(words, '\binitial\b|\biha\b|\bfirst\b') then 'initial_health_assessment'
            when regexp_matches(words, '\breview\b|\brha\b|\bannual\b|\b(six|6)[ -]month')
                then 'review_health_assessment'
            when regexp_matches(words, 'health assess|medical|^(lac |cla )?(health|ha)$') then 'health_assessment'
            else 'other'
        end as kind
    from said
)

select
    surrogate(
        concat_ws(
            '|', 'health_check', child_key, checked_on, kind, status,
            row_number() over (partition by child_key, checked_on, kind, status order by words, source_id)
        )
    ) as health_check_key,
    child_key,
    kind,
    checked_on,
    status
from named
