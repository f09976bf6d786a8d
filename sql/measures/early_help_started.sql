/*---
measure: early_help_started
title: Episodes of early help that began
domain: early_help
kind: count
standard: local
better: neutral
counted: Episodes by the day on which they began
beware: Contacts that were passed to early help and referrals are measures of their own, for the same months
needs: [ssd_early_help_episodes]
version: 1
effective_from: 2013-04-01
source: Local, for the flow from contacts to early help to referrals
---*/
select
    early_help_key as subject_key,
    child_key,
    worker_key,
    started_on as counted_on,
    true as in_denominator
from fct_early_help
