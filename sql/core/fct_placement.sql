/*---
table: fct_placement
title: Placements, with whether they are meant to last, how far away they are and what kind of visits they need
after: [keyed_care_period, child_of]
source: >
    903 placement codes: U1 and U4 are long-term fostering, P1 is a child placed with parents; C1 is an
    interim and C2 a full care order. Temporary approval (regulation 24) and regulation 19 are in no 903
    code and come from the council's own feed, as does whether it lies outside the area. A distance of 999.9 miles
    stands for one that is not known.
---*/
with placement as (
    select
        ssd_cla_placement.*,
        period.care_period_key,
        period.child_key,
        period.person_id,
        ext_placement_terms.expt_long_term,
        ext_placement_terms.expt_category,
        ext_placement_terms.expt_temporary,
        ext_placement_terms.expt_outside_area
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
                    clap_cla_placement_end_date nulls last, clap_cla_placement_type nulls last, clap_cla_placement_id,
                    placed
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
    end as category,
    -- Hospital, a holiday, respite and the like, by the 903 code or by the council's own word.
    coalesce(expt_temporary = 'Y', false) or coalesce(clap_cla_placement_type in ('T0', 'T1', 'T2', 'T3', 'T4'), false)
        as is_temporary,
    case expt_outside_area when 'Y' then true when 'N' then false end as is_outside_area,
    case
        when clap_cla_placement_distance >= 0 and clap_cla_placement_distance < 999 then clap_cla_placement_distance
    end as miles_from_home,
    case
        when clap_cla_placement_type in ('U1', 'U2', 'U3') then 'fostered by a relative or friend'
        when clap_cla_placement_type in ('U4', 'U5', 'U6') then 'fostered by others'
        when clap_cla_placement_type in ('A3', 'A4', 'A5', 'A6') then 'placed for adoption'
        when clap_cla_placement_type = 'P1' then 'with parents'
        when clap_cla_placement_type = 'K2' then 'children''s home'
        when clap_cla_placement_type = 'K1' then 'secure home'
        when clap_cla_placement_type = 'H5' then 'semi-independent'
        when clap_cla_placement_type in ('P2', 'P3') then 'independent living or work'
        when clap_cla_placement_type in ('R1', 'R2', 'R3') then 'residential care, family centre or hospital'
        when clap_cla_placement_type = 'R5' then 'young offender institution'
        when clap_cla_placement_type = 'S1' then 'residential school'
        when clap_cla_placement_type like 'T_' then 'temporary'
        when clap_cla_placement_type is not null then 'another placement'
        else 'not recorded'
    end as placement_kind
from placed
