/*---
table: returned_referral
title: Referrals of the return, with the numbers of their child and of the episode
source: Every referral up to the end of the period whose case was not closed before it began. One with no further
  action counts in the year of its referral date, closed or not, so that it is in one return only; the working day
  before the period that rule 8569Q lets pass is therefore left to the return of the year before. A referral without a
  readable date cannot be said to lie elsewhere and is in. Where an id occurs twice for a child, its records hang on
  the first. One without a person has no number, and is left out.
after: [return_period]
---*/
with belongs as (
    select
        referral.*,
        referral.cine_close_date <= return_period.ends_on as is_closed
    from ssd_cin_episodes as referral, return_period
    where
        coalesce(referral.cine_referral_date <= return_period.ends_on, true)
        and coalesce(referral.cine_close_date >= return_period.starts_on, true)
        and (
            coalesce(referral.cine_referral_nfa, 'N') = 'N'
            or coalesce(referral.cine_referral_date >= return_period.starts_on, true)
        )
),

numbered as (
    select
        cine_person_id as person_id,
        cine_referral_id as referral_id,
        cine_referral_date as referred_on,
        cine_referral_source_code as referral_source,
        cine_cin_primary_need_code as primary_need,
        case when is_closed then cine_close_date end as closed_on,
        case when is_closed or cine_close_date is null then cine_close_reason end as close_reason,
        cine_referral_nfa as no_further_action,
        record as delivered_record,
        case when cine_person_id is not null then dense_rank() over (order by cine_person_id nulls last) end as child,
        case
            when cine_person_id is not null
                then row_number() over (
                        order by
                            cine_person_id nulls last,
                            cine_referral_date nulls last,
                            cine_referral_id nulls last,
                            cine_close_date nulls last,
                            cine_close_reason nulls last,
                            cine_referral_nfa nulls last,
                            cine_cin_primary_need_code nulls last,
                            cine_referral_source_code nulls last
                    )
        end as episode
    from belongs
)

select
    *,
    referral_id is not null and person_id is not null
    and episode = min(episode) over (partition by person_id, referral_id) as holds_records
from numbered
