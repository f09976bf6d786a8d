/*---
view: restatement
title: Where a figure of a frozen month would be another one today, by how much, and why
columns:
  month_key: the active date, as in dim_date
  frozen_value: the figure as it was frozen, and as month_snapshot keeps it
  value_now: the figure that tonight's rows give for the same month; empty when they give none
  difference: value_now less frozen_value
  cause: definition, mapping, late_entry, correction, not_supplied or not_traced; several are joined by a comma
  definition_rows: rows that differ while the definition has another version or hash
  mapping_rows: rows that went to another band or side under another mapping of reasons
  late_entry_rows: rows that count now and were not there when the month was frozen
  correction_rows: rows that were changed since, that count in another place, or that are gone
---*/
with shown as (
    select distinct on (authority) authority, cast(date_trunc('month', as_at + 1) as date) as first_open_month
    from audit.publication
    where status = 'published'
    order by authority asc, publication_id desc
),

basis as (
    select authority, max(mapping_sha256) as mapping_sha256, min(taken_since) as taken_since
    from mart.counting_basis
    group by authority
),

-- Figures at a date are made for some years back only: where none are made any more, nothing is restated.
closed as (
    select
        made_with.authority,
        made_with.month,
        made_with.measure,
        coalesce(measured.status, '') <> 'measured' as is_not_supplied,
        made_with.version <> now.version
        or (made_with.sha256 is not null and made_with.sha256 <> now.sha256) as is_redefined,
        made_with.mapping_sha256 <> basis.mapping_sha256
        and now.select_text ~ 'reason_code|reason_basis|disposition' as is_remapped,
        made_with.as_at as frozen_as_at
    from mart.month_definition as made_with
    inner join shown on made_with.authority = shown.authority and made_with.month < shown.first_open_month
    inner join mart.definition as now
        on made_with.authority = now.authority and made_with.measure = now.measure
    left join mart.measure_status as measured
        on made_with.authority = measured.authority and made_with.measure = measured.measure
    left join basis on made_with.authority = basis.authority
    where
        coalesce(now.header_json ->> 'counted_on' <> 'as_at', true)
        or made_with.month >= date_trunc('month', basis.taken_since)
),

figure_now as (
    select
        authority,
        period_start as month,
        measure,
        version,
        level,
        coalesce(locality_key, -2) as locality_key,
        coalesce(team_key, -2) as team_key,
        post,
        coalesce(band, '') as band,
        numerator,
        denominator,
        value
    from mart.measure_value
    where period = 'month'
),

figure as (
    select
        authority,
        month,
        measure,
        level,
        locality_key,
        team_key,
        post,
        band,
        frozen.version as frozen_version,
        frozen.numerator as frozen_numerator,
        frozen.denominator as frozen_denominator,
        frozen.value as frozen_value,
        now.version as version_now,
        now.numerator as numerator_now,
        now.denominator as denominator_now,
        now.value as value_now
    from mart.month_snapshot as frozen
    full join figure_now as now
        using (authority, month, measure, level, locality_key, team_key, post, band)
),

restated as (
    select
        figure.*,
        closed.is_not_supplied,
        closed.is_redefined,
        coalesce(closed.is_remapped, false) as is_remapped,
        closed.frozen_as_at
    from figure
    inner join closed using (authority, month, measure)
    where
        frozen_numerator is distinct from numerator_now
        or frozen_denominator is distinct from denominator_now
        or frozen_value is distinct from value_now
),

touched as (
    select distinct authority, month, measure
    from restated
),

row_then as (
    select
        frozen.authority,
        frozen.month,
        frozen.measure,
        frozen.row_key,
        coalesce(frozen.subject_key, -1) as subject_key,
        frozen.locality_key,
        frozen.team_key,
        frozen.group_manager,
        frozen.assistant_director,
        frozen.band,
        frozen.in_numerator,
        frozen.numerator_amount,
        frozen.denominator_amount
    from mart.month_snapshot_row as frozen
    inner join touched using (authority, month, measure)
),

row_now as (
    select
        counted.authority,
        counted.month,
        counted.measure,
        counted.row_key,
        coalesce(counted.subject_key, -1) as subject_key,
        coalesce(counted.locality_key, -1) as locality_key,
        coalesce(counted.team_key, -1) as team_key,
        coalesce(counted.group_manager, 'Unknown') as group_manager,
        coalesce(counted.assistant_director, 'Unknown') as assistant_director,
        coalesce(counted.band, '') as band,
        counted.in_numerator,
        counted.numerator_amount,
        counted.denominator_amount
    from mart.measure_row as counted
    inner join touched using (authority, month, measure)
    where counted.in_denominator
),

-- A row whose dates were changed has another key; it is still known by what it is about.
named_then as (
    select
        row_then.*,
        row_now.row_key is not null as has_its_key,
        row_number() over (
            partition by
                row_then.authority, row_then.month, row_then.measure, row_then.subject_key, row_now.row_key is null
            order by row_then.row_key
        ) as turn
    from row_then
    left join row_now using (authority, month, measure, row_key)
),

