/*---
view: dim_child
title: One row a child under a pseudonym, without name, address or full date of birth
columns:
  child_key: the same child on every night; says nothing about who it is
  child_no: child_key as a number, for joining; -1 is unknown and -2 not applicable, as for a post
  birth_month: first day of the month of birth
---*/
select
    authority,
    child_key,
    coalesce(sex, 'unknown') as sex,
    coalesce(ethnicity, 'unknown') as ethnicity,
    birth_month,
    expected_birth_month,
    death_month,
    is_unborn,
    is_disabled,
    reporting.child_no(child_key) as child_no
from core.dim_child
union all
select
    known.authority,
    lower(member.name),
    lower(member.name),
    lower(member.name),
    null,
    null,
    null,
    false,
    false,
    member.key
from audit.authority as known
cross join (values (-1, 'Unknown'), (-2, 'Not applicable')) as member (key, name)
