/*---
table: found_factor
title: Each factor of each assessment of the delivery
source: A JSON list, JSON keys with yes or no, or codes between commas, as the builds have it; each text is read once.
after: []
---*/
with said_once as (
    select distinct
        cinf_assessment_factors_json as said,
        case when json_valid(cinf_assessment_factors_json) then json_type(cinf_assessment_factors_json) end as kind
    from ssd_assessment_factors
    where cinf_assessment_factors_json is not null
),

listed as (
    select
        said,
        kind,
        case kind
            when 'ARRAY' then json_extract_string(said, '$[*]')
            when 'OBJECT' then json_keys(said)
            else string_split_regex(regexp_replace(said, '[\[\]{}"]', '', 'g'), '[,;]')
        end as factors
    from said_once
),

each_factor as (
    select
        said,
        kind,
        unnest(factors) as factor
    from listed
),

found as (
    select
        said,
        trim(factor) as factor
    from each_factor
    where
        trim(factor) <> ''
        -- Of keys only those that are answered with yes.
        and case
            when kind = 'OBJECT'
                then lower(trim(json_extract_string(said, '/' || replace(replace(factor, '~', '~0'), '/', '~1'))))
                    in ('y', 'yes', 'true', '1')
            else true
        end
)

select
    delivered_factors.cinf_assessment_id as assessment_id,
    found.factor
from ssd_assessment_factors as delivered_factors
inner join found on delivered_factors.cinf_assessment_factors_json = found.said
