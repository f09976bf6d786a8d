/*---
rule: "8540"
return: cin_census
title: A child who is born and whose referral went further has no disability code, or one that is not valid
severity: error
years: {from: 2022, assumed: true}
table: disabilities
columns: [disability, child_identifiers.person_birth_date, cin_details.referral_nfa]
fix: Record the disability under a national code, or NONE when the child has no disability.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with must_be_known as (
    select
        child,
        la_child_id,
        record
    from child_identifiers
    where person_birth_date is not null
        and child in (select child from cin_details where referral_nfa = 'N')
)

select
    la_child_id as child_id,
    record,
    'child_identifiers' as table_name
from must_be_known
where child not in (select child from disabilities)
union all
select
    disabilities.la_child_id,
    disabilities.record,
    'disabilities'
from disabilities
inner join must_be_known on disabilities.child = must_be_known.child
where disabilities.disability not in (select code from code where code_set = 'disability')
