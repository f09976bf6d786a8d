/*---
view: no_further_action_mapping
title: How far the mapping of reasons reaches, by kind of case and month
columns:
  rows_with_a_reason_due: rows that ended in no further action or carry a reason, since reasons are recorded
  mapped: rows whose recorded reason the mapping knows
  unmapped: rows whose recorded reason it does not know, for whoever keeps the mapping
  told_by_outcome: rows without a recorded reason of which the outcome tells one
  not_recorded: rows without any reason, for the team that decided
  unmapped_words: how many different reasons are unmapped; the words are with the findings
---*/
select
    coverage.authority,
    coverage.entity,
    coverage.system,
    coverage.month,
    coverage.rows_with_a_reason_due,
    coverage.mapped,
    coverage.unmapped,
    coverage.told_by_outcome,
    coverage.not_recorded,
    coverage.unmapped_words
from mart.no_further_action_mapping as coverage
