/*---
clock: permanence_review_5plus_3m
title: Children aged five and over whose plan for permanence went back to panel within three months
domain: looked_after
limit: 3
unit: months
counted_on: as_at
open_rows: judged
open_states: [in_time, open_overdue]
awaiting_state: not_due
place_at: as_at
standard: local
better: high
needs: [ssd_cla_episodes, ext_permanence_review]
version: 1
effective_from: 2020-01-01
source: >
    Council minutes on permanence planning; the interval is the setting permanence_5plus_months, or
    permanence_5plus_days
counted: Children whose last panel was at most three months before the date.
among: >
    Children looked after who are five or older on the date and have no final outcome; a child who has not been to
    panel counts once three months of care have passed.
left_out: Series of short breaks, and children whose final outcome is recorded.
beware: >
    The interval is the council's own and may be another one; three months are calendar months unless the council
    counts 91 days.
category: Panel
---*/
select
    care_period_key as subject_key,
    child_key,
    begins_on as starts_on,
    next_on as stops_on,
    ended_on,
    is_first as awaits_first,
    counts_from,
    limits.five_plus_value as limit_value,
    limits.five_plus_unit as limit_unit,
    panel as category,
    fifth_birthday as applies_from,
    ended_on as applies_until,
    case when born_on is null then 'no date of birth' end as invalid_because,
    excluded_because
from permanence_gap
cross join permanence_limit as limits
