/*---
rule: "8890"
return: cin_census
title: A section 47 enquiry began while another one of the same referral was not over
severity: error
years: {from: 2022, assumed: true}
table: section_47
columns: [s47_actual_start_date, date_of_initial_cpc, icpc_not_required]
fix: Record when the earlier enquiry had its conference or that none was needed, or correct the start of this one.
source: DfE CIN census validation rules, 2025 to 2026
---*/
-- An enquiry is over with its conference. One that waits for it is not over in the census year.
with lasting as (
    select
        section_47.la_child_id,
        section_47.record,
        section_47.episode,
        section_47.s47_actual_start_date as starts,
        coalesce(
            section_47.date_of_initial_cpc,
            case when section_47.icpc_not_required is distinct from 'Y' then census.reference_date end
        ) as ends
    from section_47, census
),

beside_others as (
    select
        la_child_id,
        record,
        starts,
        max(ends) over (
            partition by episode order by starts
            range between unbounded preceding and current row exclude current row
        ) as others_end
    from lasting
)

select la_child_id as child_id, record
from beside_others
where starts <= others_end
