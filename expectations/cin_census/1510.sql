/*---
rule: "1510"
return: cin_census
title: The first letter of the pupil number does not fit the characters after it
severity: error
years: {from: 2022, assumed: true}
table: child_identifiers
columns: [upn]
fix: Copy the pupil number from the school's records again; one of its characters is wrong.
source: DfE CIN census validation rules, 2025 to 2026
---*/
-- The check letter follows from the twelve characters after it, each counted as often as its place in the number says.
-- A digit counts as itself; the letter at the end of a temporary number as its place in the alphabet of pupil numbers.
with alphabet as (select 'ABCDEFGHJKLMNPQRTUVWXYZ' as letters),

weighed as (
    select
        child_identifiers.la_child_id,
        child_identifiers.record,
        child_identifiers.upn,
        alphabet.letters,
        sum(
            place.place * coalesce(
                try_cast(substr(child_identifiers.upn, place.place, 1) as integer),
                strpos(alphabet.letters, substr(child_identifiers.upn, place.place, 1)) - 1
            )
        ) as total
    from child_identifiers, alphabet, generate_series(2, 13) as place (place)
    where regexp_full_match(substr(child_identifiers.upn, 2), '[0-9]{11}[0-9A-HJ-NP-RT-Z]')
    group by all
)

select
    la_child_id as child_id,
    record
from weighed
where strpos(letters, left(upn, 1)) - 1 <> total % 23
