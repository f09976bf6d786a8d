"""What was published last: the night before, as the next one needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa

from caseclock.publish.ready import make_ready
from caseclock.warehouse.connection import connect

CROSSWALK: pa.Schema = pa.schema(
    [
        pa.field(name, pa.int32() if name == "key_version" else pa.string())
        for name in (
            "authority", "child_key", "system", "local_id", "upn", "common_child_id", "founder_system",
            "founder_local_id", "key_version",
        )
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Publication:
    """One publication: of which day, by which run, when, from what, and with how many rows.

    delivered: rows loaded from each table that was supplied. published: rows of each warehouse table.
    delivery: sha256 of each source's delivery.
    """

    as_at: date
    run_id: str
    published_at: datetime
    delivered: Mapping[str, int]
    published: Mapping[str, int]
    delivery: Mapping[str, str]


def last_publication(authority: str, before: date | None = None) -> Publication | None:
    """The publication that readers see now, or None before the first.

    before: the last publication of the latest earlier day instead, so that a night that is run again
    compares itself with the same night, whatever was published in between. Raises WarehouseUnavailable.
    """
    with connect(make_ready(authority)) as connection:
        row = connection.execute(
            "select as_at, run_id, published_at, counts -> 'delivered', counts -> 'published', delivery"
            " from audit.publication where authority = %(authority)s and status = 'published'"
            " and (%(before)s::date is null or as_at < %(before)s)"
            " order by case when %(before)s::date is not null then as_at end desc, publication_id desc limit 1",
            {"authority": authority, "before": before},
        ).fetchone()
    return Publication(*row) if row else None


def previous_counts(authority: str) -> dict[str, int]:
    """Rows loaded from each table on the last published night; empty before the first."""
    last = last_publication(authority)
    return dict(last.delivered) if last else {}


def read_crosswalk(authority: str) -> pa.Table:
    """Every local id that the warehouse knows of the authority, with the person behind it.

    Columns: authority, child_key, system, local_id, upn, common_child_id, founder_system,
    founder_local_id (text) and key_version (int32); no rows before the first publication.
    """
    with connect(make_ready(authority)) as connection:
        rows = connection.execute("select * from identity.crosswalk_of(%s)", [authority]).fetchall()
    columns = list(zip(*rows, strict=True)) or [()] * len(CROSSWALK)
    return pa.Table.from_arrays(
        [pa.array(values, kind.type) for values, kind in zip(columns, CROSSWALK, strict=True)],
        schema=CROSSWALK,
    )
