"""Elements of a made-up census as plain lists, and how they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Union
from xml.sax.saxutils import escape

Value = Union[str, "Group"]
Group = list[tuple[str, Value]]
"""Elements in their order: a name, and a text or the elements inside. What is not listed is not there."""


def xml(elements: Group, depth: int = 0) -> str:
    """The elements as XML, each on a line of its own. depth: how many elements they stand in."""
    return "".join(_element(name, value, depth) for name, value in elements)


def _element(name: str, value: Value, depth: int) -> str:
    margin = " " * depth
    if not value:
        return f"{margin}<{name}/>\n"
    if isinstance(value, str):
        return f"{margin}<{name}>{escape(value)}</{name}>\n"
    return f"{margin}<{name}>\n{xml(value, depth + 1)}{margin}</{name}>\n"


def given(**values: Value | None) -> Group:
    """The elements by their names, without those that are None."""
    return [(name, value) for name, value in values.items() if value is not None]


def texts(elements: Group, name: str) -> Iterator[str]:
    """Every text of that name, at any depth."""
    for found, value in elements:
        if isinstance(value, list):
            yield from texts(value, name)
        elif found == name:
            yield value


def groups(elements: Group, name: str) -> Iterator[Group]:
    """Every group of that name right here."""
    for found, value in elements:
        if found == name and isinstance(value, list):
            yield value


def put(elements: Group, name: str, value: str | None, *, before: str = "") -> None:
    """Set, add (before another, or at the end) or take away a text."""
    place = next((n for n, (found, _) in enumerate(elements) if found == name), None)
    if place is not None:
        elements[place : place + 1] = [] if value is None else [(name, value)]
    elif value is not None:
        place = next((n for n, (found, _) in enumerate(elements) if found == before), len(elements))
        elements.insert(place, (name, value))
