/*---
table: keyed_referral
schema: temp
title: Referrals as delivered, with the key that the same referral has on every night
after: [child_of]
---*/
select
    ssd_cin_episodes.*,
    child_of.child_key,
    cast(row_number() over same_day as integer) as day_ordinal,
    surrogate(concat_ws('|', 'referral', child_of.child_key, cine_referral_date, row_number() over same_day))
        as referral_key
from ssd_cin_episodes
inner join child_of on ssd_cin_episodes.cine_person_id = child_of.local_id
-- Source ids change overnight in some systems, so they come last in the order.
window same_day as (
    partition by child_of.child_key, cine_referral_date
    order by
        cine_close_date nulls last, cine_referral_source_code nulls last, cine_cin_primary_need_code nulls last,
        cine_referral_nfa nulls last, cine_close_reason nulls last, cine_referral_team nulls last, cine_referral_id
)
