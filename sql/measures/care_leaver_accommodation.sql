/*---
measure: care_leaver_accommodation
title: Care leavers of 17 to 21 in suitable accommodation around their birthday
domain: care_leavers
kind: proportion
standard: published
better: high
needs: [ssd_care_leavers]
version: 1
effective_from: 2011-04-01
source: SSDA903; children looked after in England, care leavers
counted: Care leavers whose home is recorded as suitable
among: Care leavers whose birthday, from the 17th to the 21st, lies in the period and is a month ago or more
left_out: Those who died or went home for six months or more; young people still in care
beware: No information counts as not suitable and is shown apart. Read 12 months together.
category: What is recorded of the home
---*/
select
    care_leaver_key as subject_key,
    child_key,
    team_key,
    worker_key,
    point_on as counted_on,
    true as in_denominator,
    coalesce(is_suitable, false) as in_numerator,
    case
        when is_suitable then 'suitable'
        when not is_suitable then 'not suitable'
        else 'no information'
    end as category,
    excluded_because
from care_leaver_point
