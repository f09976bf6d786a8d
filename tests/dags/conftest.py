"""One Airflow for all these tests: its environment is set before its first import.

`dag.test()` runs tasks in this process. The configuration, landing and warehouse are those of a folder
that is made for the tests.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOME = Path(tempfile.mkdtemp(prefix="caseclock-airflow-"))

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.update(
    AIRFLOW_HOME=str(HOME),
    AIRFLOW__CORE__DAGS_FOLDER=str(ROOT / "dags"),
    AIRFLOW__CORE__PLUGINS_FOLDER=str(ROOT / "plugins"),
    AIRFLOW__CORE__LOAD_EXAMPLES="False",
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=f"sqlite:///{HOME}/airflow.db",
    AIRFLOW__LOGGING__COLORED_CONSOLE_LOG="False",
)

AUTHORITIES = """
authorities:
  - name: alpha
    title: Alpha
    code: "201"
    sources:
      - {name: case_system, kind: folder, system: liquidlogic, where: "in/alpha", wait_minutes: 0, settle_seconds: 1}
  - name: beta
    title: Beta
    code: "202"
    sources:
      - {name: case_system, kind: folder, system: liquidlogic, where: "in/beta", wait_minutes: 0, settle_seconds: 1}
"""


@pytest.fixture(scope="session", autouse=True)
def home() -> Iterator[Path]:
    """Caseclock's folder for these tests, with two configured authorities and nothing delivered."""
    (HOME / "config").mkdir()
    (HOME / "config" / "authorities.yaml").write_text(AUTHORITIES, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASECLOCK_HOME", str(HOME / "caseclock"))
        patch.setenv("CASECLOCK_CONFIG", str(HOME / "config"))
        patch.setenv("CASECLOCK_DATA", str(HOME / "data"))
        patch.setenv("CASECLOCK_RETRY_MINUTES", "0")
        yield HOME
        if (HOME / "caseclock" / ".caseclock" / "warehouse").exists():
            from caseclock.warehouse import server

            server.stop()
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def airflow_database(home: Path) -> None:
    """Airflow's own database, made once."""
    from airflow.utils.db import initdb

    initdb()


@pytest.fixture
def bag() -> Any:
    """The DAGs of this clone, parsed now."""
    from airflow.dag_processing.dagbag import DagBag

    return DagBag(dag_folder=str(ROOT / "dags"))


@pytest.fixture
def run(airflow_database: None, bag: Any) -> Callable[..., tuple[Any, dict[str, str]]]:
    """Run a DAG in this process; return its run, and each task's state by `task_id[map name]`."""

    def go(dag_id: str, **conf: Any) -> tuple[Any, dict[str, str]]:
        done = bag.dags[dag_id].test(run_conf=conf)
        instances = done.get_task_instances()
        return done, {f"{each.task_id}[{each.map_index}]": str(each.state) for each in instances}

    return go
