"""Great Expectations' stock expectations, told to leave their count where it can be compared.

With the result format BOOLEAN_ONLY nothing of a record is kept, and neither is the count; so each
class here is the stock one plus the note of its count on the engine.
"""

from __future__ import annotations

from typing import Any

import great_expectations.expectations

from caseclock.check.declared import Check
from caseclock.check.engine import DuckDBExecutionEngine

stock: Any = great_expectations.expectations


class _Counted:
    """Notes how many rows break the expectation on the engine that counted them."""

    meta: dict[str, Any] | None
    map_metric: str

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: Any = None,
    ) -> Any:
        answer = super()._validate(metrics, runtime_configuration, execution_engine)  # type: ignore[misc]  # the stock one beside it
        if isinstance(execution_engine, DuckDBExecutionEngine) and self.meta:
            key = (self.meta["return_name"], self.meta["rule"])
            execution_engine.counts[key] = self._breaking(metrics, answer)
        return answer

    def _breaking(self, metrics: dict[str, Any], answer: Any) -> int:
        return int(metrics.get(f"{self.map_metric}.unexpected_count") or 0)


class ExpectNoBlank(_Counted, stock.ExpectColumnValuesToNotBeNull):
    """Stock: no value is null."""


class ExpectListedCodes(_Counted, stock.ExpectColumnValuesToBeInSet):
    """Stock: each value is one of the codes allowed."""


class ExpectNoLongText(_Counted, stock.ExpectColumnValueLengthsToBeBetween):
    """Stock: no value is longer than allowed."""


class ExpectUniqueKey(_Counted, stock.ExpectColumnValuesToBeUnique):
    """Stock: no value occurs twice."""


class ExpectUniqueCompoundKey(_Counted, stock.ExpectCompoundColumnsToBeUnique):
    """Stock: no combination of values occurs twice."""


class ExpectDatesInOrder(_Counted, stock.ExpectColumnPairValuesAToBeGreaterThanB):
    """Stock: the later date is not before the earlier one."""


class ExpectRows(_Counted, stock.ExpectTableRowCountToBeBetween):
    """Stock: the table holds at least one row."""

    def _breaking(self, metrics: dict[str, Any], answer: Any) -> int:
        return 0 if metrics["table.row_count"] else 1


COUNTED = {
    "ExpectColumnValuesToNotBeNull": ExpectNoBlank,
    "ExpectColumnValuesToBeInSet": ExpectListedCodes,
    "ExpectColumnValueLengthsToBeBetween": ExpectNoLongText,
    "ExpectColumnValuesToBeUnique": ExpectUniqueKey,
    "ExpectCompoundColumnsToBeUnique": ExpectUniqueCompoundKey,
    "ExpectColumnPairValuesAToBeGreaterThanB": ExpectDatesInOrder,
    "ExpectTableRowCountToBeBetween": ExpectRows,
}


def stock_expectation(check: Check, meta: dict[str, Any], severity: str) -> Any:
    """The stock expectation of a contract check; the check must have one."""
    if check.native is None:
        raise ValueError(f"{check.rule} has no stock expectation")
    return COUNTED[check.native.expectation](
        **check.native.arguments, meta=meta, description=check.title, severity=severity
    )
