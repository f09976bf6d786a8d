/*---
table: fct_missing
title: Times that a child was missing or away without leave, with the return interview
after: [child_of, fct_care_period]
source: >
    M is missing, A is away from the placement with the whereabouts known. The moment of the return and the
    interview come from the council's own feed; without it the day of the return is all there is.
---*/
with missing as (
    select
        child_of.child_key,
        coalesce(miss_missing_episode_type, 'M') as kind_code,
        miss_missing_episode_start_date as started_at,
        coalesce(exri_returned_at, miss_missing_episode_end_date) as returned_at,
        exri_offered_on as offered_on,
        exri_interviewed_at as interviewed_at,
        coalesce(
            exri_declined = 'Y',
            miss_missing_rhi_accepted = 'N' and coalesce(miss_missing_rhi_offered, 'Y') = 'Y',
            false
        ) as is_declined,
        miss_missing_rhi_offered = 'Y' as is_said_offered,
        -- Two words for whoever interviews; a name is no part of the star.
        case
            when exri_provider is null then 'not recorded'
            when regexp_matches(lower(exri_provider), 'council|authority|in[ -]?house|internal|social work')
                then 'the council'
            else 'an independent provider'
        end as provider,
        miss_table_id as source_id
    from ssd_missing
    inner join child_of on ssd_missing.miss_person_id = child_of.local_id
    left join ext_return_interview
        on ssd_missing.miss_table_id = ext_return_interview.exri_missing_id
        and ssd_missing.miss_person_id = ext_return_interview.exri_person_id
),

keyed as (
    select
        surrogate(
            concat_ws(
                '|', 'missing', child_key, coalesce(cast(epoch(started_at) as text), 'no start'),
                row_number() over (
                    partition by child_key, started_at order by returned_at nulls last, kind_code, source_id
                )
            )
        ) as missing_key,
        *
    from missing
),

in_care as (
    select distinct keyed.missing_key
    from keyed
    inner join fct_care_period as period
        on keyed.child_key = period.child_key
        and period.started_on <= cast(keyed.started_at as date)
        and coalesce(period.ended_on, date '9999-12-31') >= cast(keyed.started_at as date)
)

select
    keyed.missing_key,
    keyed.child_key,
    keyed.kind_code,
    keyed.started_at,
    keyed.returned_at,
    coalesce(
        keyed.is_said_offered or keyed.is_declined or keyed.offered_on is not null or keyed.interviewed_at is not null,
        false
    ) as is_offered,
    keyed.offered_on,
    keyed.is_declined,
    keyed.interviewed_at,
    keyed.provider,
    in_care.missing_key is not null as is_looked_after
from keyed
left join in_care on keyed.missing_key = in_care.missing_key
