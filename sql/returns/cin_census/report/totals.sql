/*---
return: cin_census
title: Totals of the return, up to a day of its year
totals:
  children: Children
  referrals: Referrals
  referrals_no_further_action: Referrals with no further action
  assessments_authorised: Assessments authorised
  section_47_enquiries: Section 47 enquiries started
  initial_conferences: Initial child protection conferences
  plans_started: Child protection plans started
  plans_ended: Child protection plans ended
  plans_open: Child protection plans open on the last day
  reviews: Child protection reviews
  children_in_need: Children in need on the last day
  children_with_a_disability: Children with a disability
source: Caseclock; events are counted on the days from `first_day` to `last_day` of `counted_days`, both inclusive
---*/
-- A plan or referral that ends on the last day is no longer open on it. A conference that stands in the referral
-- and in its enquiry is one conference. A child counts as soon as a referral has come, and so does one whose
-- referral has no date.
with referred_later as (
    select cin_details.child
    from cin_details, counted_days
    group by cin_details.child, counted_days.last_day
    having min(coalesce(cin_details.cin_referral_date, date '1900-01-01')) > counted_days.last_day
),

child_of_the_days as (
    select child, person_death_date
    from child_identifiers
    where child not in (select child from referred_later)
),

conference as (
    select child, date_of_initial_cpc as held_on from section_47
    union
    select child, date_of_initial_cpc from cin_details
)

select
    (select count(*) from child_of_the_days) as children,
    (
        select count(*) from cin_details
        where cin_referral_date between first_day and last_day
    ) as referrals,
    (
        select count(*) from cin_details
        where cin_referral_date between first_day and last_day and referral_nfa = 'Y'
    ) as referrals_no_further_action,
    (
        select count(*) from assessments
        where assessment_authorisation_date between first_day and last_day
    ) as assessments_authorised,
    (
        select count(*) from section_47
        where s47_actual_start_date between first_day and last_day
    ) as section_47_enquiries,
    (
        select count(*) from conference
        where held_on between first_day and last_day
    ) as initial_conferences,
    (
        select count(*) from child_protection_plans
        where cpp_start_date between first_day and last_day
    ) as plans_started,
    (
        select count(*) from child_protection_plans
        where cpp_end_date between first_day and last_day
    ) as plans_ended,
    (
        select count(*) from child_protection_plans
        where cpp_start_date <= last_day and coalesce(cpp_end_date > last_day, true)
    ) as plans_open,
    (
        select count(*) from reviews
        where cpp_review_date between first_day and last_day
    ) as reviews,
    (
        select count(distinct cin_details.child)
        from cin_details
        inner join child_of_the_days on cin_details.child = child_of_the_days.child
        where
            cin_details.cin_referral_date <= last_day
            and coalesce(cin_details.cin_closure_date > last_day, true)
            and cin_details.referral_nfa is distinct from 'Y'
            and coalesce(child_of_the_days.person_death_date > last_day, true)
    ) as children_in_need,
    (
        select count(distinct disabilities.child)
        from disabilities
        inner join child_of_the_days on disabilities.child = child_of_the_days.child
        where disabilities.disability <> 'NONE'
    ) as children_with_a_disability
from counted_days
