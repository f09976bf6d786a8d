/*---
table: dim_locality
title: Districts, with the unknown member; the case system has none, so they come from the council's own feed
after: []
---*/
with mentioned as (
    select extl_locality as locality from ext_team_locality
    union all
    select exca_locality from ext_corrective_action
    union all
    select extg_locality from ext_target
)

select
    surrogate('locality|' || this_run.authority || '|' || lower(mentioned.locality)) as locality_key,
    -- A district's name is short; whatever is longer is no name, and no text of a case reaches the star.
    case when length(min(mentioned.locality)) <= 60 then min(mentioned.locality) else 'Not a district' end
        as locality_name
from mentioned
cross join this_run
where mentioned.locality is not null
group by this_run.authority, lower(mentioned.locality)
union all
select -1, 'Unknown'
union all
select -2, 'Not applicable'
