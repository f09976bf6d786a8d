/*---
rule: "2884"
return: cin_census
title: One initial conference is recorded twice, with the referral and with a section 47 enquiry
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [date_of_initial_cpc, section_47.date_of_initial_cpc]
fix: Take the date off the referral. There it is only for the conference after a transfer in, which has no enquiry here.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with told_twice as (
    select cin_details.la_child_id, cin_details.record as referral, section_47.record as enquiry
    from cin_details
    inner join section_47
        on cin_details.child = section_47.child and cin_details.date_of_initial_cpc = section_47.date_of_initial_cpc
)

select la_child_id as child_id, referral as record, 'cin_details' as table_name from told_twice
union
select la_child_id, enquiry, 'section_47' from told_twice
