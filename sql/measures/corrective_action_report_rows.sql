/*---
measure: corrective_action_report_rows
title: Measures below target in a district that have a named cause and owner
domain: performance
kind: proportion
after_figures: true
standard: local
better: high
needs: [ext_corrective_action, ext_target]
category: the measure
counted: Those of the month for which a corrective action names a cause and an owner
among: Figures of whole months, by measure and district, that miss the target that held at the month's end
left_out: Measures without a target or without a better direction; rows of no known district; months not over yet
beware: An action for the whole authority or for a team of the district answers for the district too
version: 1
effective_from: 2016-04-01
source: Local; monthly corrective action reports for performance clinics
---*/
with target as (
    select
        ext_target.extg_measure as measure,
        surrogate('locality|' || this_run.authority || '|' || lower(ext_target.extg_locality)) as locality_key,
        cast(ext_target.extg_target as decimal(18, 4)) as target,
        coalesce(ext_target.extg_valid_from, date '1900-01-01') as valid_from,
        coalesce(ext_target.extg_valid_to, date '9999-12-31') as valid_to
    from ext_target
    cross join this_run
    where ext_target.extg_team_id is null
),

-- The district's own target, else the authority's.
aimed as (
    select
        measure_value.measure,
        measure_value.locality_key,
        measure_value.period_start,
        measure_value.period_end,
        measure_value.value,
        definition.better,
        arg_max(target.target, (target.locality_key is not null, target.valid_from)) as target
    from measure_value
    cross join this_run
    inner join definition on measure_value.measure = definition.measure
    inner join target
        on measure_value.measure = target.measure
        and (target.locality_key is null or measure_value.locality_key = target.locality_key)
        and target.valid_from <= measure_value.period_end
        and target.valid_to >= measure_value.period_end
    where
        measure_value.level = 'locality'
        and measure_value.locality_key > 0
        and measure_value.period = 'month'
        and measure_value.band is null
        and measure_value.value is not null
        and measure_value.period_end <= this_run.as_at
    group by all
),

missed as (
    select * from aimed
    where (better = 'high' and value < target) or (better = 'low' and value > target)
),

answered as (
    select
        missed.measure,
        missed.locality_key,
        missed.period_start,
        bool_or(action.has_cause and action.has_owner) as is_answered
    from missed
    left join (
        select
            fct_corrective_action.*,
            coalesce(fct_corrective_action.locality_key, team_place.locality_key) as answers_for
        from fct_corrective_action
        left join team_place
            on fct_corrective_action.team_key = team_place.team_key
            and team_place.valid_from <= last_day(fct_corrective_action.month_start)
            and coalesce(team_place.valid_to, date '9999-12-31') >= last_day(fct_corrective_action.month_start)
    ) as action
        on missed.measure = action.measure
        and missed.period_start = action.month_start
        and coalesce(action.answers_for, missed.locality_key) = missed.locality_key
    group by missed.measure, missed.locality_key, missed.period_start
)

select
    surrogate(concat_ws('|', 'missed_target', measure, locality_key, period_start)) as subject_key,
    cast(null as text) as child_key,
    locality_key,
    period_start as counted_on,
    true as in_denominator,
    coalesce(is_answered, false) as in_numerator,
    measure as category
from answered
