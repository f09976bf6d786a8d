"""Deletes what has had its time.

Every day, after the night: deliveries past their retention, findings long resolved, work files of nights
that died, and reports of authorities that are no longer run. How long each is kept is a setting; see
docs/personal-data.md. Each task returns how much it removed, and the warehouse keeps running meanwhile.
"""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable, get_current_context, task

from caseclock_airflow import plan, steps
from caseclock_airflow.notices import tell_of_failure

Counts = dict[str, int]

with DAG(
    dag_id="housekeeping",
    description="Deletes deliveries, findings and files past their retention",
    doc_md=__doc__,
    schedule=CronTriggerTimetable("0 6 * * *", timezone="Europe/London"),
    catchup=False,
    max_active_runs=1,
    tags=["caseclock", "housekeeping"],
    default_args={
        "owner": "caseclock",
        "retries": 2,
        "retry_delay": timedelta(minutes=5),
        "retry_policy": steps.PASSING_ERRORS_ONLY,
        "execution_timeout": timedelta(minutes=30),
        "on_failure_callback": tell_of_failure,
    },
    on_failure_callback=tell_of_failure,
) as dag:

    @task(multiple_outputs=False)
    def deliveries() -> Counts:
        """Deliveries in landing past their retention."""
        from caseclock import housekeeping

        return steps.without_values(lambda: housekeeping.deliveries(plan.london_day(get_current_context())))

    @task(multiple_outputs=False)
    def closed_findings() -> Counts:
        """Findings resolved longer ago than they are kept."""
        from caseclock import housekeeping

        return steps.without_values(
            lambda: housekeeping.closed_findings(plan.london_day(get_current_context()))
        )

    @task(multiple_outputs=False)
    def work_files() -> Counts:
        """Work files that dead nights left on this worker."""
        from caseclock import housekeeping

        return steps.without_values(housekeeping.work_files)

    @task(multiple_outputs=False)
    def reports() -> Counts:
        """Reports that no night has replaced for long."""
        from caseclock import housekeeping

        return steps.without_values(housekeeping.reports)

    deliveries()
    closed_findings()
    work_files()
    reports()
