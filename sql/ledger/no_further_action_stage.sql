/*---
table: no_further_action_stage
schema: temp
title: The endings whose district and team are asked for
after: []
---*/
select * from case_ending
