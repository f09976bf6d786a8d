"""One statutory return, rehearsed for a collection year that you choose.

The night rehearses the collection that is being prepared. This DAG makes another one, or one of a past day,
or compares it with last year's return: choose in the form, and look at the report. It is made of the delivery
that landing holds for the day; its tables are published in the place of those of the same collection, and
nothing else of the warehouse is touched.

**The report** is `returns/<return>_<year>.html` and `.xlsx` in the authority's folder of reports. The task
`tell` names both files and what was found, in counts, by mail or in `notices.log`.

**Last year's return** is a file on the worker: the XML that was sent. Its totals are compared with this one's.

**When it fails**: the notice names the step and the exit code; docs/ has the runbook. A day whose delivery is
no longer held, a collection that has not begun and a file that is no return are refused by name.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, Param, get_current_context, task

from caseclock.settings import settings
from caseclock_airflow import plan as planning
from caseclock_airflow import steps
from caseclock_airflow.notices import tell_of_failure, tell_of_report

AUTHORITIES = planning.configured()

with DAG(
    dag_id="statutory_return",
    description="One return of one authority, rehearsed for a chosen collection year",
    doc_md=__doc__,
    schedule=None,
    catchup=False,
    max_active_runs=1,
    tags=["caseclock", "returns"],
    params={
        "return": Param("cin_census", type="string", enum=["cin_census"], title="Return"),
        "authority": Param(
            AUTHORITIES[0] if AUTHORITIES else "",
            type="string",
            title="Authority",
            **({"enum": AUTHORITIES} if AUTHORITIES else {}),
        ),
        "year": Param(
            None,
            type=["null", "integer"],
            minimum=planning.FIRST_COLLECTION,
            maximum=planning.LAST_COLLECTION,
            title="Collection year (empty: the one being prepared)",
            description="Named by the year it ends in: 2026 is 2025/26.",
        ),
        "as_at": Param(
            None,
            type=["null", "string"],
            format="date",
            title="As at (empty: the latest day whose delivery is held)",
            description="A day for which landing holds the delivery.",
        ),
        "previous": Param(
            None,
            type=["null", "string"],
            title="Last year's return (empty: nothing is compared)",
            description="Path of the XML file that was sent, on the machine that runs the task.",
        ),
    },
    default_args={
        "owner": "caseclock",
        "retries": 2,
        "retry_delay": timedelta(minutes=settings().retry_minutes),
        "retry_policy": steps.PASSING_ERRORS_ONLY,
        "execution_timeout": timedelta(hours=1),
        "on_failure_callback": tell_of_failure,
    },
    on_failure_callback=tell_of_failure,
) as dag:

    @task(multiple_outputs=False)
    def choose() -> dict[str, Any]:
        """What is to be rehearsed, with the day and the collection that were left open."""
        context = get_current_context()
        context["authority"] = context["params"]["authority"]
        return steps.without_values(lambda: planning.rehearsal(context))

    @task(multiple_outputs=False)
    def rehearse(plan: dict[str, Any]) -> dict[str, Any]:
        """The whole rehearsal; its counts, and where its report is."""
        return steps.rehearse(plan)

    @task(multiple_outputs=False)
    def tell(told: dict[str, Any]) -> None:
        """Say what was found and where the report is, in counts."""
        tell_of_report(told, get_current_context())

    tell(rehearse(choose()))
