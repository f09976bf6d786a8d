"""Telling people what failed, and that a report is there: by e-mail, or in a file where there is none."""

from __future__ import annotations

import html
import logging
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from caseclock.errors import CaseclockError
from caseclock.settings import private_folder, settings
from caseclock_airflow.steps import StepFailed

CONNECTION = "smtp_default"

log = logging.getLogger(__name__)


def tell_of_failure(context: Any) -> None:
    """Send or write one notice about a failed task or DAG run; used as `on_failure_callback`.

    Mails to CASECLOCK_NOTICE_TO (addresses with commas between) through the connection
    `smtp_default`; without addresses or connection, and when the mail server refuses, the notice is a
    line in `notices.log` of Caseclock's state folder. It says which DAG, run, authority and step,
    the exit code of the runbook, and the error where its text is ours; never a value of a record.
    """
    notice = describe(context)
    _send(notice, f"Caseclock: {notice.split(' failed', 1)[0]} failed", context)


def tell_of_report(told: Mapping[str, Any], context: Any) -> None:
    """Send or write, as tell_of_failure does, that the report of a rehearsed return is there.

    told: what `caseclock.returns.rehearsal.rehearse` returned; counts and paths only.
    """
    what = f"{told['authority']}, {told['return']} {told['year']} as at {told['as_at']}"
    notice = f"{what}: {' '.join(told['verdict'])} Report: {told['report']}; workbook: {told['workbook']}"
    _send(notice, f"Caseclock: {what}", context)


def describe(context: Mapping[str, Any]) -> str:
    """One line about a failed task, or about a failed DAG run when no task's error is at hand."""
    run = context.get("dag_run")
    dag_id = getattr(context.get("dag"), "dag_id", "")
    run_id = getattr(run, "run_id", None) or context.get("run_id", "")
    error = context.get("exception")
    if error is None:
        return (
            f"{dag_id}: the run {run_id} failed. Its tasks say why; what was published before still stands."
        )
    step = str(getattr(context.get("ti"), "task_id", "")).rsplit(".", 1)[-1]
    authority = context.get("authority", "")
    if isinstance(error, CaseclockError):
        why = f"exit code {error.exit_code}: {error}"
    elif isinstance(error, StepFailed):
        why = f"exit code {CaseclockError.exit_code}: {error}"
    else:
        why = f"exit code {CaseclockError.exit_code}: {type(error).__name__}"
    return f"{dag_id}: {step} failed{f' for {authority}' if authority else ''} in {run_id}, {why}"


def write(notice: str) -> None:
    """Append one line with the time in UTC to notices.log, readable by its owner only."""
    path = private_folder(settings().state) / "notices.log"
    line = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {' '.join(notice.split())}\n"
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(line)


def _send(notice: str, subject: str, context: Any) -> None:
    addresses = [each.strip() for each in settings().notice_to.split(",") if each.strip()]
    if addresses:
        try:
            _mail(addresses, notice, subject, context)
            return
        except Exception as error:  # a notice that cannot be mailed must still be written
            log.warning("The notice could not be mailed: %s.", type(error).__name__)
            notice += f" (not mailed: {type(error).__name__})"
    write(notice)


def _mail(addresses: list[str], notice: str, subject: str, context: Any) -> None:
    from airflow.providers.smtp.notifications.smtp import SmtpNotifier

    SmtpNotifier(
        to=addresses,
        subject=subject,
        html_content=f"<p>{html.escape(notice)}</p>",
        smtp_conn_id=CONNECTION,
    ).notify(context)
