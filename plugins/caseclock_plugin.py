"""Caseclock's plugin: loaded by every Airflow process, so it imports next to nothing.

With CASECLOCK_PRELOAD=1 the two slow libraries are imported here. Set it for the scheduler (with
LocalExecutor) or for the Celery worker: tasks are forked from it and find them already loaded, which
saves each task that needs them some seconds.
"""

from __future__ import annotations

import importlib
import os

from airflow.plugins_manager import AirflowPlugin

if os.environ.get("CASECLOCK_PRELOAD") == "1":
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    for library in ("great_expectations", "pandas"):
        importlib.import_module(library)


class CaseclockPlugin(AirflowPlugin):
    """The name under which Airflow lists what Caseclock adds to it."""

    name = "caseclock"
