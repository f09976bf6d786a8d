/*---
table: person_of_child
schema: cin_census
title: The local id under which each child of the file is known
source: The id as sent. A child without one, or with one that other children of the file have too, is told apart by
  its pupil number, dates and sex, so that it never meets another child, tonight or on another night.
---*/
with child as (
    select
        child,
        trim(la_child_id) as sent,
        left(md5(concat_ws(
            '|', coalesce(upn, ''), coalesce(cast(person_birth_date as varchar), ''),
            coalesce(cast(expected_person_birth_date as varchar), ''), coalesce(sex, gender_current, '')
        )), 12) as mark
    from cin_census.child_identifiers
),

counted as (
    select
        *,
        count(*) over (partition by sent) as children_of_id,
        row_number() over (partition by sent, mark order by child) as copy
    from child
)

select
    child,
    case
        when sent is not null and children_of_id = 1 then sent
        else coalesce(sent || '~', 'no-id-') || mark || case when copy > 1 then '-' || copy else '' end
    end as person_id
from counted
