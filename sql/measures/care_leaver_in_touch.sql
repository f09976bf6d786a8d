/*---
measure: care_leaver_in_touch
title: Care leavers of 17 to 21 with whom the authority was in touch around their birthday
domain: care_leavers
kind: proportion
standard: published
better: high
needs: [ssd_care_leavers]
version: 1
effective_from: 2011-04-01
source: SSDA903; children looked after in England, care leavers
counted: Care leavers recorded as in touch
among: Care leavers whose birthday, from the 17th to the 21st, lies in the period and is a month ago or more
left_out: Those who died or went home for six months or more; young people still in care
beware: >
    One point a year and person, at the birthday and not at 31 March, so read 12 months together. No
    information counts as not in touch. Only the last birthday is judged: the case system keeps no earlier state.
category: What is recorded
---*/
select
    care_leaver_key as subject_key,
    child_key,
    team_key,
    worker_key,
    point_on as counted_on,
    true as in_denominator,
    coalesce(in_touch_code = 'YES', false) as in_numerator,
    case
        when in_touch_code is null then 'no information'
        when in_touch_code = 'YES' then 'in touch'
        when in_touch_code = 'REFU' then 'refused contact'
        when in_touch_code = 'NREQ' then 'no longer wants the service'
        else 'not in touch'
    end as category,
    excluded_because
from care_leaver_point
