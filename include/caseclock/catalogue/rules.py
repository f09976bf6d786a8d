"""The rules: one SQL file each, with what they say about themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from caseclock.catalogue.contracts import EXPECTATIONS, check_schema, contracts
from caseclock.catalogue.header import Declaration, read_folder
from caseclock.errors import ConfigurationError

FOLDERS_OF_NO_RULES = ("contracts",)
KEYS = (
    *("rule", "return", "title", "severity", "years", "table", "columns", "fix", "source"),
    *("needs", "needs_rows", "needs_previous", "whole_delivery", "gate"),
)


@dataclass(frozen=True)
class Rule:
    """One rule. Its SELECT returns the rows that break it, one row a finding.

    The SELECT's columns: child_id and record (both may be null), and where it needs them detail
    (counts only), table_name and column_name (for a rule over several tables).
    rule: its number or name, once in its return. severity: error, query or warning.
    first_year, last_year: the collection years in force, both inclusive; None is without end.
    years_assumed: they are not known for certain. provisional: the department has not published it as
    final. columns: of `table`, or written `table.column`. needs: tables that must have been supplied.
    needs_rows: tables that must hold a row. needs_reference_date: it compares with the census year's
    first or last day. needs_working_days: it counts them from there. needs_previous: not run on a first
    night. whole_delivery: its findings are not about a child. stops_gate: when it is broken the night is
    not published.
    """

    rule: str
    return_name: str
    title: str
    severity: str
    table: str
    columns: tuple[str, ...]
    fix: str
    source: str
    select: str
    sha256: str
    path: Path
    needs: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    years_assumed: bool = False
    provisional: bool = False
    needs_rows: tuple[str, ...] = ()
    needs_reference_date: bool = False
    needs_working_days: bool = False
    needs_previous: bool = False
    whole_delivery: bool = False
    stops_gate: bool = False

    def in_force(self, year: int) -> bool:
        """Whether the rule belongs to the collection of `year`, named by the year it ends in."""
        return (self.first_year or year) <= year <= (self.last_year or year)


def return_names() -> list[str]:
    """The names that `rules` takes: each folder of expectations/ that holds rules."""
    folders = [folder for folder in EXPECTATIONS.iterdir() if folder.is_dir()]
    return sorted(folder.name for folder in folders if folder.name not in FOLDERS_OF_NO_RULES)


def rules(return_name: str, year: int | None = None) -> list[Rule]:
    """Every rule of one return, by the names of their files; with a year, only those in force.

    Raises ConfigurationError that names the file and the line when a header has an unknown key, lacks
    one, names a table or column that no contract declares, or when two rules of the return in
    one year have the same name; and when there is no such return.
    """
    every = _read(return_name)
    return [rule for rule in every if year is None or rule.in_force(year)]


def tables_of_the_night_before(return_name: str = "local") -> set[str]:
    """Tables that some rule of a return compares with the last published night."""
    return {name for rule in rules(return_name) for name in re.findall(r"\bprevious\.(\w+)", rule.select)}


@cache
def _read(return_name: str) -> tuple[Rule, ...]:
    folder = EXPECTATIONS / return_name
    if return_name in FOLDERS_OF_NO_RULES or not folder.is_dir():
        raise ConfigurationError(
            "There are no rules of that name.",
            where=return_name,
            do=f"Choose one of: {', '.join(return_names())}.",
        )
    found = tuple(read_rule(declaration, return_name) for declaration in read_folder(folder))
    for index, rule in enumerate(found):
        for other in found[:index]:
            if other.rule == rule.rule and _overlap(other, rule):
                _refuse(rule.path.name, f"{other.path.name} is the same rule in the same years")
    return found


def read_rule(declaration: Declaration, return_name: str) -> Rule:
    """A declaration as a rule of `return_name`; ConfigurationError says what is wrong with it, and where."""
    header, where = declaration.header, declaration.path.name
    known = contracts(return_name)
    for key in header:
        if key not in KEYS:
            _refuse(f"{where}, line {_line(declaration, str(key))}", f"a rule has no key called {key}")
    check_schema(header, "rule", where)
    if header["return"] != return_name:
        _refuse(where, f"it lies in the folder of {return_name} and says it belongs to {header['return']}")
    years = header.get("years", {})
    rule = Rule(
        rule=header["rule"],
        return_name=return_name,
        title=header["title"],
        severity=header["severity"],
        table=header["table"],
        columns=tuple(header["columns"]),
        fix=header["fix"],
        source=header["source"],
        select=declaration.select,
        sha256=declaration.sha256,
        path=declaration.path,
        needs=tuple(header.get("needs", _tables_named(declaration.select, tuple(known)))),
        first_year=years.get("from"),
        last_year=years.get("until"),
        years_assumed=years.get("assumed", False),
        provisional=years.get("provisional", False),
        needs_rows=tuple(header.get("needs_rows", ())),
        needs_reference_date=bool(
            re.search(r"\b(reference_date|starts_on)\b", _without_comments(declaration.select))
            and re.search(r"\bcensus\b", _without_comments(declaration.select))
        ),
        needs_working_days=bool(re.search(r"\bworking_day\b", _without_comments(declaration.select))),
        needs_previous=header.get("needs_previous", False),
        whole_delivery=header.get("whole_delivery", False),
        stops_gate=header.get("gate") == "stop",
    )
    if re.search(r"\bprevious\w*\b", _without_comments(rule.select)) and not rule.needs_previous:
        _refuse(where, "it reads the last published delivery; say `needs_previous: true`")
    for column in rule.columns if known else ():
        table, _, name = column.rpartition(".")
        contract = known.get(table or rule.table)
        if contract is not None and name not in contract.column_names:
            line = _line(declaration, "columns")
            _refuse(f"{where}, line {line}", f"no contract declares the column {contract.table}.{name}")
    return rule


def _tables_named(select: str, known: tuple[str, ...]) -> list[str]:
    """The contract tables of today's delivery that a SELECT reads."""
    words = set(re.findall(r"(?<![.\w])[a-z][a-z0-9_]*", _without_comments(select).lower()))
    return [table for table in known if table in words]


def _without_comments(select: str) -> str:
    return re.sub(r"--[^\n]*|/\*.*?\*/|'[^']*'", " ", select, flags=re.DOTALL)


def _line(declaration: Declaration, key: str) -> int:
    lines = declaration.path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)


def _overlap(one: Rule, other: Rule) -> bool:
    first = max(one.first_year or 0, other.first_year or 0)
    return first <= min(one.last_year or 9999, other.last_year or 9999)


def _refuse(where: str, why: str) -> None:
    raise ConfigurationError(f"The rule cannot be used: {why}.", where=where, do="Correct that file.")
