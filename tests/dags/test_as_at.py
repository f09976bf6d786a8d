"""Which day a run stands for: the last full London day before it, in summer and winter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from caseclock.errors import AsAtRefused, CaseclockError, ConfigurationError


@pytest.fixture(scope="module")
def planning() -> Any:
    import airflow.settings

    airflow.settings.initialize()
    from caseclock_airflow import plan

    return plan


def context(**moments: Any) -> dict[str, Any]:
    run = {
        "data_interval_end": None,
        "logical_date": None,
        "run_after": None,
        "run_id": "scheduled__2026-04-01T01:00:00+00:00",
    }
    params = moments.pop("params", {})
    return {"params": params, "dag_run": SimpleNamespace(**run | moments)}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 21, 2, tzinfo=UTC), date(2026, 11, 20)),
        (datetime(2026, 4, 1, 1, tzinfo=UTC), date(2026, 3, 31)),  # 02:00 in London
        (datetime(2026, 3, 31, 23, tzinfo=UTC), date(2026, 3, 31)),  # midnight in London, 1 April
        (datetime(2026, 3, 31, 22, 59, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 3, 29, 1, tzinfo=UTC), date(2026, 3, 28)),  # the clocks go forward
        (datetime(2026, 10, 25, 2, tzinfo=UTC), date(2026, 10, 24)),  # and back
        (datetime(2027, 1, 1, 2, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_the_day_before_in_london(planning: Any, moment: datetime, expected: date) -> None:
    for name in ("data_interval_end", "logical_date", "run_after"):
        assert planning.as_at(context(**{name: moment})) == expected


def test_the_interval_end_goes_before_the_logical_date(planning: Any) -> None:
    """A backfill of whole days starts its interval a day earlier than it ends."""
    start, end = datetime(2026, 4, 1, 1, tzinfo=UTC), datetime(2026, 4, 2, 1, tzinfo=UTC)
    assert planning.as_at(context(logical_date=start, data_interval_end=end)) == date(2026, 4, 1)


def test_the_parameter_goes_before_everything(planning: Any) -> None:
    asked = context(run_after=datetime(2026, 4, 1, 1, tzinfo=UTC), params={"as_at": "2025-12-31"})
    assert planning.as_at(asked) == date(2025, 12, 31)


def test_what_is_no_date_is_refused(planning: Any) -> None:
    with pytest.raises(AsAtRefused):
        planning.as_at(context(params={"as_at": "31/12/2025"}))


def test_every_configured_authority_gets_a_plan(planning: Any) -> None:
    plans = planning.nights(context(run_after=datetime(2026, 4, 1, 1, tzinfo=UTC)))
    assert [each["authority"] for each in plans] == ["alpha", "beta"]
    assert plans[0] == {
        "authority": "alpha",
        "as_at": "2026-03-31",
        "run_id": "scheduled-2026-04-01T01-00-00-00-00",
        "today": plans[1]["today"],
    }


def test_only_the_authorities_asked_for(planning: Any) -> None:
    asked = context(run_after=datetime(2026, 4, 1, 1, tzinfo=UTC), params={"authorities": ["beta"]})
    assert [each["authority"] for each in planning.nights(asked)] == ["beta"]


def test_an_unknown_authority_is_refused_by_name(planning: Any) -> None:
    asked = context(run_after=datetime(2026, 4, 1, 1, tzinfo=UTC), params={"authorities": ["gamma"]})
    with pytest.raises(ConfigurationError, match="gamma"):
        planning.nights(asked)


def test_a_broken_configuration_names_nobody_at_parse_and_fails_at_run(
    planning: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("CASECLOCK_CONFIG", str(tmp_path))
    assert planning.configured() == []
    with pytest.raises(CaseclockError):
        planning.nights(context(run_after=datetime(2026, 4, 1, 1, tzinfo=UTC)))
