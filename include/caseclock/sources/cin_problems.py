"""What is not as the department's structure of the CIN census has it, named without any value."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import cast

from lxml import etree

MOST_PROBLEMS = 1000
"""So many problems are kept one by one, and the first of each kind; the rest are only counted."""

UNKNOWN = "unknown element"
OUT_OF_ORDER = "element out of order"
OUT_OF_PLACE = "element in the wrong place"
GIVEN_TWICE = "element given twice, the first counts"
INSIDE_VALUE = "elements inside a value"
STRAY_TEXT = "text between elements"
LONG_ID = "an id that goes on for pages, cut"
NAMESPACE = "a namespace, which census files do not have"
OTHER_ROOT = "another root element than Message"
OTHER_COLLECTION = "a file of another collection"
OTHER_YEAR = "a file of another year"
NOT_THIS_YEAR = "element not collected in the file's year"
SECOND_HEADER = "second Header, the first counts"
SECOND_CHILDREN = "second Children, read too"
NO_HEADER = "no Header"
NO_CHILDREN = "no children"
UNLISTED = "more problems than are listed"

_LINES_END = 65535  # libxml2 counts an element's own line no further; its text still knows


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it should be.

    what: a fixed phrase. path: names of elements from the root. child: place of the Child in the file,
    from 1, None outside one. line: line of the file, None when it is not known.
    """

    what: str
    path: str
    child: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        child = f", child {self.child}" if self.child else ""
        line = f", line {self.line}" if self.line else ""
        return f"{self.what}: {self.path}{child}{line}"


class Problems:
    """The problems of one file, in the order in which they were met.

    listed: the first MOST_PROBLEMS, and the first of each kind after them. counted: what to how often, of all.
    """

    def __init__(self) -> None:
        self.listed: list[Problem] = []
        self.counted: Counter[str] = Counter()

    def keep(self, problem: Problem) -> None:
        """Add a problem."""
        if self._has_room(problem.what):
            self.listed.append(problem)
        self.counted[problem.what] += 1

    def note(self, what: str, element: etree._Element, child: int | None = None) -> None:
        """Add a problem with an element of the file."""
        if self._has_room(what):
            self.listed.append(Problem(what, path_of(element), child, line_of(element)))
        self.counted[what] += 1

    def note_namespace(self, element: etree._Element, child: int | None = None) -> None:
        """Add that an element is in a namespace, once for the file."""
        if "}" in str(element.tag) and NAMESPACE not in self.counted:
            self.note(NAMESPACE, element, child)

    def check_text(self, text: str | None, element: etree._Element, child: int | None = None) -> None:
        """Add a problem when text stands where only elements should."""
        if text and not text.isspace():
            self.note(STRAY_TEXT, element, child)

    def _has_room(self, what: str) -> bool:
        return len(self.listed) < MOST_PROBLEMS or what not in self.counted


def line_of(element: etree._Element) -> int | None:
    """The line on which an element begins; past line 65535 the one its first text ends on, taken back."""
    line = cast("int | None", element.sourceline)
    if line is not None and line >= _LINES_END:
        return line - (element.text or "").count("\n")
    return line


def name_of(tag: object) -> str:
    """An element's name without its namespace, cut to a length that a page can show."""
    return str(tag).rpartition("}")[2][:60]


def path_of(element: etree._Element) -> str:
    """The names of the elements from the root to this one."""
    names = [name_of(above.tag) for above in element.iterancestors()]
    return "/".join([*reversed(names), name_of(element.tag)])
