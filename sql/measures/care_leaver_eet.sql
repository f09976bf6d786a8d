/*---
measure: care_leaver_eet
title: Care leavers of 17 to 21 in education, employment or training around their birthday
domain: care_leavers
kind: proportion
standard: published
better: high
needs: [ssd_care_leavers]
version: 1
effective_from: 2011-04-01
source: SSDA903; children looked after in England, care leavers (activity)
counted: Care leavers who study, train or work, full time or part time
among: Care leavers whose birthday, from the 17th to the 21st, lies in the period and is a month ago or more
left_out: Those who died or went home for six months or more; young people still in care
beware: No information counts as not in education, employment or training. Read 12 months together.
category: What the young person does
---*/
select
    care_leaver_key as subject_key,
    child_key,
    team_key,
    worker_key,
    point_on as counted_on,
    true as in_denominator,
    coalesce(left(activity_code, 1) in ('F', 'P'), false) as in_numerator,
    case
        when activity_code in ('F1', 'P1') then 'higher education'
        when activity_code in ('F2', 'P2') then 'other education'
        when left(activity_code, 1) in ('F', 'P') then 'training or work'
        when activity_code = 'G4' then 'none, through illness or disability'
        when activity_code = 'G6' then 'none, through pregnancy or a child'
        when activity_code = 'G5' then 'none, for another reason'
        else 'no information'
    end as category,
    excluded_because
from care_leaver_point
