/*---
view: finding_count
title: Each rule of the last checked night, whether it held, and how many findings are open
columns:
  as_at: the last full London day that was checked; may be later than the figures' when the gate stopped the night
  as_at_key: the active date, as in dim_date
  outcome: held, broken or not_run
  reason: why a rule did not run
  open_findings: findings of the rule that are not put right
  new_findings: those of them first seen, or seen again, on as_at
---*/
with last_run as (
    select distinct on (run.authority) run.authority, run.run_id, run.as_at
    from quality.run
    order by run.authority asc, run.recorded_at desc
),

open_finding as (
    select
        finding.authority,
        finding.return_name,
        finding.rule,
        count(*) as open_findings,
        count(*) filter (
            where last_run.as_at in (finding.first_seen, finding.reopened_at)
        ) as new_findings,
        min(finding.first_seen) as oldest_seen
    from quality.finding
    inner join last_run on finding.authority = last_run.authority
    where finding.resolved_at is null
    group by finding.authority, finding.return_name, finding.rule
)

select
    result.authority,
    last_run.as_at,
    result.return_name,
    result.rule,
    result.kind,
    result.severity,
    result.title,
    result.table_name,
    result.outcome,
    result.reason,
    coalesce(open_finding.open_findings, 0) as open_findings,
    coalesce(open_finding.new_findings, 0) as new_findings,
    open_finding.oldest_seen,
    reporting.date_key(last_run.as_at) as as_at_key,
    reporting.date_key(open_finding.oldest_seen) as oldest_seen_key
from quality.rule_result as result
inner join last_run
    on result.authority = last_run.authority and result.run_id = last_run.run_id
left join open_finding
    on result.authority = open_finding.authority
    and result.return_name = open_finding.return_name
    and result.rule = open_finding.rule
