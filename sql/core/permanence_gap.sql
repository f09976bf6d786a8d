/*---
table: permanence_gap
schema: temp
title: From entering care, or one permanence panel, to the next, with the child's fifth birthday and both due dates
after: [fct_permanence_review, fct_care_period, permanence_limit, person]
source: >
    A period of care that ended has no open gap after its end. From a final outcome on no further panel is owed.
    Somebody born on 29 February is five on 1 March.
---*/
with period as (
    select
        fct_care_period.*,
        person.born_on,
        case
            when month(person.born_on) = 2 and dayofmonth(person.born_on) = 29
                then make_date(year(person.born_on) + 5, 3, 1)
            else cast(person.born_on + interval 5 year as date)
        end as fifth_birthday
    from fct_care_period
    left join person on fct_care_period.child_key = person.child_key
),

held as (
    select
        care_period_key,
        held_on,
        min(panel) as panel
    from fct_permanence_review
    where held_on is not null
    group by care_period_key, held_on
),

-- An outcome whose day was not written down counts from the beginning.
final as (
    select
        care_period_key,
        min(coalesce(held_on, date '1900-01-01')) as final_on
    from fct_permanence_review
    where is_final
    group by care_period_key
),

beginning as (
    select
        care_period_key,
        started_on as begins_on,
        true as is_first,
        'none yet' as panel
    from period
    -- A panel before or on the first day of care stands in for that day.
    where not exists (
            select 1 from held
            where held.care_period_key = period.care_period_key and held.held_on <= period.started_on
        )
    union all
    select care_period_key, held_on, false, panel from held
),

gap as (
    select
        *,
        lead(begins_on) over (partition by care_period_key order by begins_on nulls first) as next_on
    from beginning
),

booked as (
    select
        gap.care_period_key,
        gap.begins_on,
        max(review.booked_for) as booked_for
    from gap
    inner join fct_permanence_review as review
        on gap.care_period_key = review.care_period_key
        and review.booked_for > gap.begins_on
        and review.booked_for <= coalesce(gap.next_on, date '9999-12-31')
        and review.booked_for > coalesce(review.held_on, date '1900-01-01')
    group by gap.care_period_key, gap.begins_on
)

select
    gap.care_period_key,
    period.child_key,
    gap.begins_on,
    gap.next_on,
    gap.is_first,
    gap.panel,
    period.started_on as counts_from,
    period.ended_on,
    period.born_on,
    period.fifth_birthday,
    booked.booked_for,
    gap.begins_on + limits.under_five_days as under_five_due_on,
    case
        when limits.five_plus_unit = 'days' then gap.begins_on + limits.five_plus_value
        when limits.months_as_days and limits.five_plus_value = 3 then gap.begins_on + 91
        when limits.months_as_days and limits.five_plus_value = 6 then gap.begins_on + 183
        else cast(gap.begins_on + to_months(limits.five_plus_value) as date)
    end as five_plus_due_on,
    case
        when period.is_short_breaks then 'a series of short breaks'
        when coalesce(final.final_on <= coalesce(gap.begins_on, date '1900-01-01'), false)
            then 'a final outcome was reached'
    end as excluded_because
from gap
cross join permanence_limit as limits
inner join period on gap.care_period_key = period.care_period_key
left join final on gap.care_period_key = final.care_period_key
left join booked on gap.care_period_key = booked.care_period_key and gap.begins_on = booked.begins_on
