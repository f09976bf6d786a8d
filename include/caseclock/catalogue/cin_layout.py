"""The shape of the CIN census XML, as `cin_census.yaml` declares it, made ready for reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from caseclock.catalogue.header import read_yaml

DECLARED = Path(__file__).with_name("cin_census.yaml")

OWN_NUMBERS = frozenset({"child", "episode", "assessment", "plan"})
"""Columns that are places in the file, because the XML has no ids below the child."""


@dataclass
class Group:
    """One group of elements.

    slots: element name to its place in the department's order, from 0.
    columns: (place, column) of the elements that hold a value.
    groups: place to the group that an element is.
    many: places that may be given more than once.
    table: the table that the group fills, if any; each: one row for each of its elements, not for itself.
    parent: the column that holds the record of the row above, if the table has one.
    """

    name: str
    slots: dict[str, int]
    columns: tuple[tuple[int, str], ...]
    many: frozenset[int]
    table: str = ""
    each: bool = False
    always: bool = False
    parent: str = ""
    keep_blank: bool = False
    groups: dict[int, Group] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """The whole document: its header, one child, and which years it is for (the year a collection ends in).

    settled_year: the last whose rules are published; those of later years are provisional.
    tables: each table's columns in order, `record` left out.
    since, until: element name to the first or the last year that collects it.
    """

    collection: str
    first_year: int
    last_year: int
    settled_year: int
    header: Group
    child: Group
    tables: dict[str, tuple[str, ...]]
    since: dict[str, int]
    until: dict[str, int]

    def not_collected(self, year: int) -> set[str]:
        """The elements that the collection of a year does not have."""
        early = {name for name, first in self.since.items() if year < first}
        return early | {name for name, last in self.until.items() if year > last}


@cache
def layout() -> Layout:
    """The declared layout; ConfigurationError when the file cannot be read."""
    declared = read_yaml(DECLARED)
    tables: dict[str, tuple[str, ...]] = {}
    header = _group("Header", declared["groups"], tables, below_episode=False)
    child = _group("Child", declared["groups"], tables, below_episode=False)
    return Layout(
        collection=declared["collection"],
        first_year=declared["years"]["from"],
        last_year=declared["years"]["to"],
        settled_year=declared["settled"],
        header=header,
        child=child,
        tables=tables,
        since=declared["since"],
        until=declared["until"],
    )


@cache
def element_names() -> frozenset[str]:
    """The name of every element that the department's structure has, of whatever year."""
    groups = read_yaml(DECLARED)["groups"]
    below = {element for group in groups.values() for element in group["elements"]}
    return frozenset({"Message", "Children", *groups, *below})


def _group(
    name: str, declared: dict[str, Any], tables: dict[str, tuple[str, ...]], *, below_episode: bool
) -> Group:
    here = declared[name]
    elements: dict[str, str | None] = here["elements"]
    slots = {element: place for place, element in enumerate(elements)}
    group = Group(
        name=name,
        slots=slots,
        columns=tuple((slots[element], column) for element, column in elements.items() if column),
        many=frozenset(slots[element] for element in here.get("many", ())),
        table=here.get("table", ""),
        each="each" in here,
        always=here.get("always", False),
        parent=here.get("parent", ""),
        keep_blank=here.get("keep_blank", False),
    )
    below = below_episode or name == "CINdetails"
    if group.table:
        tables[group.table] = ()  # before the groups inside it, so that tables stand in the document's order
    group.groups = {
        slots[element]: _group(element, declared, tables, below_episode=below)
        for element, column in elements.items()
        if not column
    }
    if group.table:
        tables[group.table] = _columns(group, below)
    return group


def _columns(group: Group, below_episode: bool) -> tuple[str, ...]:
    if group.name == "Header":
        return tuple(column for inner in group.groups.values() for _, column in inner.columns)
    own = ["child"]
    if below_episode:
        own.append("episode")
    if group.parent:
        own.append(group.parent)
    values = [column for _, column in group.columns if column != "la_child_id"]
    return (*own, "la_child_id", *values)
