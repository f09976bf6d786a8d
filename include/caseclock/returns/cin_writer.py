"""A CIN census as XML, in the department's structure and order, written child by child.

Names and order are those of the layout that reading goes by, and the form of a value is that of its
column's type in the contract: so the file, read again, gives the tables that it was made from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from lxml import etree

from caseclock.catalogue.cin_layout import Group, Layout, layout
from caseclock.errors import ReturnNotReady
from caseclock.returns.cin_values import Form, forms
from caseclock.whole_file import whole_file

Row = Mapping[str, Any]
Given = dict[tuple[str, int | None], list[Row]]
"""Rows of one child that are still to be written, by table and by the record of the row above."""


@dataclass(frozen=True)
class Written:
    """What a written census holds.

    records: rows of each table. left_out: element to how many values of it, or records of a group, were
    left out because the year's collection does not have it.
    """

    children: int
    records: Mapping[str, int]
    left_out: Mapping[str, int]


def write_census(out: Path, rows: Iterable[tuple[str, Row]], year: int) -> Written:
    """Write a census to `out` (0600), in whose place it is put when it is whole.

    rows: (table, row) of the tables of the contracts, each row with its `record`: the header, then child
    after child in their order, each table of a child by `record`. A column that is null may be missing.
    year: the collection, named by the year it ends in; what it does not collect is left out.

    Memory does not grow with the number of children. Raises ReturnNotReady, naming table and record, for
    text that XML does not allow and for a row without the row that it belongs to; StorageFull when there
    is no room. `out` is then as it was.
    """
    with whole_file(out, "The return") as file:
        return _Census(layout(), year).write(file, rows)


@dataclass(frozen=True)
class _Part:
    """One element of a group: either a value, with its column and form, or a group of its own."""

    name: str
    column: str = ""
    form: Form = str
    group: Group | None = None


class _Census:
    """One census on its way into a file."""

    def __init__(self, declared: Layout, year: int) -> None:
        self._layout = declared
        self._not_collected = declared.not_collected(year)
        self._parts: dict[str, list[_Part]] = {}
        self._links: dict[str, str] = {}
        self._prepare(declared.header, "")
        self._prepare(declared.child, "")
        self._records: Counter[str] = Counter(dict.fromkeys(declared.tables, 0))
        self._left_out: Counter[str] = Counter()

    def _prepare(self, group: Group, above: str) -> None:
        """Note a group's parts in order, and by which column its rows name the row above, if they do.

        above: the table of the nearest group around it that has one.
        """
        if group.table:
            among_episodes = "episode" in self._layout.tables.get(above, ())
            self._links[group.table] = group.parent or ("episode" if among_episodes else "")
        table = group.table or above
        columns = dict(group.columns)
        parts = []
        for name, place in group.slots.items():
            if place in group.groups:
                parts.append(_Part(name, group=group.groups[place]))
                self._prepare(group.groups[place], table)
            else:
                parts.append(_Part(name, columns[place], forms(table)[columns[place]]))
        self._parts[group.name] = parts

    def write(self, file: IO[bytes], rows: Iterable[tuple[str, Row]]) -> Written:
        """Write all of it; returns what was written."""
        children = before = 0
        with etree.xmlfile(file, encoding="UTF-8") as xml:
            xml.write_declaration()
            with xml.element("Message"):
                xml.write("\n")
                families = groupby(rows, key=lambda given: given[1].get("child"))
                family = next(families, None)
                if family and family[0] is None:
                    for table, row in family[1]:
                        xml.write(self._header(table, row), pretty_print=True)
                    family = next(families, None)
                with xml.element("Children"):
                    xml.write("\n")
                    while family:
                        child, given = family
                        xml.write(self._child(given, before), pretty_print=True)
                        before, children = child, children + 1
                        family = next(families, None)
                xml.write("\n")
        return Written(children, dict(self._records), {name: n for name, n in self._left_out.items() if n})

    def _header(self, table: str, row: Row) -> etree._Element:
        header = self._layout.header
        if table != header.table or self._records[table]:
            raise _refused("A row of it belongs to no child", table, row)
        self._records[table] += 1
        element = etree.Element(header.name)
        self._fill(element, header, table, row, {})
        return element

    def _child(self, rows: Iterator[tuple[str, Row]], before: int) -> etree._Element:
        """One Child. before: the number of the child before it."""
        given: Given = {}
        for table, row in rows:
            if not (row.get("child") or 0) > before:
                raise _refused("Its children are not in their order", table, row)
            link = self._links[table]
            given.setdefault((table, row.get(link) if link else None), []).append(row)
        element = etree.Element(self._layout.child.name)
        for group in self._layout.child.groups.values():
            self._group(element, group, "", {}, given)
        for (table, _), left in given.items():
            raise _refused("A row of it has no row that it belongs to", table, left[0])
        return element

    def _fill(self, element: etree._Element, group: Group, table: str, row: Row, given: Given) -> None:
        """Put the values of a row of `table`, and the groups below, into its element."""
        for part in self._parts[group.name]:
            if part.group:
                self._group(element, part.group, table, row, given)
            elif (value := row.get(part.column)) is None:
                continue
            elif part.name in self._not_collected:
                self._left_out[part.name] += 1
            else:
                self._value(element, part, value, table, row)

    def _group(self, above: etree._Element, group: Group, table: str, row: Row, given: Given) -> None:
        """Put a group into the element above it, which is that of a row of `table`."""
        if not group.table:  # its values are columns of the row above
            element = etree.Element(group.name)
            self._fill(element, group, table, row, given)
            if len(element):
                above.append(element)
            return
        rows = given.pop((group.table, row.get("record") if self._links[group.table] else None), [])
        if group.name in self._not_collected:
            self._left_out[group.name] += len(rows)
        elif group.each:
            self._list(above, group, rows)
        else:
            if group.always and len(rows) != 1:
                raise _refused(
                    "A child does not have just one row of it", group.table, rows[-1] if rows else {}
                )
            for each in rows:
                self._fill(etree.SubElement(above, group.name), group, group.table, each, given)
            self._records[group.table] += len(rows)

    def _list(self, above: etree._Element, group: Group, rows: Sequence[Row]) -> None:
        """One element for each row, all in one group, which is left out when it would hold none."""
        [part] = self._parts[group.name]
        element = etree.Element(group.name)
        for row in rows:
            value = row.get(part.column)
            if value is not None:
                self._value(element, part, value, group.table, row)
            elif group.keep_blank:
                etree.SubElement(element, part.name)
        self._records[group.table] += len(element)
        if len(element):
            above.append(element)

    def _value(self, above: etree._Element, part: _Part, value: object, table: str, row: Row) -> None:
        try:
            if said := part.form(value):
                etree.SubElement(above, part.name).text = said
        except (ValueError, KeyError):
            raise _refused(
                "It holds what cannot stand in an XML file", f"{table}.{part.column}", row
            ) from None


def _refused(what: str, place: str, row: Row) -> ReturnNotReady:
    return ReturnNotReady(
        f"The return cannot be written. {what}.",
        where=f"{place}, record {row.get('record', 'none')}",
        do="Correct it in the case system and let the next night publish the return; nothing was written.",
    )
