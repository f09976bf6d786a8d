"""The contracts: what each delivered table is called, holds and must keep to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from caseclock.catalogue.header import read_yaml
from caseclock.errors import ConfigurationError
from caseclock.settings import PROJECT

EXPECTATIONS = PROJECT / "expectations"
SCHEMAS = Path(__file__).with_name("schemas")
SQL_TYPES = {
    "text": "VARCHAR",
    "date": "DATE",
    "moment": "TIMESTAMP WITH TIME ZONE",
    "flag": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(18,4)",
    "outcome": "VARCHAR",
    "json": "VARCHAR",
}
"""What each type of a contract is in the work file."""


@dataclass(frozen=True)
class Column:
    """One column of a contract.

    type: text, date (a London day), moment (a point in time), flag (Y, N or null), integer,
    decimal, outcome (canonical JSON of `outcome_keys`) or json (kept as text).
    required: without the column its table is not taken. not_null: a blank is an error.
    codes: the values allowed, empty when any is. references: `table.column` or None.
    max_length is in characters, None for no limit. multiline: may hold line breaks.
    personal: names a person or lets one be found, so it leaves the work file for identity only.
    on_clock: `event` for a day on which something happened that a clock runs from or to, `plan` for one
    that may lie ahead, None for other days.
    """

    name: str
    type: str
    meaning: str
    required: bool = False
    not_null: bool = False
    codes: tuple[str, ...] = ()
    references: str | None = None
    aliases: tuple[str, ...] = ()
    max_length: int | None = None
    multiline: bool = False
    personal: bool = False
    outcome_keys: tuple[str, ...] = ()
    on_clock: str | None = None

    @property
    def sql_type(self) -> str:
        """Its type in the work file."""
        return SQL_TYPES[self.type]


@dataclass(frozen=True)
class ChildThrough:
    """Where the child of a row is found when the row does not say.

    This row's `column` is `key` of `table`, and `child` is the column there.
    """

    column: str
    table: str
    key: str
    child: str


@dataclass(frozen=True)
class Contract:
    """One delivered table.

    key: columns that together occur once. child: the column with the child's number in the case
    system, None when there is none. identity: columns that with the child make a row the same row
    on another night. date_order: pairs (earlier, later); equal days are in order.
    """

    table: str
    title: str
    required: bool
    may_be_empty: bool
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    path: Path
    aliases: tuple[str, ...] = ()
    child: str | None = None
    child_through: ChildThrough | None = None
    identity: tuple[str, ...] = ()
    date_order: tuple[tuple[str, str], ...] = ()

    def column(self, name: str) -> Column:
        """The column called `name`, an alias counting too; KeyError when there is none."""
        wanted = name.strip().lower()
        for column in self.columns:
            if wanted == column.name or wanted in column.aliases:
                return column
        raise KeyError(name)

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in their order."""
        return tuple(column.name for column in self.columns)


def contracts(return_name: str | None = None) -> MappingProxyType[str, Contract]:
    """Every contract by its table's name, in the order of the names.

    return_name: None or "local" for the tables that a case system delivers; a return's name for the
    tables of that return. Raises ConfigurationError, with the file's name, for one that does not
    keep to its schema or contradicts itself.
    """
    if return_name in (None, "local"):
        return _read(EXPECTATIONS / "contracts")
    return _read(EXPECTATIONS / "contracts" / str(return_name))


def contract_for(name: str, return_name: str | None = None) -> Contract | None:
    """The contract of the table called `name`, whatever its case and under any alias, or None."""
    wanted = name.strip().lower()
    every = contracts(return_name)
    if wanted in every:
        return every[wanted]
    return next((contract for contract in every.values() if wanted in contract.aliases), None)


def check_schema(document: Any, schema: str, where: str) -> None:
    """Compare a declaration with `schemas/<schema>.json`.

    Raises ConfigurationError that says which entry of `where` is wrong.
    """
    error = best_match(_validator(schema).iter_errors(document))
    if error is None:
        return
    entry = ".".join(str(step) for step in error.absolute_path) or "the whole file"
    raise ConfigurationError(
        f"Not allowed here: {error.message[:200]}.", where=f"{where}, {entry}", do="Correct that entry."
    )


def read_contract(path: Path) -> Contract:
    """Read one contract file; ConfigurationError names the file and the entry that is wrong."""
    document = read_yaml(path)
    check_schema(document, "contract", path.name)
    through = document.get("child_through")
    contract = Contract(
        table=document["table"],
        title=document["title"],
        required=document["required"],
        may_be_empty=document["may_be_empty"],
        key=tuple(document["key"]),
        columns=tuple(_column(entry) for entry in document["columns"]),
        path=path,
        aliases=tuple(document.get("aliases", ())),
        child=document.get("child"),
        child_through=ChildThrough(**through) if through else None,
        identity=tuple(document.get("identity", ())),
        date_order=tuple((earlier, later) for earlier, later in document.get("date_order", ())),
    )
    _check_itself(contract)
    return contract


@cache
def _read(folder: Path) -> MappingProxyType[str, Contract]:
    found = [read_contract(path) for path in sorted(folder.glob("*.yaml"))]
    by_name = {contract.table: contract for contract in found}
    if len(by_name) < len(found):
        _refuse(folder.name, "two files describe the same table")
    names = [name for contract in found for name in (contract.table, *contract.aliases)]
    if len(set(names)) < len(names):
        _refuse(folder.name, "two tables share a name or an alias")
    for contract in found:
        _check_links(contract, by_name)
    return MappingProxyType(by_name)


def _column(entry: dict[str, Any]) -> Column:
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
    }
    return Column(**fields)


def _check_itself(contract: Contract) -> None:
    where = contract.path.name
    if contract.path.stem != contract.table:
        _refuse(where, "the file must be called after its table")
    names = [name for column in contract.columns for name in (column.name, *column.aliases)]
    if len(set(names)) < len(names):
        _refuse(where, "two columns share a name or an alias")
    if "record" in names:
        _refuse(where, "`record` is the row's number and cannot be a column")
    types = {column.name: column.type for column in contract.columns}
    mentioned: list[str] = [
        *contract.key,
        *contract.identity,
        *(day for pair in contract.date_order for day in pair),
    ]
    mentioned += [contract.child] if contract.child else []
    mentioned += [contract.child_through.column] if contract.child_through else []
    for name in _missing(mentioned, types):
        _refuse(where, f"it names the column {name}, which it does not declare")
    for earlier, later in contract.date_order:
        if types[earlier] != types[later] or types[earlier] not in ("date", "moment"):
            _refuse(where, f"{earlier} and {later} must be two dates or two moments")


def _check_links(contract: Contract, every: dict[str, Contract]) -> None:
    targets = [column.references.split(".") for column in contract.columns if column.references]
    if contract.child_through:
        through = contract.child_through
        targets += [[through.table, through.key], [through.table, through.child]]
    for table, column in targets:
        if table not in every or column not in every[table].column_names:
            _refuse(contract.path.name, f"it refers to {table}.{column}, which no contract declares")


def _missing(names: Iterable[str], known: Iterable[str]) -> list[str]:
    known = set(known)
    return [name for name in names if name not in known]


def _refuse(where: str, why: str) -> None:
    raise ConfigurationError(f"The contract contradicts itself: {why}.", where=where, do="Correct that file.")


@cache
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMAS / f"{schema}.json").read_text(encoding="utf-8")))
