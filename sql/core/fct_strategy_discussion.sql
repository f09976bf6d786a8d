/*---
table: fct_strategy_discussion
title: Strategy discussions, from the decision to hold one
after: [child_of, fct_section_47, keyed_section_47]
---*/
with opened as (
    select
        s47e_s47_enquiry_id as enquiry_id,
        s47e_person_id as person_id,
        min(section_47_key) as section_47_key
    from keyed_section_47
    group by s47e_s47_enquiry_id, s47e_person_id
),

discussion as (
    select
        ext_strategy_discussion.*,
        child_of.child_key,
        opened.section_47_key,
        row_number() over (
            partition by child_of.child_key, exst_decided_on, exst_held_on
            order by exst_s47_enquiry_id nulls last, exst_id, ext_strategy_discussion
        ) as ordinal
    from ext_strategy_discussion
    inner join child_of on ext_strategy_discussion.exst_person_id = child_of.local_id
    left join opened
        on ext_strategy_discussion.exst_s47_enquiry_id = opened.enquiry_id
        and ext_strategy_discussion.exst_person_id = opened.person_id
)

select
    surrogate(
        concat_ws(
            '|', 'strategy_discussion', discussion.child_key, coalesce(cast(discussion.exst_decided_on as text), ''),
            coalesce(cast(discussion.exst_held_on as text), ''), discussion.ordinal
        )
    ) as strategy_discussion_key,
    discussion.section_47_key,
    discussion.child_key,
    fct_section_47.team_key,
    fct_section_47.worker_key,
    discussion.exst_decided_on as decided_on,
    discussion.exst_held_on as held_on
from discussion
left join fct_section_47 on discussion.section_47_key = fct_section_47.section_47_key
