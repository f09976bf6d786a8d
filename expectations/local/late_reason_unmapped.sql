/*---
rule: late_reason_unmapped
return: local
title: The reason why work was late is none of the list, so reports show it as unmapped
severity: warning
table: ext_late_reason
columns: [exlr_reason]
fix: Let the extract write one of the listed reasons, or "other".
source: Caseclock, local rule
---*/
-- Words that say nothing are no reason, which another rule asks about.
select exlr_person_id as child_id, record
from ext_late_reason
where replace(replace(regexp_replace(trim(lower(exlr_reason)), '\s+', ' ', 'g'), ' ', '_'), '-', '_')
    not in (
        select code from late_reason_code
        union all
        select unnest(['', '_', 'none', 'n/a', 'not_known', 'unknown', 'see_notes'])
    )
