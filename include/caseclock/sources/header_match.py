"""Matching the names that a file's columns have with the columns of a contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caseclock.catalogue.contracts import Contract
from caseclock.errors import DeliveryRefused

LONGEST_NAME = 128
MOST_EXTRA_COLUMNS = 512


@dataclass(frozen=True)
class HeaderMatch:
    """Which delivered column is which.

    columns and positions: the contract columns found and where each stands in a row, from 0.
    extra_columns: other names, as delivered. missing_required: required columns that are not there.
    """

    columns: tuple[str, ...]
    positions: tuple[int, ...]
    extra_columns: tuple[str, ...]
    missing_required: tuple[str, ...]


def match_header(
    names: Sequence[str], contract: Contract, aliases: Mapping[str, Mapping[str, str]], where: str
) -> HeaderMatch:
    """Find each contract column by its name or an alias, whatever the order and the capitals.

    aliases: the case system's own, delivered name to contract column, by table. Raises DeliveryRefused
    when two columns have one name or mean one contract column. Names that no contract knows are not
    quoted: a file without a header has a child's record in its first row.
    """
    known = {alias: column.name for column in contract.columns for alias in (column.name, *column.aliases)}
    known |= aliases.get(contract.table, {})
    found: dict[str, int] = {}
    extra: dict[str, int] = {}
    for position, delivered in enumerate(names):
        name = delivered.strip().lower()
        column = known.get(name)
        if column is not None and column in found:
            raise DeliveryRefused(
                f"Columns {found[column] + 1} and {position + 1} are both {column}.",
                where=where,
                do="Deliver each column once.",
            )
        if column is not None:
            found[column] = position
        elif name and name in extra:
            raise DeliveryRefused(
                f"Columns {extra[name] + 1} and {position + 1} have the same name.",
                where=where,
                do="Deliver each column once.",
            )
        else:
            extra.setdefault(name, position)
    if len(extra) > MOST_EXTRA_COLUMNS:
        raise DeliveryRefused(
            f"The table has {len(names)} columns.", where=where, do="Deliver the contract's columns only."
        )
    order = [name for name in contract.column_names if name in found]
    return HeaderMatch(
        columns=tuple(order),
        positions=tuple(found[name] for name in order),
        extra_columns=tuple(name[:LONGEST_NAME] for name in extra if name),
        missing_required=tuple(c.name for c in contract.columns if c.required and c.name not in found),
    )
