/*---
table: fct_placement
title: Placements, with whether they are meant to last and what kind of visits they need
after: [keyed_care_period, child_of]
source: >
    903 placement codes: U1 and U4 are long-term fostering, P1 is a child placed with parents; C1 is an
    interim and C2 a full care order. Temporary approval (regulation 24) and regulation 19 are in no 903
    code and come from the council's own feed.
---*/
with placement as (
    select
        ssd_cla_placement.*,
        period.care_period_key,
        period.child_key,
        period.person_id,
        ext_placement_terms.expt_long_term,
        ext_placement_terms.expt_category
    from ssd_cla_placement
    inner join keyed_care_period as period
        on ssd_cla_placement.clap_cla_id = period.source_id
        and coalesce(ssd_cla_placement.clap_person_id, period.person_id) = period.person_id
    left join ext_placement_terms
        on ssd_cla_placement.clap_cla_placement_id = ext_placement_terms.expt_cla_placement_id
),

placed as (
    select
        placement.*,
        (
            select min(ssd_legal_status.lega_legal_status)
            from ssd_legal_status
            where
                ssd_legal_status.lega_person_id = placement.person_id
                and ssd_legal_status.lega_legal_status in ('C1', 'C2')
                and ssd_legal_status.lega_legal_status_start_date <= placement.clap_cla_placement_start_date
                and coalesce(ssd_legal_status.lega_legal_status_end_date, date '9999-12-31')
                > placement.clap_cla_placement_start_date
        ) as care_order
    from placement
)

select
    surrogate(
        concat_ws(
            '|', 'placement', care_period_key, clap_cla_placement_start_date,
            row_number() over (
                partition by care_period_key, clap_cla_placement_start_date
                order by
                    clap_cla_placement_end_date nulls last, clap_cla_placement_type nulls last, clap_cla_placement_id
            )
        )
    ) as placement_key,
    care_period_key,
    child_key,
    clap_cla_placement_start_date as started_on,
    clap_cla_placement_end_date as ended_on,
    clap_cla_placement_type as type_code,
    clap_cla_placement_provider as provider_code,
    coalesce(expt_long_term = 'Y', clap_cla_placement_type in ('U1', 'U4'), false) as is_long_term,
    case
        when expt_category is not null then expt_category
        when clap_cla_placement_type = 'P1' and care_order = 'C1' then 'interim_care_order_at_home'
        when clap_cla_placement_type = 'P1' and care_order = 'C2' then 'care_order_at_home'
        else 'standard'
    end as category
from placed
