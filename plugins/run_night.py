"""Tonight's run of `dags/nightly.py` in this one process, without Airflow's services.

`make run` starts it. Airflow runs the DAG as it is, through `dag.test()`, on an SQLite database of its
own that each run makes anew. Where the sample authority is configured and has no delivery for the day,
one is made first. What Airflow itself has to say goes to a log file; the screen shows the steps, and at
the end what the night did and where to look.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console

from caseclock import service_settings
from caseclock.errors import AsAtRefused, CaseclockError, GateStopped
from caseclock.settings import PROJECT, private_folder, settings

CHILDREN, YEARS, SEED, FAULTS = 2000, 3, 1, 0.01
LOOK = '.venv/bin/caseclock sql "select * from reporting.publication"'


def main() -> int:
    """Run the night; return 0, or the exit code of the first error."""
    asked = argparse.ArgumentParser(description="Tonight's run, in one process.")
    asked.add_argument("--as-at", default="", help="the last full day that the extract covers, YYYY-MM-DD")
    console = Console(highlight=False, soft_wrap=True)
    try:
        return run(_day(asked.parse_args().as_at), console)
    except CaseclockError as error:
        complain(error, console)
        return error.exit_code


def run(as_at: date, console: Console) -> int:
    """Make the sample's delivery when it is missing, run the DAG for `as_at`, say what it did."""
    os.umask(0o077)
    home = private_folder(settings().state / "airflow_run")
    make_sample(as_at, console)
    log = home / "night.log"
    screen = _send_output_to(log)
    steps = Steps(Console(file=screen, highlight=False, soft_wrap=True))
    steps.console.print(f"The night of {as_at}, in Airflow.")
    prepare(home)
    state = _dag_run(as_at, steps)
    for line in steps.told:
        steps.console.print(line)
    if state != "success":
        error = steps.error or CaseclockError(
            "The night did not end well.", where=str(log), do="Read the log."
        )
        if isinstance(error, CaseclockError):
            complain(error, steps.console)
        else:
            steps.console.print(f"caseclock: {type(error).__name__}: {error}")
        steps.console.print(f"  log:   {log}")
        return error.exit_code if isinstance(error, CaseclockError) else CaseclockError.exit_code
    return 0


class Steps:
    """Hears from Airflow how each task went, and shows one line for each."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.error: BaseException | None = None
        self.told: list[str] = []
        self.began: dict[tuple[str, int], float] = {}

    def on_task_instance_running(self, previous_state: Any, task_instance: Any) -> None:
        """A task began."""
        self.began.setdefault((task_instance.task_id, task_instance.map_index), time.monotonic())

    def on_task_instance_success(self, previous_state: Any, task_instance: Any) -> None:
        """A task ended well."""
        self._show(task_instance, "done")
        if task_instance.task_id == "authority.report":
            self._summarise(task_instance)

    def on_task_instance_failed(self, previous_state: Any, task_instance: Any, error: Any) -> None:
        """A task failed; the first error is the one that the night is judged by."""
        again = task_instance.try_number <= task_instance.max_tries and _may_pass(error)
        self._show(task_instance, "again" if again else "failed")
        if isinstance(error, GateStopped):
            self._summarise(task_instance)
        if self.error is None and isinstance(error, BaseException):
            self.error = error

    def _summarise(self, task_instance: Any) -> None:
        """Read what the night did from its work file, which the next task removes."""
        from caseclock import night
        from caseclock.report.summary import lines, summary

        plan = task_instance.task.op_kwargs["plan"]
        tonight = night.planned(plan["authority"], date.fromisoformat(plan["as_at"]), plan["run_id"])
        wrote = not task_instance.task_id.endswith(".gate")
        self.told += [
            "",
            *lines(
                summary(tonight.work_path),
                scorecard=night.pages(tonight) / "scorecard.html" if wrote else None,
                findings=tonight.report_folder / "findings.xlsx" if wrote else None,
                look=LOOK if wrote else "",
            ),
        ]

    def _show(self, task_instance: Any, how: str) -> None:
        began = self.began.pop((task_instance.task_id, task_instance.map_index), time.monotonic())
        step = task_instance.task_id.rsplit(".", 1)[-1]
        which = task_instance.rendered_map_index or ""
        self.console.print(f"  {step:<20} {which:<16} {how:<7} {time.monotonic() - began:6.1f} s")


def _may_pass(error: Any) -> bool:
    from airflow.sdk import RetryAction

    from caseclock_airflow.steps import PASSING_ERRORS_ONLY

    return PASSING_ERRORS_ONLY.evaluate(error, try_number=1, max_tries=1).action != RetryAction.FAIL


def make_sample(as_at: date, console: Console) -> None:
    """Make the synthetic delivery of each folder source that has none for `as_at`.

    Only where the configuration is the example of this clone: nothing is ever made up for a council.
    """
    if settings().config.resolve() != (PROJECT / "include" / "sample_authority").resolve():
        return
    from caseclock.catalogue.authorities import authorities
    from caseclock.synthetic import generate

    for source in (each for authority in authorities() for each in authority.sources):
        if source.kind == "folder" and source.required and not source.path(as_at).exists():
            console.print(f"Making up {CHILDREN} children and {YEARS} years as {source.system} writes them.")
            folder = private_folder(source.path(as_at).parent) / source.path(as_at).name
            generate(CHILDREN, YEARS, as_at, SEED, source.system, FAULTS, folder)


def prepare(home: Path) -> None:
    """Set the environment for Airflow, which reads it when it is imported, and make its database."""
    database = home / "airflow.db"
    database.unlink(missing_ok=True)
    os.environ.update(
        service_settings.folders(home),
        AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=f"sqlite:///{database}",
        AIRFLOW__LOGGING__COLORED_CONSOLE_LOG="False",
        CASECLOCK_RETRY_MINUTES="0",
    )
    from airflow.utils.db import initdb

    initdb()


def _dag_run(as_at: date, steps: Steps) -> str:
    from airflow.dag_processing.dagbag import DagBag
    from airflow.listeners import hookimpl
    from airflow.sdk.listener import get_listener_manager

    for name in ("on_task_instance_running", "on_task_instance_success", "on_task_instance_failed"):
        setattr(Steps, name, hookimpl(getattr(Steps, name)))
    get_listener_manager().add_listener(steps)
    bag = DagBag(dag_folder=str(PROJECT / "dags" / "nightly.py"))
    if "nightly" not in bag.dags:
        raise CaseclockError(
            "Airflow cannot read dags/nightly.py.", where=", ".join(bag.import_errors), do="Read the log."
        )
    return str(bag.dags["nightly"].test(run_conf={"as_at": as_at.isoformat()}).state.value)


def _send_output_to(log: Path) -> Any:
    """Send this process's output to `log`, and return a file that still writes to the screen."""
    sys.stdout.flush()
    sys.stderr.flush()
    screen = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    os.close(handle)
    return screen


def complain(error: CaseclockError, console: Console) -> None:
    """Say an error as the command line does: what, where, what to do next."""
    console.print(f"caseclock: {error.what}")
    if error.where:
        console.print(f"  where: {error.where}")
    if error.do:
        console.print(f"  do:    {error.do}")


def _day(text: str) -> date:
    if not text:
        return datetime.now(ZoneInfo("Europe/London")).date() - timedelta(days=1)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise AsAtRefused("--as-at is not a date.", where="--as-at", do="Write it as YYYY-MM-DD.") from None


if __name__ == "__main__":
    sys.exit(main())
