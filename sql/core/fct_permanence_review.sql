/*---
table: fct_permanence_review
title: Panels that reviewed the permanence of a child in care, and those that are booked
after: [keyed_care_period]
source: >
    The council's own feed. A review that names no time in care belongs to the one in which it was held or is
    booked. A panel that hardly any review names is shown as another panel, so that no words about a child pass.
---*/
with said as (
    select
        ext_permanence_review.*,
        period.care_period_key,
        period.child_key,
        coalesce(ext_permanence_review.expr_cla_id = period.source_id, false) as is_named,
        coalesce(ext_permanence_review.expr_held_on, ext_permanence_review.expr_booked_for, this_run.as_at) as about_on,
        period.started_on,
        period.ended_on
    from ext_permanence_review
    cross join this_run
    inner join keyed_care_period as period on ext_permanence_review.expr_person_id = period.person_id
),

review as (
    select * from said
    where is_named or (about_on >= started_on and about_on <= coalesce(ended_on, date '9999-12-31'))
    qualify row_number() over (partition by expr_id, expr_person_id order by is_named desc, care_period_key, said) = 1
)

select
    surrogate(
        concat_ws(
            '|', 'permanence_review', care_period_key,
            coalesce(cast(expr_held_on as text), 'not held'), coalesce(cast(expr_booked_for as text), 'not booked'),
            row_number() over (
                partition by care_period_key, expr_held_on, expr_booked_for
                order by expr_panel nulls last, expr_final_outcome nulls last, expr_id, review
            )
        )
    ) as permanence_review_key,
    care_period_key,
    child_key,
    expr_held_on as held_on,
    expr_booked_for as booked_for,
    case
        when expr_panel is null then 'not recorded'
        when count(*) over (partition by expr_panel) >= 5 then expr_panel
        else 'another panel'
    end as panel,
    expr_final_outcome is not null as is_final
from review
