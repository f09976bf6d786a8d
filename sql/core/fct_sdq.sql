/*---
table: fct_sdq
title: Strengths and difficulties questionnaires of children in care, with the score or why there is none
after: [child_of]
---*/
select
    surrogate(
        concat_ws(
            '|', 'sdq', child_of.child_key, coalesce(cast(csdq_sdq_completed_date as text), 'no day'),
            row_number() over (
                partition by child_of.child_key, csdq_sdq_completed_date
                order by csdq_sdq_score nulls last, csdq_sdq_reason nulls last, csdq_table_id
            )
        )
    ) as sdq_key,
    child_of.child_key,
    csdq_sdq_completed_date as completed_on,
    -- Outside 0 to 40 it is no score.
    cast(case when csdq_sdq_score between 0 and 40 then csdq_sdq_score end as integer) as score,
    csdq_sdq_reason as no_score_reason
from ssd_sdq_scores
inner join child_of on ssd_sdq_scores.csdq_person_id = child_of.local_id
