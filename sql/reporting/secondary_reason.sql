/*---
view: secondary_reason
title: Reasons beside the one that counts; shares are made of the first ones only
columns:
  subject_key: the row of no_further_action that it is about
  reason_basis: recorded, or what an outcome flag or the outcome's words tell
---*/
select
    beside.authority,
    beside.entity,
    beside.subject_key,
    coalesce(beside.child_key, 'not applicable') as child_key,
    beside.reason_code,
    beside.reason_basis,
    reporting.child_no(beside.child_key) as child_no
from core.secondary_reason as beside
