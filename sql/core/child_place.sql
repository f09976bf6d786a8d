/*---
table: child_place
schema: temp
title: The district of a child's own address, used where no team is known
after: [child_of, dim_locality]
---*/
with place as (
    select
        upper(replace(extl_postcode, ' ', '')) as postcode,
        min(surrogate('locality|' || this_run.authority || '|' || lower(extl_locality))) as locality_key
    from ext_team_locality
    cross join this_run
    where extl_postcode is not null and extl_locality is not null
    group by upper(replace(extl_postcode, ' ', ''))
)

select
    child_of.child_key,
    coalesce(ssd_address.addr_address_start_date, date '1900-01-01') as valid_from,
    min(ssd_address.addr_address_end_date) as valid_to,
    min(place.locality_key) as locality_key
from ssd_address
inner join child_of on ssd_address.addr_person_id = child_of.local_id
inner join place on upper(replace(ssd_address.addr_address_postcode, ' ', '')) = place.postcode
group by child_of.child_key, coalesce(ssd_address.addr_address_start_date, date '1900-01-01')
