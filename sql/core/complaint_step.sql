/*---
table: complaint_step
schema: temp
title: What is awaited at each stage of a complaint, from when, until when, and for how many working days
after: [fct_complaint]
source: >
    SI 2006/1738 - an answer at stages 1 and 2 (longer where an extension was agreed); at stage 3 the panel, its
    findings, then the authority's response. A step that was passed over is over when the next one is.
---*/
with step as (
    select
        fct_complaint.*,
        'answer' as step,
        received_on as starts_on,
        responded_on as stops_on,
        case when stage = '1' then 10 else 25 end as usual_limit,
        case when stage = '1' then 20 else 65 end as extended_limit
    from fct_complaint
    where stage in ('1', '2')
    union all
    select
        fct_complaint.*,
        'panel',
        received_on,
        coalesce(panel_on, report_sent_on, findings_received_on, responded_on),
        30,
        30
    from fct_complaint
    where stage = '3'
    union all
    select
        fct_complaint.*,
        'report',
        panel_on,
        coalesce(report_sent_on, findings_received_on, responded_on),
        5,
        5
    from fct_complaint
    where stage = '3' and panel_on is not null
    union all
    select
        fct_complaint.*,
        'response',
        coalesce(findings_received_on, report_sent_on),
        responded_on,
        15,
        15
    from fct_complaint
    where stage = '3' and coalesce(findings_received_on, report_sent_on) is not null
)

select
    complaint_key,
    child_key,
    team_key,
    stage,
    step,
    starts_on,
    stops_on,
    case when is_extended then extended_limit else usual_limit end as limit_value,
    case
        when is_withdrawn then 'withdrawn'
        when not is_within_procedure then 'not within the procedure'
    end as excluded_because
from step
