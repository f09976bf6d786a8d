"""What a contract asks for, as checks: a stock expectation where there is one, and a SELECT beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from caseclock.catalogue.contracts import Column, Contract, contracts
from caseclock.check.contract_clauses import ContractClauses
from caseclock.check.declared import Check
from caseclock.check.delivery import Delivery

READ_STRICTLY = ("date", "moment", "flag", "integer", "decimal", "outcome")


def contract_checks(return_name: str, delivery: Delivery) -> list[Check]:
    """Every check that the contracts of a return ask for tonight.

    What the contract calls optional and the delivery lacks is not asked for. What it requires and
    the delivery lacks is asked for and marked as not run.
    """
    return [
        check
        for contract in contracts(return_name).values()
        for check in _of_table(contract, return_name, delivery)
    ]


def _of_table(contract: Contract, return_name: str, delivery: Delivery) -> Iterator[Check]:
    clauses = ContractClauses(contract, return_name)
    table = contract.table
    here = delivery.has(table)
    if contract.required and table in delivery.supplied:
        held_back = "" if delivery.can_hold(table) else "this kind of source does not hold the table"
        yield replace(clauses.table_supplied(), not_run=held_back)
    for check in _asked(clauses, delivery):
        missing = [name for name in check.columns if (table, name) in delivery.absent]
        wanted = [name for name in missing if (table, name) not in delivery.not_expected]
        if check.rule.endswith(".supplied") and (here or _partly(contract, delivery)):
            if not missing or wanted:
                yield check
        elif not here:
            if contract.required:
                yield replace(check, not_run=f"not supplied: {table}")
        elif not missing:
            yield check
        elif any(contract.column(name).required for name in wanted):
            yield replace(check, not_run=f"not supplied: {table}.{wanted[0]}")


def _partly(contract: Contract, delivery: Delivery) -> bool:
    """Whether a file came for a table that could not be taken, for want of a required column."""
    known = [name for name in contract.column_names if (contract.table, name) not in delivery.absent]
    return contract.table in delivery.supplied and bool(known)


def _asked(make: ContractClauses, delivery: Delivery) -> Iterator[Check]:
    contract = make.contract
    if contract.table in delivery.supplied:
        yield make.quarantined()
    yield make.types()
    if not contract.may_be_empty:
        yield make.not_empty()
    if contract.key:
        yield make.key_unique()
    for earlier, later in contract.date_order:
        yield make.date_order(earlier, later)
    for column in contract.columns:
        yield from _asked_of_column(make, column, delivery)


def _asked_of_column(make: ContractClauses, column: Column, delivery: Delivery) -> Iterator[Check]:
    table = make.contract.table
    came_from_outside = table in delivery.supplied
    if column.required and came_from_outside:
        yield make.supplied(column)
    if column.not_null:
        yield make.not_null(column, delivery.unread.get((table, column.name), 0))
    if column.type in READ_STRICTLY and came_from_outside:
        yield make.readable(column)
    if column.type == "outcome" and came_from_outside:
        yield make.well_formed(column)
    if column.codes:
        yield make.codes(column)
    if column.max_length:
        yield make.max_length(column)
    if column.references and delivery.has(column.references.split(".")[0]):
        yield make.references(column)
