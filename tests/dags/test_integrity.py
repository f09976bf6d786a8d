"""What every DAG promises before it runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DAGS = ("housekeeping", "nightly", "statutory_return")
STEPS = ("wait_for_delivery", "extract", "load_and_check", "gate", "measure", "publish", "report", "tidy")
HEAVY = ("pandas", "great_expectations", "duckdb", "pyarrow", "altair", "psycopg", "caseclock.night")

PARSE = """
import sys
from airflow.dag_processing.dagbag import DagBag
bag = DagBag(dag_folder=sys.argv[1])
assert not bag.import_errors, bag.import_errors
print(sorted(bag.dags), [name for name in sys.argv[2:] if name in sys.modules])
"""


def serialised(bag: Any) -> str:
    from airflow.serialization.serialized_objects import DagSerialization

    return json.dumps({name: DagSerialization.to_dict(dag) for name, dag in bag.dags.items()}, default=str)


def test_every_dag_is_read_without_an_error(bag: Any) -> None:
    assert not bag.import_errors
    assert tuple(sorted(bag.dags)) == DAGS


@pytest.mark.parametrize("name", DAGS)
def test_a_dag_says_what_it_is_and_keeps_to_one_run(bag: Any, name: str) -> None:
    dag = bag.dags[name]
    assert dag.doc_md and dag.description and "caseclock" in dag.tags
    assert dag.catchup is False
    assert dag.max_active_runs == 1
    assert dag.on_failure_callback
    for task in dag.tasks:
        assert task.owner == "caseclock"
        assert task.retries == 2
        assert task.retry_delay is not None
        assert task.retry_policy is not None
        assert task.on_failure_callback
        assert task.execution_timeout and task.execution_timeout <= timedelta(hours=1)


def test_the_night_has_its_steps_in_order(bag: Any) -> None:
    dag = bag.dags["nightly"]
    assert set(dag.task_ids) == {"choose_authorities", *(f"authority.{step}" for step in STEPS)}
    for before, after in zip(STEPS, STEPS[1:], strict=False):
        assert f"authority.{after}" in dag.get_task(f"authority.{before}").downstream_task_ids
    assert dag.get_task("authority.tidy").is_teardown
    assert dag.get_task("authority.wait_for_delivery").reschedule


def test_a_return_has_its_steps_and_its_form(bag: Any) -> None:
    dag = bag.dags["statutory_return"]
    assert dag.task_ids == ["choose", "rehearse", "tell"]
    assert dag.get_task("choose").downstream_task_ids == {"rehearse"}
    assert dag.get_task("rehearse").downstream_task_ids == {"tell"}
    form = {name: dag.params.get_param(name) for name in dag.params}
    assert list(form) == ["return", "authority", "year", "as_at", "previous"]
    assert form["return"].schema["enum"] == ["cin_census"]
    assert form["authority"].schema["enum"] == ["alpha", "beta"]
    assert (form["year"].schema["minimum"], form["year"].schema["maximum"]) == (2022, 2040)
    assert [form[name].value for name in ("year", "as_at", "previous")] == [None, None, None]
    assert all(each.schema["title"] for each in form.values())


def test_the_night_is_at_two_in_london_by_default(bag: Any) -> None:
    timetable = repr(bag.dags["nightly"].timetable)
    assert "expression='0 2 * * *'" in timetable
    assert "timezone='Europe/London'" in timetable


def test_nothing_changes_from_one_parse_to_the_next(bag: Any) -> None:
    from airflow.dag_processing.dagbag import DagBag

    assert serialised(bag) == serialised(DagBag(dag_folder=str(ROOT / "dags")))


@pytest.mark.parametrize("authorities", ["", "authorities: [", "authorities: []"])
def test_a_configuration_that_cannot_be_read_still_leaves_a_dag_that_runs_and_tells(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, authorities: str
) -> None:
    from airflow.dag_processing.dagbag import DagBag

    if authorities:
        (tmp_path / "authorities.yaml").write_text(authorities, encoding="utf-8")
    monkeypatch.setenv("CASECLOCK_CONFIG", str(tmp_path))
    bag = DagBag(dag_folder=str(ROOT / "dags"))
    assert not bag.import_errors
    assert "nightly" in bag.dags


def test_reading_the_dags_needs_no_server_no_landing_and_no_heavy_library() -> None:
    """In a process of its own: nothing that another test imported may hide what the files import."""
    environment = {
        **os.environ,
        "CASECLOCK_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/nothing",
        "CASECLOCK_DATA": "/nonexistent/data",
        "CASECLOCK_HOME": "/nonexistent/home",
        "PYTHONPATH": str(ROOT / "plugins"),
    }
    done = subprocess.run(
        [sys.executable, "-c", PARSE, str(ROOT / "dags"), *HEAVY],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip().splitlines()[-1] == f"{list(DAGS)} []"


def test_dags_and_plugins_leave_airflows_own_database_alone() -> None:
    """A worker refuses it, and `dag.test()` does not show that."""
    forbidden = ("airflow.models", "airflow.settings", "airflow.utils.session", "create_session")
    for path in [
        *ROOT.glob("dags/*.py"),
        *ROOT.glob("plugins/caseclock_*/*.py"),
        *ROOT.glob("plugins/caseclock_*.py"),
    ]:
        text = path.read_text(encoding="utf-8")
        assert not [name for name in forbidden if name in text], path.name
