"""A rule's SELECT with one thing taken out of it, for every thing that can be taken out."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import duckdb

CONDITIONS = ("where_clause", "having", "qualify", "filter", "condition")
"""Where a SELECT keeps a condition; with it gone the SELECT takes every row."""

PARTS = {
    "CONJUNCTION_AND": ("children", 0),
    "CONJUNCTION_OR": ("children", 0),
    "greatest": ("arguments", 0),
    "least": ("arguments", 0),
    "OPERATOR_COALESCE": ("children", 0),
    "COMPARE_IN": ("children", 1),
    "COMPARE_NOT_IN": ("children", 1),
}
"""What chooses from a list of parts: where the list is, and how many of it are no such parts."""

NEIGHBOUR = {
    "COMPARE_LESSTHAN": "COMPARE_LESSTHANOREQUALTO",
    "COMPARE_LESSTHANOREQUALTO": "COMPARE_LESSTHAN",
    "COMPARE_GREATERTHAN": "COMPARE_GREATERTHANOREQUALTO",
    "COMPARE_GREATERTHANOREQUALTO": "COMPARE_GREATERTHAN",
}
"""A comparison with its boundary on the other side."""

Way = tuple[str | int, ...]


def mutants(select: str) -> Iterator[tuple[str, str]]:
    """(what was changed, the changed SELECT).

    In its turn each condition is taken out, each part of an AND or OR, of a UNION, of a list and of what
    PARTS chooses from, and each boundary is moved.
    """
    with duckdb.connect() as connection:
        [(written,)] = connection.execute("select json_serialize_sql(?)", [select]).fetchall()
        tree = json.loads(written)
        assert not tree["error"], tree
        for way, change, node in _changes(tree["statements"][0], ()):
            changed = copy.deepcopy(tree)
            _put(changed["statements"][0], way, node)
            [(text,)] = connection.execute(
                "select json_deserialize_sql(?::json)", [json.dumps(changed)]
            ).fetchall()
            yield change, text


def _changes(node: Any, way: Way) -> Iterator[tuple[Way, str, Any]]:
    """Where to put which other node."""
    if isinstance(node, list):
        for place, part in enumerate(node):
            yield from _changes(part, (*way, place))
    if isinstance(node, dict):
        for slot in CONDITIONS:
            if isinstance(node.get(slot), dict):
                yield (*way, slot), f"{slot} taken out at {_place(way)}", TRUE
        for change, other in (*_without_a_part(node), *_of_a_union(node)):
            yield way, f"{change} at {_place(way)}", other
        if node.get("type") in NEIGHBOUR:
            moved = {**node, "type": NEIGHBOUR[node["type"]]}
            yield way, f"boundary of {node['type']} moved at {_place(way)}", moved
        for key, part in node.items():
            yield from _changes(part, (*way, key))


def _without_a_part(node: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    kind = node.get("function_name") or str(node.get("type"))
    parts, first = PARTS.get(kind, ("", 0))
    for place in range(first, len(node.get(parts, ()))):
        rest = [part for number, part in enumerate(node[parts]) if number != place]
        if len(rest) > first:
            alone = node.get("class") == "CONJUNCTION" and len(rest) == 1
            yield f"part {place + 1 - first} of {kind} taken out", rest[0] if alone else {**node, parts: rest}


def _of_a_union(node: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if node.get("type") == "SET_OPERATION_NODE":
        for place, _ in enumerate(node["children"]):
            rest = [part for number, part in enumerate(node["children"]) if number != place]
            left = {**rest[0], "cte_map": node["cte_map"]} if len(rest) == 1 else {**node, "children": rest}
            yield f"part {place + 1} of a union taken out", left


TRUE = json.loads(duckdb.execute("select json_serialize_sql('select 1 = 1')").fetchall()[0][0])["statements"][
    0
]["node"]["select_list"][0]
"""A condition that always holds."""


def _place(way: Way) -> str:
    return "/".join(str(step) for step in way if step not in ("node", "query"))


def _put(tree: Any, way: Way, node: Any) -> None:
    for step in way[:-1]:
        tree = tree[step]
    tree[way[-1]] = node
