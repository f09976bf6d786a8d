"""A night run by hand says what it was asked for and cannot find."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from caseclock import by_hand
from caseclock.errors import AsAtRefused, CaseclockError, DeliveryMissing
from caseclock.landing import expire
from caseclock.settings import settings
from deliveries import folder, landed


@pytest.mark.parametrize(
    ("authority", "do"),
    [("sample", "Known sources are case_system"), ("nobody", "Give the path of a delivery")],
)
def test_neither_a_source_nor_a_path(authority: str, do: str, tmp_path: Path) -> None:
    with pytest.raises(DeliveryMissing, match=f"{authority} has no source of this name") as refused:
        by_hand.run(str(tmp_path / "none"), authority, date(2026, 3, 31), None, True, say=print)
    assert do in refused.value.do


PAST = """
authorities:
  - name: sample
    title: Sample
    code: "301"
    sources:
      - {name: case_system, kind: folder, where: "in/{as_at}"}
"""


def test_a_past_night_whose_delivery_is_gone_is_refused_by_name(
    own_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its day is named, and that the frozen month remains; while landing holds it, the night runs."""
    from caseclock.catalogue import authorities

    (tmp_path / "authorities.yaml").write_text(PAST, encoding="utf-8")
    monkeypatch.setenv("CASECLOCK_CONFIG", str(tmp_path))
    monkeypatch.setenv("CASECLOCK_HOME", str(tmp_path / "home"))
    day = date(2025, 11, 12)
    config = authorities.authority("sample").sources[0]
    for each in (day, date(2025, 11, 13)):  # the last one of a month is kept for years
        place = folder(
            settings().storage / "in" / each.isoformat(), {"ssd_person.csv": "pers_person_id\n1\n"}
        )
        landed(place, as_at=each, config=config)
    shutil.rmtree(settings().storage / "in")
    told: list[str] = []
    with pytest.raises(CaseclockError) as stopped:  # the little delivery does not pass the gate
        by_hand.run("case_system", "sample", day, None, True, say=told.append)
    assert not isinstance(stopped.value, AsAtRefused) and "gate ..." in told
    expire(date(2026, 11, 20))
    with pytest.raises(AsAtRefused, match="The delivery of 2025-11-12 is not held") as refused:
        by_hand.run("case_system", "sample", day, None, True, say=told.append)
    assert "frozen month remains" in refused.value.do and refused.value.exit_code == 18
