/*---
table: referral_of
schema: temp
title: The referral behind a referral id; an id shared by a group of children counts with its child only
after: [keyed_referral]
---*/
select
    cine_referral_id as source_id,
    cine_person_id as person_id,
    arg_min(referral_key, (coalesce(cine_referral_date, date '9999-12-31'), day_ordinal)) as referral_key,
    min(cine_referral_date) as referred_on
from keyed_referral
where cine_referral_id is not null
group by cine_referral_id, cine_person_id
