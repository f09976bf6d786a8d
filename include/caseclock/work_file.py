"""The night's work file: made from landing, with what earlier nights left in the warehouse beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseclock import landing, work
from caseclock.landing import Delivery

if TYPE_CHECKING:
    from caseclock.night import Night
    from caseclock.publish.last import Publication


def deliveries_of(night: Night) -> list[Delivery]:
    """Tonight's deliveries, from landing; AsAtRefused when a required one is not held."""
    held = [landing.held_for(night.authority, source, night.as_at) for source in night.configured.sources]
    return [delivery for delivery in held if delivery is not None]


def make_work_file(night: Night) -> dict[str, Any]:
    """Make the work file from landing, with what the warehouse knows of earlier nights beside it."""
    from caseclock.catalogue.rules import tables_of_the_night_before
    from caseclock.load import load
    from caseclock.publish.last import last_publication
    from caseclock.returns.making import make_returns

    last = None if night.dry_run else last_publication(night.authority, before=night.as_at)
    previous, wanted = _previous(night, last), tables_of_the_night_before()
    work.remove(night.work_path)
    with work.step(night.work_path) as own:
        connection = work.connect(own)
        try:
            loaded = load(
                connection,
                deliveries_of(night),
                night.configured,
                night.as_at,
                run_id=night.run_id,
                census_year=night.census_year,
                previous=previous,
                previous_tables=wanted,
                previous_counts=last.delivered if last else None,
            )
            make_returns(connection)
        finally:
            connection.close()
        _find_people(own, night, previous, wanted)
    return asdict(loaded)


def _previous(night: Night, last: Publication | None) -> list[Delivery]:
    """The deliveries that the last published night was made of, as far as landing still holds them."""
    told = last.delivery.items() if last else ()
    held = [landing.published(night.authority, name, sha, last.as_at) for name, sha in told if last]
    return [delivery for delivery in held if delivery is not None]


def _find_people(own: Path, night: Night, previous: Sequence[Delivery], wanted: Collection[str]) -> None:
    """Say who is behind each local id, with what the warehouse knows of earlier ids.

    previous, wanted: the deliveries and tables of the schema `previous`, which gets tonight's ids.
    """
    from caseclock.load.earlier_ids import take_tonights_ids
    from caseclock.measure.core import build_people
    from caseclock.publish.last import CROSSWALK, read_crosswalk
    from caseclock.warehouse import pseudonym

    known = CROSSWALK.empty_table() if night.dry_run else read_crosswalk(night.authority)
    connection = work.connect(own)
    try:
        connection.register("known", known)
        connection.execute("create or replace table main.known_crosswalk as from known")
        connection.unregister("known")
        connection.execute(
            f"create or replace table main.pseudonym_key as select {pseudonym.KEY_VERSION} as version"
        )
        pseudonym.install(connection)
        build_people(connection)
        take_tonights_ids(connection, previous, wanted)
        connection.execute("checkpoint")
    finally:
        connection.close()


def name_children(own: Path) -> None:
    """Give each finding the pseudonymous key of its child."""
    connection = work.connect(own)
    try:
        connection.execute(
            "update main.finding set child_key = child_of.child_key from main.child_of"
            " where finding.child_id = child_of.local_id"
        )
        connection.execute("checkpoint")
    finally:
        connection.close()


def holds(night: Night, schema: str, table: str) -> bool:
    """Whether this worker has the night's work file, and a table in it."""
    if not night.work_path.exists():
        return False
    connection = work.connect(night.work_path, read_only=True)
    try:
        found = connection.execute(
            "select count(*) from information_schema.tables where table_schema = ? and table_name = ?",
            [schema, table],
        ).fetchall()
    finally:
        connection.close()
    return bool(found[0][0])
