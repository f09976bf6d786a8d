"""Running one step of a night inside a task: which errors are tried again, and what they may say."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from airflow.sdk import ExceptionRetryPolicy, RetryAction, RetryRule, get_current_context
from airflow.sdk.exceptions import AirflowException

from caseclock.errors import CaseclockError, RunBusy, StorageFull, WarehouseUnavailable, of_file

Result = TypeVar("Result")

PASSING_ERRORS_ONLY = ExceptionRetryPolicy(
    rules=[
        RetryRule(
            exception=[WarehouseUnavailable, RunBusy, StorageFull],
            action=RetryAction.RETRY,
            reason="This may pass by itself.",
        ),
        RetryRule(
            exception=CaseclockError,
            action=RetryAction.FAIL,
            reason="The same input gives the same error: it needs a person.",
        ),
    ]
)
"""What may pass is tried again; what is wrong with the data or the configuration fails at once."""


class StepFailed(Exception):
    """An error that Caseclock did not foresee, without its text: that may hold a child's record."""


def run(step: str, plan: Mapping[str, str]) -> Any:
    """Run `caseclock.night.<step>` for a plan as `plan.nights` gives it; return its counts and paths.

    A CaseclockError passes as it is, without the error it came from. Of any other error only the
    kind and the place in the code are kept (StepFailed): a database's message quotes values.
    """
    from caseclock import night

    os.umask(0o077)  # whatever a step writes may hold a child's record
    get_current_context()["authority"] = plan["authority"]
    function: Callable[[Any], Any] = getattr(night, step)
    return without_values(
        lambda: function(
            night.planned(
                plan["authority"],
                date.fromisoformat(plan["as_at"]),
                plan["run_id"],
                today=date.fromisoformat(plan["today"]),
            )
        )
    )


def rehearse(plan: Mapping[str, Any]) -> dict[str, Any]:
    """Rehearse a return for a plan as `plan.rehearsal` gives it; its counts and paths, and errors as `run` has it."""
    from caseclock.returns import rehearsal

    os.umask(0o077)
    get_current_context()["authority"] = plan["authority"]
    day = date.fromisoformat(plan["as_at"])
    return without_values(
        lambda: rehearsal.rehearse(
            rehearsal.planned(plan["authority"], plan["return"], plan["year"], day, plan["run_id"]),
            plan["return"],
            Path(plan["previous"]) if plan["previous"] else None,
        )
    )


def without_values(function: Callable[[], Result]) -> Result:
    """Call `function`; let through only errors whose text is ours or Airflow's."""
    try:
        return function()
    except CaseclockError as error:
        told: Exception = error
    except AirflowException:
        raise
    except OSError as error:
        told = of_file(error)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        told = StepFailed(f"{type(error).__name__} at {Path(where.filename).name}, line {where.lineno}.")
    raise told.with_traceback(None) from None
