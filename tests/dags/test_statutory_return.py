"""A return that somebody chose in the form: made, reported and told, or refused by name."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

AS_AT = date(2026, 3, 31)
RUN = Callable[..., tuple[Any, dict[str, str]]]


@pytest.fixture(scope="module")
def landed(home: Path) -> set[str]:
    """A delivery of beta in landing, and nothing else of it; returns the children's numbers."""
    from caseclock import landing
    from caseclock.catalogue.authorities import authority
    from caseclock.synthetic import generate

    folder = home / "data" / "in" / "beta"
    generate(60, 2, AS_AT, 3, "liquidlogic", 0.02, folder)
    delivery = landing.bring("beta", authority("beta").sources[0], AS_AT)
    shutil.rmtree(folder)
    assert delivery is not None
    import pyarrow.parquet as parquet

    return set(parquet.read_table(delivery.path("ssd_person"))["pers_person_id"].to_pylist())


def told(home: Path) -> str:
    return (home / "caseclock" / ".caseclock" / "notices.log").read_text(encoding="utf-8")


def test_a_return_is_made_reported_and_told(run: RUN, home: Path, landed: set[str]) -> None:
    from caseclock.publish.ready import make_ready
    from caseclock.settings import settings
    from caseclock.warehouse.connection import connect
    from caseclock.warehouse.server import ensure_running

    make_ready("beta")
    done, states = run("statutory_return", authority="beta", year=2026)
    assert done.state == "success", states
    folder = settings().reports / "beta" / "returns"
    assert sorted(path.name for path in folder.iterdir()) == ["cin_census_2026.html", "cin_census_2026.xlsx"]

    # Counts and paths only go through Airflow.
    passed = {each.task_id: each.xcom_pull(task_ids=each.task_id) for each in done.get_task_instances()}
    assert passed["choose"]["as_at"] == "2026-03-31" and passed["choose"]["year"] == 2026
    result = passed["rehearse"]
    assert result["report"] == str(folder / "cin_census_2026.html") and result["published"] > 60
    assert result["errors"] > 0 and result["verdict"][0].endswith("block the return.")
    values = {part for each in json.dumps(passed).split('"') for part in each.split()}
    assert not values & landed

    notice = told(home).splitlines()[-1]
    assert f"beta, cin_census 2026 as at 2026-03-31: {result['verdict'][0]}" in notice
    assert notice.endswith(f"workbook: {folder / 'cin_census_2026.xlsx'}")

    with connect(ensure_running()) as connection:
        kept = connection.execute(
            "select year, as_at, errors, queries from returns.publication where authority = 'beta'"
        ).fetchall()
        assert kept == [(2026, AS_AT, result["errors"], result["queries"])]
        for table in ("quality.run", "quality.finding", "audit.publication"):
            rows = connection.execute(f"select count(*) from {table} where authority = 'beta'").fetchone()
            assert rows == (0,), table
    assert not list((settings().work / "beta").glob("*.duckdb*"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"as_at": "2026-02-01"}, "exit code 18: The delivery of 2026-02-01 is not held. [beta]"),
        ({"year": 2028}, "exit code 18: The collection of 2028 begins on 2027-04-01, after 2026-03-31."),
        ({"previous": "/nowhere/last.xml"}, "exit code 12: There is no such file. [/nowhere/last.xml]"),
    ],
    ids=["a day that is not held", "a collection that has not begun", "no such file"],
)
def test_what_cannot_be_rehearsed_is_refused_by_name(
    run: RUN, home: Path, landed: set[str], asked: dict[str, Any], said: str
) -> None:
    done, states = run("statutory_return", authority="beta", **asked)
    assert done.state == "failed"
    assert states == {
        "choose[-1]": "failed",
        "rehearse[-1]": "upstream_failed",
        "tell[-1]": "upstream_failed",
    }
    assert "statutory_return: choose failed for beta" in told(home)
    assert said in told(home)


@pytest.mark.parametrize(
    "asked",
    [
        {"authority": "gamma"},
        {"year": 1999},
        {"year": "2026"},
        {"return": "ssda903"},
        {"as_at": "31/03/2026"},
    ],
    ids=lambda asked: next(iter(asked)),
)
def test_the_form_takes_only_what_can_be_meant(run: RUN, asked: dict[str, Any]) -> None:
    from airflow.sdk.exceptions import ParamValidationError

    with pytest.raises(ParamValidationError):
        run("statutory_return", **{"authority": "beta", **asked})
