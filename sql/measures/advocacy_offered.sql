/*---
measure: advocacy_offered
title: Children who were offered an advocate
domain: audit
kind: proportion
standard: local
better: high
needs: [ext_advocacy, ext_complaint, ssd_initial_cp_conference, ssd_cp_reviews, ssd_cla_reviews]
category: what came first in the month
counted: Children who were offered an advocate for any of it
among: Children with a complaint, a child protection conference or a review in the month
left_out: Cancelled reviews; complaints about no one child
beware: A child counts once a month, so a year adds up months of children
version: 1
effective_from: 2014-04-01
source: Local; guidance on advocacy for children
---*/
select
    advocacy_due.advocacy_key as subject_key,
    advocacy_due.child_key,
    advocacy_due.event_on as counted_on,
    true as in_denominator,
    coalesce(advocacy_due.offered_on <= this_run.as_at, false) as in_numerator,
    advocacy_due.event as category
from advocacy_due
cross join this_run
