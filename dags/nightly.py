"""Tonight's figures, for every configured authority.

Each night, for each authority by itself: wait for the delivery, copy it to landing, type and check it,
decide at the gate, build the core tables, run every clock, publish, write the reports. One authority
that fails leaves the others alone, and what it published before still stands.

**as_at** is the last full London day before the run. To do a past day again, trigger the DAG with the
parameter `as_at`, or backfill by the dates on which the nights ran, the day after each as_at: for as_at 1
to 3 April `airflow backfill create --dag-id nightly --from-date 2026-04-02 --to-date 2026-04-05`.

**When it fails**: the notice names the authority, the step and the exit code; docs/ has the runbook.
Errors in the data fail at once. What may pass (no warehouse, another run at work, a full disk) is tried
twice more. Clear the failed task to go on from there.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import (
    DAG,
    Asset,
    AssetAlias,
    CronTriggerTimetable,
    Param,
    get_current_context,
    task,
    task_group,
)

from caseclock.settings import settings
from caseclock_airflow import plan as planning
from caseclock_airflow import steps
from caseclock_airflow.delivery import DeliverySensor
from caseclock_airflow.notices import tell_of_failure

Plan = dict[str, str]

PUBLISHED = AssetAlias("caseclock/published")
AUTHORITIES = planning.configured()
PUBLICATIONS = [Asset(f"caseclock/{name}") for name in AUTHORITIES]
SCHEDULE = settings().schedule

with DAG(
    dag_id="nightly",
    description="Every authority's delivery, from extract to published figures",
    doc_md=__doc__,
    schedule=CronTriggerTimetable(SCHEDULE, timezone="Europe/London") if SCHEDULE != "none" else None,
    catchup=False,
    max_active_runs=1,
    tags=["caseclock", "nightly"],
    params={
        "as_at": Param(
            None, type=["null", "string"], format="date", title="As at (empty: the day before the run)"
        ),
        "authorities": Param(
            [],
            type="array",
            items={"type": "string", **({"enum": AUTHORITIES} if AUTHORITIES else {})},
            title="Authorities (empty: all)",
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

    @task
    def choose_authorities() -> list[Plan]:
        """One plan for each authority that this run is for."""
        return planning.nights(get_current_context())

    @task_group(group_id="authority")
    def authority_night(plan: Plan) -> None:
        """One authority's night; nothing in it knows of another authority."""
        named: dict[str, Any] = {"map_index_template": "{{ task.op_kwargs['plan']['authority'] }}"}

        arrived = DeliverySensor(
            task_id="wait_for_delivery",
            plan=plan,
            poke_interval=timedelta(minutes=1),
            map_index_template="{{ task.plan['authority'] }}",
        )

        @task(multiple_outputs=False, **named)
        def extract(plan: Plan) -> dict[str, Any]:
            return steps.run("extract", plan)

        @task(multiple_outputs=False, **named)
        def load_and_check(plan: Plan) -> dict[str, Any]:
            return steps.run("load_and_check", plan)

        @task(multiple_outputs=False, **named)
        def gate(plan: Plan) -> dict[str, Any]:
            return steps.run("gate", plan)

        @task(multiple_outputs=False, **named)
        def measure(plan: Plan) -> dict[str, Any]:
            return steps.run("measure", plan)

        @task(multiple_outputs=False, outlets=[PUBLISHED], **named)
        def publish(plan: Plan, *, outlet_events: Any = None) -> dict[str, Any]:
            published = steps.run("publish", plan)
            asset = Asset(f"caseclock/{plan['authority']}")
            outlet_events[PUBLISHED].add(asset, extra={**plan, "published": published})
            return published

        @task(multiple_outputs=False, inlets=PUBLICATIONS, **named)
        def report(plan: Plan) -> dict[str, Any]:
            return steps.run("report", plan)

        @task(execution_timeout=timedelta(minutes=10), **named)
        def tidy(plan: Plan) -> None:
            steps.run("tidy", plan)

        (
            arrived
            >> extract(plan=plan)
            >> load_and_check(plan=plan)
            >> gate(plan=plan)
            >> measure(plan=plan)
            >> publish(plan=plan)
            >> report(plan=plan)
            >> tidy(plan=plan).as_teardown()
        )

    authority_night.expand(plan=choose_authorities())
