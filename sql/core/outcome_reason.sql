/*---
table: outcome_reason
schema: temp
title: What was decided of a contact, referral, assessment or enquiry, and the one reason that counts
after: [said_outcome]
source: The row with the lowest order; others are reasons beside it and lie in secondary_reason
---*/
select
    entity,
    source_id,
    person_id,
    min(decided_at) as decided_at,
    arg_min(decided_by, turn) as decided_by,
    bool_or(has_outcome) as has_outcome,
    min(reason_code) filter (where turn = 1) as reason_code,
    -- A reason that the mapping does not know is a recorded one all the same.
    case when min(reason_code) filter (where turn = 1) is not null then 'recorded' end as reason_basis,
    min(disposition) filter (where turn = 1) as disposition,
    arg_min(next_reason_code, turn) as next_reason_code,
    arg_min(next_disposition, turn) as next_disposition
from said_outcome
group by entity, source_id, person_id