named_now as (
    select
        row_now.*,
        row_then.row_key is not null as has_its_key,
        row_number() over (
            partition by
                row_now.authority, row_now.month, row_now.measure, row_now.subject_key, row_then.row_key is null
            order by row_now.row_key
        ) as turn
    from row_now
    left join row_then using (authority, month, measure, row_key)
),

paired as (
    select
        authority,
        month,
        measure,
        coalesce(was.row_key, now.row_key) as pair,
        was.row_key is null as is_new,
        now.row_key is null as is_gone,
        coalesce(was.in_numerator <> now.in_numerator or was.band <> now.band, true) as is_judged_otherwise,
        coalesce(was.numerator_amount, 0) <> coalesce(now.numerator_amount, 0)
        or coalesce(was.denominator_amount, 0) <> coalesce(now.denominator_amount, 0) as weighs_otherwise,
        array[
            'authority', 'locality ' || was.locality_key, 'team ' || was.team_key,
            'group_manager ' || was.group_manager, 'assistant_director ' || was.assistant_director
        ] as places_then,
        array[
            'authority', 'locality ' || now.locality_key, 'team ' || now.team_key,
            'group_manager ' || now.group_manager, 'assistant_director ' || now.assistant_director
        ] as places_now
    from named_then as was
    full join named_now as now
        using (authority, month, measure, subject_key, has_its_key, turn)
),

changed as (
    select *
    from paired
    where is_judged_otherwise or weighs_otherwise or places_then <> places_now
),

-- At each level a row counts where it was and where it is; in one place only when it counts otherwise there.
traced as (
    select
        changed.authority,
        changed.month,
        changed.measure,
        place.name as place,
        count(distinct changed.pair) filter (where changed.is_new) as come,
        count(distinct changed.pair) filter (
            where not changed.is_new and not changed.is_gone and changed.is_judged_otherwise
        ) as judged,
        count(distinct changed.pair) filter (
            where changed.is_gone or not (changed.is_new or changed.is_judged_otherwise)
        ) as other
    from changed
    cross join unnest(changed.places_then || changed.places_now) as place (name)
    where
        place.name is not null
        and (
            changed.is_judged_otherwise
            or changed.weighs_otherwise
            or not (place.name = any(changed.places_then) and place.name = any(changed.places_now))
        )
    group by changed.authority, changed.month, changed.measure, place.name
),

explained as (
    select
        restated.*,
        case when restated.is_redefined then coalesce(come + judged + other, 0) else 0 end as definition_rows,
        case when not restated.is_redefined and restated.is_remapped then coalesce(judged, 0) else 0 end
            as mapping_rows,
        case when not restated.is_redefined then coalesce(come, 0) else 0 end as late_entry_rows,
        case
            when restated.is_redefined then 0
            else coalesce(other, 0) + case when restated.is_remapped then 0 else coalesce(judged, 0) end
        end as correction_rows
    from restated
    left join traced
        on restated.authority = traced.authority
        and restated.month = traced.month
        and restated.measure = traced.measure
        and traced.place = case restated.level
            when 'authority' then 'authority'
            when 'locality' then 'locality ' || restated.locality_key
            when 'team' then 'team ' || restated.team_key
            else restated.level || ' ' || restated.post
        end
)

select
    explained.authority,
    explained.month,
    explained.measure,
    definition.title as measure_title,
    explained.level,
    explained.locality_key,
    locality.locality_name,
    explained.team_key,
    team.team_name,
    explained.post,
    explained.band,
    explained.frozen_version,
    explained.version_now,
    explained.frozen_numerator,
    explained.frozen_denominator,
    explained.frozen_value,
    explained.numerator_now,
    explained.denominator_now,
    explained.value_now,
    explained.value_now - explained.frozen_value as difference,
    case
        when explained.is_not_supplied then 'not_supplied'
        when explained.is_redefined then 'definition'
        else
            coalesce(
                nullif(
                    concat_ws(
                        ', ',
                        case when explained.mapping_rows > 0 then 'mapping' end,
                        case when explained.late_entry_rows > 0 then 'late_entry' end,
                        case when explained.correction_rows > 0 then 'correction' end
                    ),
                    ''
                ),
                'not_traced'
            )
    end as cause,
    explained.definition_rows,
    explained.mapping_rows,
    explained.late_entry_rows,
    explained.correction_rows,
    explained.frozen_as_at,
    reporting.measure_key(explained.measure) as measure_key,
    reporting.date_key(explained.month) as month_key
from explained
left join mart.definition
    on explained.authority = definition.authority and explained.measure = definition.measure
left join core.dim_locality as locality
    on explained.authority = locality.authority and explained.locality_key = locality.locality_key
left join core.dim_team as team
    on explained.authority = team.authority and explained.team_key = team.team_key
