"""One Child of a census file, as a tree that has been read, made into rows."""

from __future__ import annotations

from lxml import etree

from caseclock.catalogue.cin_layout import Group
from caseclock.sources.cin_problems import (
    GIVEN_TWICE,
    INSIDE_VALUE,
    LONG_ID,
    NOT_THIS_YEAR,
    OUT_OF_ORDER,
    STRAY_TEXT,
    UNKNOWN,
    Problems,
    name_of,
)
from caseclock.sources.cin_rows import Row, Rows

Parts = list[tuple[int, etree._Element]]

LONGEST_ID = 10_000
"""Characters. Every row of a child repeats its id, so a longer one would fill the disk."""


class ChildReader:
    """Makes rows of the groups of a Child, and notes what is not as the layout has it."""

    def __init__(self, rows: Rows, problems: Problems) -> None:
        self._rows, self._problems = rows, problems
        self._not_this_year: set[str] = set()
        self._slots: dict[str, dict[str, int]] = {}
        self._child: int | None = None

    def expect_none_of(self, names: set[str]) -> None:
        """Say which elements the file's year does not collect; they are read, and each is noted once."""
        self._not_this_year = names
        self._slots.clear()

    def read(self, element: etree._Element, group: Group, child: int) -> None:
        """Make all rows of a Child, the `child`th of the file."""
        self._child = child
        parts: dict[int, list[etree._Element]] = {}
        for slot, part in self.values(element, group)[1]:
            parts.setdefault(slot, []).append(part)
        local_id: str | None = None
        for slot, below in sorted(group.groups.items()):
            if below.name == "ChildIdentifiers":  # stands first, and every other row repeats its id
                blank: Row = [None] * len(below.slots)
                row = self.values(parts[slot][0], below)[0] if slot in parts else blank
                if row[0] and len(row[0]) > LONGEST_ID:
                    self._problems.note(LONG_ID, parts[slot][0], child)
                    row[0] = row[0][:LONGEST_ID]
                local_id = row[0]
                self._rows.expect_id(local_id)
                self._rows.add(below.table, [child, *row])
                continue
            for part in parts.get(slot, ()):
                self._group(part, below, [child], local_id)
            if below.always and slot not in parts:
                self._rows.add(below.table, [child, local_id, *[None] * len(below.columns)])
        self._child = None

    def values(self, element: etree._Element, group: Group) -> tuple[Row, Parts]:
        """A group's values by their place in the layout, and the groups that stand in it."""
        row: Row = [None] * len(group.slots)
        inner: Parts = []
        slots, groups = self._slots_of(group), group.groups
        last = -1
        text = element.text
        if text and not text.isspace():
            self._problems.note(STRAY_TEXT, element, self._child)
        for part in element:
            slot = slots.get(part.tag)
            if slot is None:
                slot = self._unusual(part, group)
                if slot is None:
                    continue
            if slot > last:
                last = slot
            elif not self._again(part, slot, last, group):
                continue
            tail = part.tail
            if tail and not tail.isspace():
                self._problems.note(STRAY_TEXT, part, self._child)
            if slot in groups:
                inner.append((slot, part))
            else:
                row[slot] = part.text if len(part) == 0 else self._crowded_value(part)
        return row, inner

    def _group(self, element: etree._Element, group: Group, own: Row, local_id: str | None) -> None:
        """Make the rows of a group and of those in it. own: child, then episode, then the row above."""
        if group.each:
            self._each(element, group, own, local_id)
            return
        row, inner = self.values(element, group)
        values = [row[place] for place, _ in group.columns]
        if group.name == "CINdetails":
            own = [*own, self._rows.next_record(group.table)]
        record = self._rows.add(group.table, [*own, local_id, *values])
        for slot, part in inner:
            below = group.groups[slot]
            self._group(part, below, [*own, record] if below.parent else own, local_id)

    def _each(self, element: etree._Element, group: Group, own: Row, local_id: str | None) -> None:
        found = False
        self._problems.check_text(element.text, element, self._child)
        for part in element:
            if part.tag not in group.slots and self._unusual(part, group) is None:
                continue
            found = True
            value = part.text if len(part) == 0 else self._crowded_value(part)
            self._problems.check_text(part.tail, part, self._child)
            if group.keep_blank or (value and not value.isspace()):
                self._rows.add(group.table, [*own, local_id, value])
        if group.keep_blank and not found:
            self._rows.add(group.table, [*own, local_id, None])

    def _crowded_value(self, part: etree._Element) -> str | None:
        self._problems.note(INSIDE_VALUE, part, self._child)
        return part.text

    def _slots_of(self, group: Group) -> dict[str, int]:
        """The places of a group's elements, without those that are still to be noted for the year."""
        slots = self._slots.get(group.name)
        if slots is None:
            slots = {name: slot for name, slot in group.slots.items() if name not in self._not_this_year}
            self._slots[group.name] = slots
        return slots

    def _unusual(self, part: etree._Element, group: Group) -> int | None:
        """The place of an element by its name without a namespace; None, and a note, when it has none."""
        name = name_of(part.tag)
        slot = group.slots.get(name)
        self._problems.note_namespace(part, self._child)
        if slot is None:
            self._problems.note(UNKNOWN, part, self._child)
            self._problems.check_text(part.tail, part, self._child)
        elif name in self._not_this_year:
            self._problems.note(NOT_THIS_YEAR, part, self._child)
            self.expect_none_of(self._not_this_year - {name})
        return slot

    def _again(self, part: etree._Element, slot: int, last: int, group: Group) -> bool:
        """Whether an element counts that stands too late or was there before."""
        if slot < last:
            self._problems.note(OUT_OF_ORDER, part, self._child)
        if slot in group.many:
            return True
        same = "{*}" + name_of(part.tag)  # in whatever namespace
        if next(part.itersiblings(same, preceding=True), None) is None:
            return True
        self._problems.note(GIVEN_TWICE, part, self._child)
        return False
