"""The last published delivery under tonight's ids, when a new case system has given every child another one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import duckdb

from caseclock.catalogue.contracts import contracts
from caseclock.landing import Delivery

RENAME = """
update previous.{table} as earlier
set {child} = tonight.local_id
from (
    select known.local_id as earlier_id, min(later.local_id) as local_id
    from identity.crosswalk as known
    inner join identity.crosswalk as later on known.child_key = later.child_key
    inner join main.this_run on later.system = this_run.system
    where known.system = ?
    group by known.local_id
) as tonight
where earlier.{child} = tonight.earlier_id
"""


def take_tonights_ids(
    connection: duckdb.DuckDBPyConnection, previous: Sequence[Delivery], wanted: Collection[str]
) -> None:
    """Name the children of the schema `previous` as tonight's case system does, where the crosswalk knows how.

    previous: the deliveries that it was filled from; wanted: its tables. A child whom tonight's system
    does not have keeps the earlier id. Needs identity.crosswalk and main.this_run.
    """
    [(system,)] = connection.execute("select system from main.this_run").fetchall()
    for delivery in previous:
        if delivery.system == system or delivery.kind == "cin_census":
            continue
        for table in sorted(set(wanted) & set(delivery.tables)):
            child = contracts()[table].child
            if child is not None:
                connection.execute(RENAME.format(table=table, child=child), [delivery.system])
