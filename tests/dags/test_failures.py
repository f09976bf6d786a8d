"""How a night fails: what is tried again, who is told, and what neither may say."""

from __future__ import annotations

import stat
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caseclock import errors, night

CANARY = "Umbrothwaite"
AS_AT = "2026-03-31"
RUN = Callable[..., tuple[Any, dict[str, str]]]


@pytest.fixture
def quiet_night(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """A night whose steps do nothing but say that they were called."""
    called: dict[str, list[str]] = {}

    def stand_in(step: str) -> Callable[[night.Night], Any]:
        def run(tonight: night.Night) -> Any:
            called.setdefault(tonight.authority, []).append(step)
            return True if step == "arrived" else {"rows": 1}

        return run

    for step in ("arrived", "extract", "load_and_check", "gate", "measure", "publish", "report", "tidy"):
        monkeypatch.setattr(night, step, stand_in(step))
    return called


def failing(error: Exception, authority: str = "alpha") -> Callable[[night.Night], Any]:
    def run(tonight: night.Night) -> Any:
        if tonight.authority == authority:
            raise error
        return {"rows": 1}

    return run


def notices(home: Path) -> str:
    return (home / "caseclock" / ".caseclock" / "notices.log").read_text(encoding="utf-8")


def test_a_night_that_goes_well(run: RUN, quiet_night: dict[str, list[str]]) -> None:
    done, states = run("nightly", as_at=AS_AT)
    assert done.state == "success"
    assert set(states.values()) == {"success"}
    assert quiet_night["beta"] == [
        "arrived", "extract", "load_and_check", "gate", "measure", "publish", "report", "tidy",
    ]  # fmt: skip


def test_one_authority_that_fails_leaves_the_other_alone_and_is_tidied(
    run: RUN, quiet_night: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(
        night, "gate", failing(errors.GateStopped("Too few rows.", where="alpha", do="Look."))
    )
    done, states = run("nightly", as_at=AS_AT)
    assert done.state == "failed"
    assert states["authority.gate[0]"] == "failed"
    assert states["authority.publish[0]"] == "upstream_failed"
    assert states["authority.publish[1]"] == states["authority.report[1]"] == "success"
    assert quiet_night["alpha"][-1] == quiet_night["beta"][-1] == "tidy"
    assert "gate failed for alpha" in notices(home)
    assert "exit code 15: Too few rows. [alpha] Look." in notices(home)
    assert f"the run {done.run_id} failed" in notices(home)


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (errors.WarehouseUnavailable("No answer."), 3),
        (errors.RunBusy("Another run."), 3),
        (errors.StorageFull("No room."), 3),
        (errors.DeliveryRefused("Not a table."), 1),
        (errors.ConfigurationError("Not a setting."), 1),
        (errors.KeyRefused("Not the key."), 1),
        (errors.AsAtRefused("Not a day."), 1),
        (errors.ChecksIncomplete("Not all."), 1),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_only_what_may_pass_is_tried_again(error: Exception, tries: int) -> None:
    from airflow.sdk import RetryAction

    from caseclock_airflow.steps import PASSING_ERRORS_ONLY

    wanted = RetryAction.RETRY if tries > 1 else RetryAction.FAIL
    assert PASSING_ERRORS_ONLY.evaluate(error, try_number=1, max_tries=2).action == wanted


def test_a_passing_error_is_tried_three_times(
    run: RUN, quiet_night: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        night, "publish", failing(errors.WarehouseUnavailable("No answer.", where="warehouse"))
    )
    done, _ = run("nightly", as_at=AS_AT, authorities=["alpha"])
    tried = {each.task_id: each.try_number for each in done.get_task_instances()}
    assert tried["authority.publish"] == 3
    assert tried["authority.tidy"] == 1


def test_a_delivery_that_does_not_come_is_told(
    run: RUN, quiet_night: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(night, "arrived", lambda tonight: tonight.authority == "beta")
    done, states = run("nightly", as_at=AS_AT)
    assert states["authority.wait_for_delivery[0]"] == "failed"
    assert states["authority.report[1]"] == "success"
    assert (
        "exit code 12: The delivery for 2026-03-31 did not come within 0 minutes. [alpha: case_system]"
        in notices(home)
    )


def test_an_unforeseen_error_keeps_its_text_to_itself(
    run: RUN, quiet_night: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch, home: Path, capfd: Any
) -> None:
    """A database quotes the value that it could not take."""
    monkeypatch.setattr(night, "measure", failing(ValueError(f"could not convert '{CANARY}'")))
    done, states = run("nightly", as_at=AS_AT)
    assert states["authority.measure[0]"] == "failed"
    told = capfd.readouterr()
    assert "ValueError at test_failures.py" in told.out + told.err + notices(home)
    assert CANARY not in told.out + told.err
    assert not [path for path in home.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]


def test_an_error_of_ours_does_not_bring_its_cause() -> None:
    from caseclock_airflow.steps import without_values

    def step() -> None:
        try:
            raise KeyError(CANARY)
        except KeyError:
            raise errors.DeliveryRefused("The table cannot be read.", where="ssd_person.csv")  # noqa: B904  # its cause is what must not be told

    with pytest.raises(errors.DeliveryRefused) as caught:
        without_values(step)
    assert CANARY not in "".join(traceback.format_exception(caught.value))


def test_notices_are_for_their_owner_only(home: Path) -> None:
    from caseclock_airflow import notices as telling

    telling.write("one line\nonly")
    path = home / "caseclock" / ".caseclock" / "notices.log"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text(encoding="utf-8").endswith(" one line only\n")


def test_a_notice_is_mailed_where_mail_is_set_up(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    from airflow.providers.smtp.notifications.smtp import SmtpNotifier

    from caseclock_airflow import notices as telling

    sent: list[SmtpNotifier] = []
    monkeypatch.setenv("CASECLOCK_NOTICE_TO", "night@example.org, team@example.org")
    monkeypatch.setattr(SmtpNotifier, "notify", lambda self, context: sent.append(self))
    before = notices(home)
    telling.tell_of_failure({"dag": None, "run_id": "r1", "exception": None})
    assert sent[0].to == ["night@example.org", "team@example.org"]
    assert sent[0].smtp_conn_id == "smtp_default"
    assert notices(home) == before


def test_a_mail_that_cannot_be_sent_is_written_instead(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    from airflow.providers.smtp.notifications.smtp import SmtpNotifier

    from caseclock_airflow import notices as telling

    def refuse(self: SmtpNotifier, context: Any) -> None:
        raise ConnectionRefusedError("secret-password")

    monkeypatch.setenv("CASECLOCK_NOTICE_TO", "night@example.org")
    monkeypatch.setattr(SmtpNotifier, "notify", refuse)
    telling.tell_of_failure({"dag": None, "run_id": "r2", "exception": None})
    assert "r2" in notices(home).splitlines()[-1]
    assert "not mailed: ConnectionRefusedError" in notices(home)
    assert "secret-password" not in notices(home)
