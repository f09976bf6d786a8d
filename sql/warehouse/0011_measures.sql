-- What every measure needs: amounts beside counts, one category of its own, the child's age, and the managers.
alter table mart.clock_ledger add column band text;
alter table mart.clock_ledger add column category text;

alter table mart.measure_row add column worker_key bigint;
alter table mart.measure_row add column category text;
alter table mart.measure_row add column age_band text;
alter table mart.measure_row add column numerator_amount numeric(18, 4);
alter table mart.measure_row add column denominator_amount numeric(18, 4);

-- A view stands on each of these columns; the views are made anew after the steps.
drop view if exists reporting.measure_value;
drop view if exists reporting.month_snapshot;

alter table mart.measure_value alter column numerator type numeric(18, 4);
alter table mart.measure_value alter column denominator type numeric(18, 4);
alter table mart.measure_value alter column value type numeric(18, 1);
alter table mart.measure_value add column post text not null default '';
alter table mart.month_snapshot alter column numerator type numeric(18, 4);
alter table mart.month_snapshot alter column denominator type numeric(18, 4);
alter table mart.month_snapshot alter column value type numeric(18, 1);
alter table mart.month_snapshot add column post text not null default '';

create table mart.measure_breakdown (
    authority text not null,
    measure text not null,
    version integer not null,
    period text not null,
    period_start date not null,
    period_end date not null,
    breakdown text not null,
    member text not null,
    band text,
    numerator numeric(18, 4),
    denominator numeric(18, 4),
    value numeric(18, 1)
) partition by list (authority);

grant select, insert, delete on mart.measure_breakdown to caseclock_loader;
grant select on mart.measure_breakdown to caseclock_reader, caseclock_steward;

alter table mart.month_snapshot drop constraint month_snapshot_pkey;
alter table mart.month_snapshot
add primary key (month, measure, level, locality_key, team_key, post, band, authority);

alter table mart.definition add column domain text;
alter table mart.definition add column figure text;
alter table mart.definition add column decimals integer;
alter table mart.definition add column counted text;
alter table mart.definition add column among text;
alter table mart.definition add column left_out text;
alter table mart.definition add column beware text;
alter table mart.definition add column category text;
