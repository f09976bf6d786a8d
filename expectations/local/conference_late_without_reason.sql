/*---
rule: conference_late_without_reason
return: local
title: An initial child protection conference was held late and no reason is recorded
severity: query
table: ssd_initial_cp_conference
columns: [icpc_icpc_date]
fix: Ask the team why the conference was late, and record the reason.
source: Caseclock, local rule
needs: [ssd_s47_enquiry, ssd_initial_cp_conference, ext_late_reason]
---*/
-- Late is more than 15 working days after the enquiry began, by England's bank holidays and the council's own
-- closure days. Reasons are expected from the day in the setting late_reasons_live_from or in ext_go_live;
-- without either, of the last 12 months. Words that say nothing are no reason.
with live as (
    select
        coalesce(
            (select min(cast(value as date)) from setting where name = 'late_reasons_live_from'),
            (select min(exgl_live_from) from ext_go_live where exgl_what = 'late_reasons'),
            cast(this_run.as_at - interval 12 month as date)
        ) as starts_on
    from this_run
),

unexplained as (
    select c.icpc_person_id, c.record, min(s.s47e_s47_start_date) as started_on, c.icpc_icpc_date as held_on
    from ssd_initial_cp_conference as c
    inner join ssd_s47_enquiry as s
        on s.s47e_s47_enquiry_id = c.icpc_s47_enquiry_id and s.s47e_person_id = c.icpc_person_id
    cross join this_run
    cross join live
    where coalesce(c.icpc_icpc_transfer_in, 'N') <> 'Y'
        and c.icpc_icpc_date between live.starts_on and this_run.as_at
        and not exists (
            select 1 from ext_late_reason as r
            where r.exlr_measure = 'icpc_15wd'
                and r.exlr_id = c.icpc_icpc_id
                and r.exlr_person_id = c.icpc_person_id
                and coalesce(trim(lower(r.exlr_reason)), '') not in
                ('', 'none', 'n/a', '-', 'not known', 'unknown', 'see notes')
        )
    group by c.icpc_person_id, c.record, c.icpc_icpc_date
),

-- Sixteen working days take at least three weeks, and with every holiday and closure never 80 days.
waited as (
    select
        icpc_person_id,
        record,
        unnest(generate_series(started_on + 1, least(held_on, started_on + 80), interval 1 day)) as moment
    from unexplained
    where held_on - started_on > 20
)

select icpc_person_id as child_id, record
from waited
where isodow(moment) <= 5
    and cast(moment as date) not in (select date from bank_holiday)
    and cast(moment as date) not in (select date from closure)
group by icpc_person_id, record
having count(*) > 15
