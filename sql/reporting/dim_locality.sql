/*---
view: dim_locality
title: Localities (districts); -1 is unknown and -2 not applicable
columns:
  locality_name: as the council writes it
---*/
select
    authority,
    locality_key,
    locality_name
from core.dim_locality
