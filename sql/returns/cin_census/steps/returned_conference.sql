/*---
table: returned_conference
title: Initial conferences, each with the enquiry or the referral that it is returned under
source: A conference stands with the enquiry that it names. One that names none stands with the latest enquiry of its
  referral that had begun and still looked towards a conference; where there is no such enquiry it stands with the
  referral itself, as after a transfer in, unless the record says that it was no transfer. A conference that is held
  after the period, or has no day, lends its enquiry its target only.
after: [known_enquiry, returned_plan]
---*/
with referral_of_plan as (
    select
        cppl_person_id as person_id,
        cppl_icpc_id as conference_id,
        min(cppl_referral_id) as referral_id
    from ssd_cp_plans
    where cppl_icpc_id is not null
    group by cppl_person_id, cppl_icpc_id
),

named as (
    select
        person_id,
        enquiry_id,
        min(enquiry) as enquiry
    from known_enquiry
    where enquiry_id is not null
    group by person_id, enquiry_id
),

conference as (
    select
        met.icpc_person_id as person_id,
        case when met.icpc_icpc_date <= return_period.ends_on then met.icpc_icpc_date end as held_on,
        met.icpc_icpc_target_date as target_on,
        met.record as delivered_record,
        met.icpc_icpc_transfer_in as is_transfer_in,
        named.enquiry as named_enquiry,
        named.enquiry is null
        and (met.icpc_s47_enquiry_id is null or coalesce(met.icpc_icpc_transfer_in = 'Y', false)) as names_none,
        referral.child,
        referral.episode,
        row_number() over (
            order by
                met.icpc_person_id nulls last, met.icpc_icpc_date nulls last, met.icpc_icpc_target_date nulls last,
                met.icpc_icpc_id nulls last, met.icpc_s47_enquiry_id nulls last,
                met.icpc_icpc_transfer_in nulls last, met.icpc_referral_id nulls last
        ) as conference
    from ssd_initial_cp_conference as met
    cross join return_period
    left join named on met.icpc_person_id = named.person_id and met.icpc_s47_enquiry_id = named.enquiry_id
    left join referral_of_plan
        on met.icpc_person_id = referral_of_plan.person_id and met.icpc_icpc_id = referral_of_plan.conference_id
    left join returned_referral as referral
        on
        met.icpc_person_id = referral.person_id
        and coalesce(met.icpc_referral_id, referral_of_plan.referral_id) = referral.referral_id
        and referral.holds_records
),

-- Two enquiries that began on one day are told apart by their number.
waiting as (
    select
        conference.conference,
        arg_max(known_enquiry.enquiry, (known_enquiry.started_on, known_enquiry.enquiry)) as enquiry
    from conference
    inner join known_enquiry
        on conference.episode = known_enquiry.episode and conference.held_on >= known_enquiry.started_on
    where
        conference.names_none
        and coalesce(known_enquiry.conference_not_required, 'N') = 'N'
        and known_enquiry.enquiry not in (
            select other.named_enquiry from conference as other where other.named_enquiry is not null
        )
    group by conference.conference
),

placed as (
    select
        conference.*,
        coalesce(conference.named_enquiry, waiting.enquiry) as enquiry,
        conference.names_none and waiting.enquiry is null and coalesce(conference.is_transfer_in, 'Y') = 'Y'
        and conference.held_on >= return_period.starts_on as of_referral,
        plan.started_on is not null as begins_plan
    from conference
    cross join return_period
    left join waiting on conference.conference = waiting.conference
    left join (select distinct episode, started_on from returned_plan) as plan
        on conference.episode = plan.episode and conference.held_on = plan.started_on
)

-- One enquiry, or one referral, can return one conference: the first held; of a referral that of a plan before others.
select
    *,
    enquiry is not null
    and 1 = row_number() over (
        partition by enquiry
        order by held_on nulls last, target_on nulls last, conference
    ) as is_of_enquiry,
    of_referral and episode is not null
    and 1 = row_number() over (
        partition by of_referral, episode
        order by begins_plan desc, held_on, conference
    ) as is_of_referral
from placed
