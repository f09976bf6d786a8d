/*---
table: next_step
schema: temp
title: What the usual words for an outcome mean, where a council's mapping does not say it itself
after: []
source: >
    The draft code lists of the standard safeguarding dataset. A council's own words come first: rows of its mapping
    with the source field "outcome". OTHER is an outcome that was decided and is none of the dispositions.
---*/
select
    words.said,
    words.disposition,
    words.reason_code
from (
    values
    ('cin referral', 'PROGRESSED_REFERRAL', null),
    ('new referral', 'PROGRESSED_REFERRAL', null),
    ('progress to referral', 'PROGRESSED_REFERRAL', null),
    ('assessment required', 'PROGRESSED_ASSESSMENT', null),
    ('nfa - continue with family assessment', 'PROGRESSED_ASSESSMENT', null),
    ('strategy discussion', 'PROGRESSED_STRATEGY_S47', null),
    ('strategy discussion and/or section 47', 'PROGRESSED_STRATEGY_S47', null),
    ('initial cp conference', 'PROGRESSED_CONFERENCE', null),
    ('initiate legal action', 'PROGRESSED_SERVICES', null),
    ('provision of services (s17)', 'PROGRESSED_SERVICES', null),
    ('short break care (s17)', 'PROGRESSED_SERVICES', null),
    ('existing case', 'EXISTING_CASE', 'DU'),
    ('existing referral', 'EXISTING_CASE', 'DU'),
    ('eh referral', 'EARLY_HELP', 'RT-EH'),
    ('early help referral', 'EARLY_HELP', 'RT-EH'),
    ('early intervention', 'EARLY_HELP', 'RT-EH'),
    ('step-down', 'EARLY_HELP', 'RT-EH'),
    ('step-down to early help', 'EARLY_HELP', 'RT-EH'),
    ('information and advice', 'INFO_ADVICE', 'IA'),
    ('advice and information', 'INFO_ADVICE', 'IA'),
    ('advice and information or signpost', 'INFO_ADVICE', 'IA'),
    ('signpost', 'ROUTED_ELSEWHERE', 'RT-UNI'),
    ('universal services', 'ROUTED_ELSEWHERE', 'RT-UNI'),
    ('other agency to monitor', 'ROUTED_ELSEWHERE', 'RT-AG'),
    ('referral to other agency', 'ROUTED_ELSEWHERE', 'RT-AG'),
    ('no further action', 'NO_FURTHER_ACTION', null),
    ('nfa', 'NO_FURTHER_ACTION', null),
    ('no further involvement', 'NO_FURTHER_ACTION', null),
    ('nfi', 'NO_FURTHER_ACTION', null),
    ('other', 'OTHER', null)
) as words (said, disposition, reason_code)
