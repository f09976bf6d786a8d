/*---
table: reasons_live
schema: temp
title: From when reasons for no further action can be relied on; empty of a date when none was ever recorded
after: [fct_contact, fct_referral]
source: >
    The setting nfa_reasons_live_from, else the row no_further_action_reasons of ext_go_live, else the day of the first
    contact or referral that carries a reason
---*/
select
    coalesce(
        (select max(try_cast(value as date)) from setting where name = 'nfa_reasons_live_from'),
        (
            select min(exgl_live_from) from ext_go_live
            where lower(trim(exgl_what)) = 'no_further_action_reasons'
        ),
        least(
            (select min(contact_on) from fct_contact where reason_basis = 'recorded'),
            (select min(referred_on) from fct_referral where reason_basis = 'recorded')
        )
    ) as began_on
