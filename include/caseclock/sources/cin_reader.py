"""A CIN census XML file, read once from end to end into the census tables.

lxml builds one Child at a time; it is read, made into rows and forgotten, so memory does not grow with
the file. Text stays as it was sent. The XML has no ids below the child, so `child`, `episode`,
`assessment` and `plan` are places in the file, counted from 1, and `record` is a row's place in its table.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
from lxml import etree

from caseclock.catalogue.cin_layout import layout
from caseclock.errors import DeliveryRefused, naming
from caseclock.sources import cin_problems as found
from caseclock.sources.cin_child import ChildReader
from caseclock.sources.cin_problems import Problem, Problems, name_of
from caseclock.sources.cin_rows import Rows
from caseclock.sources.cin_xml import BoundedFile, check_prolog, only_namespaces, parse, what_broke
from caseclock.sources.file_facts import check_file_name

BYTES_A_LOOK = 64 * 1024
"""After so much of the file it is looked whether a table has rows enough to hand on."""

BYTES_IN_HAND = 16 * 1024 * 1024
"""After so much of it everything is handed on, however few rows it is: they may be long."""


class CensusReader:
    """One pass over a CIN census file.

    path: the file. year: the collection wanted (the year it ends in), None when any will do.
    rows_a_batch: rows of a table that are gathered before they are handed on.

    After `batches` is through, problems: what is not as the structure has it; broken: the problem that
    ended the reading before the end of the file, or None; children: how many Child elements were read;
    header: the header's values as sent, empty without one.
    """

    def __init__(self, path: Path, *, year: int | None = None, rows_a_batch: int = 20_000) -> None:
        self.path, self.year = path, year
        self.problems = Problems()
        self.broken: Problem | None = None
        self.children = 0
        self.header: dict[str, str | None] = {}
        self._layout = layout()
        self._rows = Rows(self._layout, rows_a_batch)
        self._child = ChildReader(self._rows, self.problems)
        self._headers = 0
        self._root: etree._Element | None = None
        self._group_of_children: etree._Element | None = None
        self._in_child = False

    def batches(self) -> Iterator[tuple[str, pa.RecordBatch]]:
        """(table, rows) as they come; columns as the contract has them, then `record`.

        What stands before a break is handed on, whole children only, and `broken` says where it is.
        Raises DeliveryRefused for what must not be parsed (see cin_xml.check_prolog), or has an odd name.
        """
        check_file_name(self.path)
        check_prolog(self.path)
        look_at, all_at = BYTES_A_LOOK, BYTES_IN_HAND
        with naming(self.path), self.path.open("rb") as file:
            bounded = BoundedFile(file)
            events = parse(bounded)
            try:
                for event, element in events:
                    if event == "start":
                        self._begin(element)
                    elif self._take(element):
                        bounded.mark()
                        if bounded.taken >= all_at:
                            all_at = bounded.taken + BYTES_IN_HAND
                            yield from self._rows.rest()
                        elif bounded.taken >= look_at:
                            look_at = bounded.taken + BYTES_A_LOOK
                            yield from self._rows.full()
                self._finish(events.root)
            except etree.XMLSyntaxError as error:
                self._end_early(error, events, bounded)
        yield from self._rows.rest()

    def require_whole(self) -> None:
        """Refuse a file whose figures would be wrong: broken, of another root, or of another collection."""
        if self.broken:
            raise DeliveryRefused(
                f"The census file cannot be read to its end: {self.broken.what}.",
                where=f"{self.path.name}, line {self.broken.line}, after {self.children} whole children",
                do="Export it again; nothing of it was taken.",
            )
        for problem in self.problems.listed:
            if problem.what in (found.OTHER_ROOT, found.OTHER_COLLECTION):
                raise DeliveryRefused(
                    "The file is not a CIN census return.",
                    where=f"{self.path.name}, {problem.path}, line {problem.line}",
                    do="Deliver the CIN census XML file.",
                )

    def _end_early(self, error: etree.XMLSyntaxError, events: etree.iterparse, file: BoundedFile) -> None:
        """Say where the file broke, unless it was read to its end and only names a namespace nowhere declared."""
        if only_namespaces(events):
            if found.NAMESPACE not in self.problems.counted:
                self.problems.keep(Problem(found.NAMESPACE, "Message", line=error.lineno))
            if self._root is not None:
                self._finish(self._root)
            return
        what, line = what_broke(error, events, file)
        path = "Message/Children/Child" if self._in_child else "Message"
        self.broken = Problem(what, path, self.children + 1 if self._in_child else None, line)
        self.problems.keep(self.broken)

    def _begin(self, element: etree._Element) -> None:
        if self._root is None:
            self._root = element.getroottree().getroot()
            self._check_root(self._root)
        self.problems.note_namespace(element)
        self._in_child = self._in_child or name_of(element.tag) == "Child"

    def _take(self, element: etree._Element) -> bool:
        """Read an element that has come to its end, and forget it; False when it is part of another."""
        parent = element.getparent()
        if parent is None:
            return False
        if parent is self._group_of_children:
            self._read_child(element)
        elif next(element.iterancestors("{*}Child"), None) is not None:
            return False
        elif name_of(element.tag) == "Child":
            if name_of(parent.tag) == "Children" and parent.getparent() is self._root:
                self._group_of_children = parent
                self.problems.note_namespace(parent)
            else:
                self.problems.note(found.OUT_OF_PLACE, element, self.children + 1)
            self._read_child(element)
        elif parent is self._root:
            self._read_header(element)
        else:
            return False
        element.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs leave it out
        while (earlier := element.getprevious()) is not None:
            if earlier.tag != element.tag or earlier.tail:
                self._check_before(earlier)
            parent.remove(earlier)
        return True

    def _read_child(self, element: etree._Element) -> None:
        self.children += 1
        self._in_child = False
        self._child.read(element, self._layout.child, self.children)

    def _read_header(self, element: etree._Element) -> None:
        self._headers += 1
        if self._headers > 1:
            self.problems.note(found.SECOND_HEADER, element)
            return
        if self.children:
            self.problems.note(found.OUT_OF_ORDER, element)
        group = self._layout.header
        values: dict[str, str | None] = {}
        for slot, part in self._child.values(element, group)[1]:
            row, _ = self._child.values(part, group.groups[slot])
            values |= {column: row[place] for place, column in group.groups[slot].columns}
        self.header = {column: values.get(column) for column in self._layout.tables["header"]}
        self._rows.add("header", list(self.header.values()))
        self._check_header(element)

    def _check_header(self, element: etree._Element) -> None:
        collection = (self.header["collection"] or "").strip()
        if collection and collection.upper() != self._layout.collection:
            self.problems.note(found.OTHER_COLLECTION, element)
        with suppress(ValueError):  # a year that is no number is the rules' business
            year = int(self.header["year"] or "")
            known = self._layout.first_year <= year <= self._layout.last_year
            if year != (self.year or year) or not known:
                self.problems.note(found.OTHER_YEAR, element)
            if known:
                self._child.expect_none_of(self._layout.not_collected(year))

    def _check_root(self, root: etree._Element) -> None:
        if name_of(root.tag) != "Message":
            self.problems.note(found.OTHER_ROOT, root)
        self.problems.note_namespace(root)

    def _check_before(self, earlier: etree._Element) -> None:
        """Name what should not stand between the headers and children."""
        if name_of(earlier.tag) not in ("Header", "Children", "Child"):
            self.problems.note(found.UNKNOWN, earlier)
        self.problems.check_text(earlier.tail, earlier)

    def _finish(self, root: etree._Element) -> None:
        """Name what is left at the top of the document, and what is missing."""
        if self._root is None:
            self._check_root(root)
        self.problems.check_text(root.text, root)
        groups = 0
        for part in root:
            self._check_before(part)
            if name_of(part.tag) != "Children":
                continue
            groups += 1
            if groups > 1:
                self.problems.note(found.SECOND_CHILDREN, part)
            self.problems.check_text(part.text, part)
            for left in part:
                self._check_before(left)
        if not self._headers:
            self.problems.keep(Problem(found.NO_HEADER, "Message/Header"))
        if not self.children:
            self.problems.keep(Problem(found.NO_CHILDREN, "Message/Children"))
