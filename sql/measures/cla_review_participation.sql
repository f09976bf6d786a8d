/*---
measure: cla_review_participation
title: Children in care who took part in their review
domain: audit
kind: proportion
standard: published
better: high
needs: [ssd_cla_reviews, ssd_cla_episodes]
category: the participation code
counted: Reviews with participation code PN1 to PN6
among: Reviews held for children aged 4 or over
left_out: Children under 4, whatever their code; reviews with PN0; cancelled reviews
beware: A review without a code counts as not taking part
version: 1
effective_from: 2010-04-01
source: SSDA903 collection, participation codes
---*/
select
    voice_key as subject_key,
    child_key,
    recorded_on as counted_on,
    true as in_denominator,
    coalesce(participation in ('PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6'), false) as in_numerator,
    coalesce(participation, 'not recorded') as category,
    left_out_because as excluded_because
from child_voice
where is_review_in_care
