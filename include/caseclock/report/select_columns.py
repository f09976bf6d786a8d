"""Which columns of which tables each column of a SELECT is made of, read from the parsed SELECT."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import duckdb

from caseclock.errors import ConfigurationError

Column = tuple[str, str]
"""A table, with its schema where the SELECT names it, and a column of it."""

Sources = frozenset[Column]
NOTHING: Sources = frozenset()


@dataclass
class Relation:
    """A table, a step or a bracketed SELECT: its columns in their order, each with what it is made of.

    everything: what a column that is not listed is made of, for functions that give rows; None where each
    such column stands for itself in the table `name`, because its columns are not known.
    """

    columns: dict[str, Sources] = field(default_factory=dict)
    name: str = ""
    everything: Sources | None = NOTHING

    def get(self, column: str) -> Sources | None:
        """What a column is made of; None when there is no such column."""
        if column in self.columns:
            return self.columns[column]
        if self.everything is None:
            return frozenset({(self.name, column)})
        return self.everything or None


Tables = Callable[[str], Relation]
"""Gives the relation that stands for a table, by its name with the schema if there is one."""

Scope = list[tuple[str, Relation]]


@dataclass
class Reading:
    """One SELECT as it is read: tables by name, the steps named so far, and the scopes around it."""

    tables: Tables
    steps: dict[str, Relation]
    outer: tuple[Scope, ...] = ()
    conditions: set[Column] = field(default_factory=set)


def read_select(select: str, tables: Tables) -> tuple[Relation, Sources]:
    """The columns of a SELECT, and the columns that decide which rows it has.

    tables: gives each table that is named. Raises ConfigurationError when the SELECT cannot be parsed.
    """
    [(text,)] = _parser().execute("select json_serialize_sql(?)", [select]).fetchall()
    parsed = json.loads(text)
    if parsed["error"]:
        raise ConfigurationError(
            "A SELECT cannot be read for its columns.",
            where=" ".join(select.split())[:60],
            do="Write it plainly.",
        )
    reading = Reading(tables, {})
    relation = _query(parsed["statements"][0]["node"], reading)
    return relation, frozenset(reading.conditions)


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    """One empty database for the process: making one costs more than reading a SELECT."""
    return duckdb.connect()


def _query(node: dict[str, Any], reading: Reading) -> Relation:
    inner = Reading(reading.tables, dict(reading.steps), reading.outer, reading.conditions)
    for step in node["cte_map"]["map"]:
        inner.steps[step["key"]] = _query(step["value"]["query_node"], inner)
    if node["type"] == "SET_OPERATION_NODE":
        branches = [_query(each, inner) for each in node.get("children") or [node["left"], node["right"]]]
        return _union(branches)
    return _select(node, inner)


def _union(branches: list[Relation]) -> Relation:
    """The first branch names the columns; the others have theirs in the same places."""
    parts = [list(branch.columns.values()) for branch in branches]
    return Relation(
        {
            name: frozenset().union(*(part[place] for part in parts if place < len(part)))
            for place, name in enumerate(branches[0].columns)
        }
    )


def _select(node: dict[str, Any], reading: Reading) -> Relation:
    scope: Scope = []
    _from(node["from_table"], scope, reading)
    given = Relation()
    for each in node["select_list"]:
        if each["type"] == "STAR":
            given.columns |= _star(each, scope, reading)
            continue
        made = _made_of(each, [*scope, ("", given)], reading)
        given.columns[_name(each, len(given.columns))] = made
    for part in ("where_clause", "qualify", "having"):
        reading.conditions |= _made_of(node.get(part), [*scope, ("", given)], reading)
    return given


def _name(expression: dict[str, Any], place: int) -> str:
    if expression.get("alias"):
        return str(expression["alias"])
    return str(expression["column_names"][-1]) if expression["type"] == "COLUMN_REF" else f"column {place}"


def _from(node: dict[str, Any] | None, scope: Scope, reading: Reading) -> None:
    """Put each relation of a FROM into the scope, in their order, and note what they are joined by."""
    kind = node["type"] if node else "EMPTY"
    if node is None or kind == "EMPTY":
        return
    if kind == "JOIN":
        _from(node["left"], scope, reading)
        _from(node["right"], scope, reading)
        reading.conditions |= _made_of(node.get("condition"), scope, reading)
    elif kind == "BASE_TABLE":
        name = ".".join(each for each in (node["schema_name"], node["table_name"]) if each)
        relation = reading.steps[name] if name in reading.steps else reading.tables(name)
        scope.append((node["alias"] or node["table_name"], relation))
    elif kind == "SUBQUERY":
        inside = Reading(reading.tables, reading.steps, (scope, *reading.outer), reading.conditions)
        scope.append((node["alias"], _query(node["subquery"]["node"], inside)))
    else:
        made = _made_of(node.get("function") or node.get("values"), scope, reading)
        names = node.get("column_name_alias") or node.get("expected_names") or []
        scope.append((node["alias"], Relation(dict.fromkeys(names, made), everything=made)))


def _star(node: dict[str, Any], scope: Scope, reading: Reading) -> dict[str, Sources]:
    left_out = set(node["exclude_list"]) | {each["column"] for each in node["qualified_exclude_list"]}
    found: dict[str, Sources] = {}
    for alias, relation in scope:
        if node["relation_name"] in ("", alias):
            for column, sources in relation.columns.items():
                if column not in left_out:
                    found[column] = found.get(column, NOTHING) | sources
    for each in node["replace_list"]:
        found[each["key"]] = _made_of(each["value"], scope, reading)
    return found


def _made_of(expression: Any, scope: Scope, reading: Reading) -> Sources:
    """All columns that an expression names, in brackets and in SELECTs within it too."""
    found: set[Column] = set()
    for each in _parts(expression):
        if each["type"] == "COLUMN_REF":
            found |= _resolve(each["column_names"], (scope, *reading.outer))
        else:
            inside = Reading(reading.tables, reading.steps, (scope, *reading.outer), reading.conditions)
            for sources in _query(each["subquery"]["node"], inside).columns.values():
                found |= sources
    return frozenset(found)


def _parts(node: Any) -> Iterator[dict[str, Any]]:
    """The names of columns and the SELECTs in an expression; a SELECT is not looked into."""
    if isinstance(node, list):
        for each in node:
            yield from _parts(each)
    elif isinstance(node, dict):
        if node.get("class") == "COLUMN_REF":
            yield node
            return
        if node.get("class") == "SUBQUERY":
            yield node
            yield from _parts(node.get("child"))
            return
        for value in node.values():
            yield from _parts(value)


def _resolve(names: list[str], scopes: tuple[Scope, ...]) -> Sources:
    """What a name stands for: its table's column, from the inside out. A name of a function's own is nothing."""
    column, table = names[-1], names[-2] if len(names) > 1 else ""
    for scope in scopes:
        if table:
            # The last name may be a field of a column: `document.field`.
            for alias, relation in scope:
                if alias == table:
                    return relation.get(column) or NOTHING
            continue
        held = [relation.columns[column] for _, relation in scope if column in relation.columns]
        if held:
            return frozenset().union(*held)
    if not table:
        for scope in scopes:
            unknown = [relation for _, relation in scope if relation.get(column)]
            if len(unknown) == 1:
                return unknown[0].get(column) or NOTHING
    return NOTHING
