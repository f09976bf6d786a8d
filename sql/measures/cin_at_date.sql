/*---
measure: cin_at_date
title: Children in need
domain: child_in_need
kind: count
counted_on: as_at
standard: published
better: neutral
counted: Episodes of need that had begun by the date and had not closed on or before it
left_out: Referrals that ended in no further action
beware: Children on a protection plan and children looked after are in it
category: Main need
needs: [ssd_cin_episodes]
version: 1
effective_from: 2013-04-01
source: DfE CIN census guide; children in need statistics, tables A1 and B1
---*/
select
    fct_referral.referral_key as subject_key,
    fct_referral.child_key,
    snapshot.taken_on as counted_on,
    true as in_numerator,
    true as in_denominator,
    coalesce(fct_referral.need_code, 'Not recorded') as category,
    case when fct_referral.no_further_action then 'the referral ended in no further action' end as excluded_because
from fct_referral
inner join snapshot
    on fct_referral.referred_on <= snapshot.taken_on
    and coalesce(fct_referral.closed_on, date '9999-12-31') > snapshot.taken_on
