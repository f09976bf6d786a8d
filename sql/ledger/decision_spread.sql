/*---
table: decision_spread
schema: mart
title: How long each team's decisions on contacts and referrals took over 12 months, beside the whole authority
after: [clock_ledger]
source: >
    Working days of decisions that were made, half of them quicker and half slower than the median. A team is marked
    when its median is twice the authority's or more.
---*/
with decision as (
    select
        ledger.measure,
        ledger.team_key,
        ledger.elapsed
    from clock_ledger as ledger
    cross join this_run
    where
        ledger.measure in ('contact_decision_1wd', 'referral_decision_1wd')
        and ledger.state in ('in_time', 'late')
        and ledger.starts_on > cast(this_run.as_at - interval 12 month as date)
        and ledger.starts_on <= this_run.as_at
),

whole as (
    select measure, median(elapsed) as median_days from decision
    group by measure
),

team as (
    select
        measure,
        team_key,
        count(*) as decisions,
        median(elapsed) as median_days,
        quantile_cont(elapsed, 0.9) as slowest_tenth_days
    from decision
    group by measure, team_key
)

select
    team.measure,
    team.team_key,
    team.decisions,
    cast(team.median_days as decimal(9, 1)) as median_days,
    cast(team.slowest_tenth_days as decimal(9, 1)) as slowest_tenth_days,
    cast(whole.median_days as decimal(9, 1)) as authority_median_days,
    team.team_key > 0 and team.median_days > whole.median_days and team.median_days >= 2 * whole.median_days
        as is_twice_the_median
from team
inner join whole on team.measure = whole.measure
