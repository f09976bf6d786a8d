/*---
clock: permanence_review_u5_4wk
title: Children under five whose plan for permanence went to panel in the last four weeks
domain: looked_after
limit: 28
unit: days
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
source: Council minutes on permanence planning; the limit is the setting permanence_under_5_days
counted: Children whose last panel was at most 28 days before the date.
among: >
    Children looked after who are under five on the date and have no final outcome; a child who has not been to
    panel counts from the 29th day after entering care.
left_out: Series of short breaks, and children whose final outcome is recorded.
beware: >
    On the fifth birthday a child passes to the rule for older children. Day 28 is in time, day 29 is a breach.
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
    limits.under_five_days as limit_value,
    panel as category,
    -- Who has left care, or is five, is in no figure from that day.
    least(fifth_birthday, ended_on) as applies_until,
    case when born_on is null then 'no date of birth' end as invalid_because,
    excluded_because
from permanence_gap
cross join permanence_limit as limits
