/*---
view: restatement
title: Where a figure of a frozen month would be another one today, by how much, and why
columns:
  month_key: the active date, as in dim_date
  frozen_value: the figure as it was frozen, and as month_snapshot keeps it
  value_now: the figure that tonight's rows give for the same month; empty when they give none
  difference: value_now less frozen_value
  cause: definition, mapping, late_entry, fell_due, correction, not_supplied or not_traced; several joined by a comma
  definition_rows: rows that differ while the definition has another version or hash
  mapping_rows: rows that went to another band or side under another mapping of reasons
  late_entry_rows: rows that count now and were not there when the month was frozen
  fell_due_rows: rows whose clock ran when the month was frozen, and that count since it stopped or fell due
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
        -- Of months that were frozen before rows were kept, only the figures are known.
        made_with.sha256 is not null as has_rows,
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
        or (
            made_with.month >= date_trunc('month', basis.taken_since)
            -- What is known of the as-at date alone is not taken again for a month that is over.
            and (now.kind = 'clock' or now.select_text ~ '\msnapshot\M')
        )
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
        closed.has_rows,
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
    select distinct authority, month, measure, frozen_as_at
    from restated
),

-- Both sides in one list, and windows instead of joins: nothing here grows with the square of the rows.
row_of as (
    select
        false as is_now,
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
        frozen.denominator_amount,
        false as fell_due
    from mart.month_snapshot_row as frozen
    inner join touched using (authority, month, measure)
    union all
    select
        true,
        counted.authority,
        counted.month,
        counted.measure,
        counted.row_key,
        coalesce(counted.subject_key, -1),
        coalesce(counted.locality_key, -1),
        coalesce(counted.team_key, -1),
        coalesce(place.group_manager, 'Unknown'),
        coalesce(place.assistant_director, 'Unknown'),
        coalesce(counted.band, ''),
        coalesce(counted.in_numerator, false),
        counted.numerator_amount,
        counted.denominator_amount,
        -- It was there and ran on: nothing was entered late, time has passed.
        coalesce(
            ledger.starts_on <= touched.frozen_as_at
            and least(ledger.due_on, ledger.stops_on) > touched.frozen_as_at,
            false
        )
    from mart.measure_row as counted
    inner join touched using (authority, month, measure)
    left join mart.clock_ledger as ledger
        on counted.authority = ledger.authority
        and counted.measure = ledger.measure
        and counted.row_key = ledger.ledger_key
    left join core.team_place as place
        on counted.authority = place.authority and counted.team_place_key = place.team_place_key
    where counted.in_denominator
),

keyed as (
    select
        row_of.*,
        bool_or(row_of.is_now) over key_of and bool_or(not row_of.is_now) over key_of as has_its_key
    from row_of
    window key_of as (partition by row_of.authority, row_of.month, row_of.measure, row_of.row_key)
),

-- A row whose dates were changed has another key; it is still known by what it is about.
named as (
    select
        keyed.*,
        row_number() over (
            partition by
                keyed.authority, keyed.month, keyed.measure, keyed.subject_key, keyed.has_its_key, keyed.is_now
            order by keyed.row_key
        ) as turn,
        array[
            'authority', 'locality ' || keyed.locality_key, 'team ' || keyed.team_key,
            'group_manager ' || keyed.group_manager, 'assistant_director ' || keyed.assistant_director
        ] as places
    from keyed
),

paired as (
    select
        authority,
        month,
        measure,
        min(row_key) as pair,
        bool_and(is_now) as is_new,
        bool_and(not is_now) as is_gone,
        bool_or(fell_due) as fell_due,
        count(*) = 1 or min(in_numerator::int) <> max(in_numerator::int) or min(band) <> max(band)
            as is_judged_otherwise,
        count(*) = 1
        or min(coalesce(numerator_amount, 0)) <> max(coalesce(numerator_amount, 0))
        or min(coalesce(denominator_amount, 0)) <> max(coalesce(denominator_amount, 0)) as weighs_otherwise,
        min(places) filter (where not is_now) as places_then,
        min(places) filter (where is_now) as places_now
    from named
    group by authority, month, measure, subject_key, has_its_key, turn
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
        count(distinct changed.pair) filter (where changed.is_new and not changed.fell_due) as come,
        count(distinct changed.pair) filter (where changed.is_new and changed.fell_due) as fallen,
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

-- The counts of a place beside each of its figures: rows of both kinds in one list, told apart by level.
beside as (
    select
        authority, month, measure, level, locality_key, team_key, post, band, frozen_version, frozen_numerator,
        frozen_denominator, frozen_value, version_now, numerator_now, denominator_now, value_now, is_not_supplied,
        is_redefined, has_rows, is_remapped, frozen_as_at,
        case level
            when 'authority' then 'authority'
            when 'locality' then 'locality ' || locality_key
            when 'team' then 'team ' || team_key
            else level || ' ' || post
        end as place,
        cast(null as bigint) as come,
        cast(null as bigint) as fallen,
        cast(null as bigint) as judged,
        cast(null as bigint) as other
    from restated
    union all
    select
        authority,
        month,
        measure,
        null,
        null,
        null,
        null,
        null,
        null,
        cast(null as numeric(18, 4)),
        cast(null as numeric(18, 4)),
        cast(null as numeric(18, 1)),
        null,
        cast(null as numeric(18, 4)),
        cast(null as numeric(18, 4)),
        cast(null as numeric(18, 1)),
        null,
        null,
        null,
        null,
        null,
        place,
        come,
        fallen,
        judged,
        other
    from traced
),

counted as (
    select
        beside.*,
        case when has_rows then coalesce(max(come) over place_of, 0) else 0 end as rows_come,
        case when has_rows then coalesce(max(fallen) over place_of, 0) else 0 end as rows_fallen,
        case when has_rows then coalesce(max(judged) over place_of, 0) else 0 end as rows_judged,
        case when has_rows then coalesce(max(other) over place_of, 0) else 0 end as rows_other
    from beside
    window place_of as (partition by authority, month, measure, place)
),

explained as (
    select
        counted.*,
        case when is_redefined then rows_come + rows_fallen + rows_judged + rows_other else 0 end as definition_rows,
        case when is_remapped and not is_redefined then rows_judged else 0 end as mapping_rows,
        case when is_redefined then 0 else rows_come end as late_entry_rows,
        case when is_redefined then 0 else rows_fallen end as fell_due_rows,
        case when is_redefined then 0 else rows_other + case when is_remapped then 0 else rows_judged end end
            as correction_rows
    from counted
    where level is not null
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
                        case when explained.fell_due_rows > 0 then 'fell_due' end,
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
    reporting.date_key(explained.month) as month_key,
    explained.fell_due_rows
from explained
left join mart.definition
    on explained.authority = definition.authority and explained.measure = definition.measure
left join core.dim_locality as locality
    on explained.authority = locality.authority and explained.locality_key = locality.locality_key
left join core.dim_team as team
    on explained.authority = team.authority and explained.team_key = team.team_key
