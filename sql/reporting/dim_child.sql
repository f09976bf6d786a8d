/*---
view: dim_child
title: One row a child under a pseudonym, without name, address or full date of birth
columns:
  child_key: the same child on every night; says nothing about who it is
  birth_month: first day of the month of birth
---*/
select
    authority,
    child_key,
    sex,
    ethnicity,
    birth_month,
    expected_birth_month,
    death_month,
    is_unborn,
    is_disabled
from core.dim_child
