"""A rehearsal finds the delivery that is held, and refuses by name what cannot be made of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caseclock import landing
from caseclock.errors import AsAtRefused, ConfigurationError, DeliveryMissing, NotBuilt
from caseclock.landing import Delivery
from caseclock.returns.last_return import check_previous
from caseclock.returns.rehearsal import planned
from caseclock.settings import settings
from caseclock.sources.opening import ad_hoc
from deliveries import folder

AUTHORITIES = """
authorities:
  - name: sample
    title: Sample
    code: "301"
    sources:
      - {name: case_system, kind: folder, where: "in/{as_at}"}
      - {name: extra, kind: folder, where: extra, required: false}
"""


@pytest.fixture(autouse=True)
def configured(own_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "authorities.yaml").write_text(AUTHORITIES, encoding="utf-8")
    monkeypatch.setenv("CASECLOCK_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("CASECLOCK_HOME", str(tmp_path / "home"))


def deliver(day: date, *, by_hand: bool = False, authority: str = "sample") -> Delivery:
    from caseclock.catalogue import authorities

    config = authorities.authority("sample").sources[0]
    place = settings().storage / "in" / day.isoformat()
    folder(place, {"ssd_person.csv": "pers_person_id,pers_dob\n1,2015-01-01\n"})
    delivery = landing.bring(authority, ad_hoc(place, "mosaic") if by_hand else config, day)
    assert delivery is not None
    return delivery


def test_the_latest_delivery_that_is_held_is_taken() -> None:
    for day in (date(2026, 3, 30), date(2026, 11, 20), date(2026, 6, 1)):
        deliver(day)
    night = planned("sample", "cin_census", None, None)
    assert (night.as_at, night.census_year, night.path) == (date(2026, 11, 20), 2027, "")
    assert night.run_id == "20261120-cin_census-2027"
    assert planned("sample", "cin_census", None, date(2026, 6, 1)).census_year == 2026
    assert planned("sample", "cin_census", 2025, date(2026, 6, 1), "own").run_id == "own"


@pytest.mark.parametrize("authority", ["sample", "elsewhere"])
def test_a_delivery_that_was_named_by_hand_will_do(authority: str) -> None:
    landed = deliver(date(2026, 3, 31), by_hand=True, authority=authority)
    night = planned(authority, "cin_census", 2026, None)
    assert (night.as_at, night.system) == (date(2026, 3, 31), "mosaic")
    [source] = night.configured.sources
    held = landing.held_for(authority, source, night.as_at)
    assert held is not None and held.folder == landed.folder


def test_what_is_not_held_is_refused() -> None:
    with pytest.raises(DeliveryMissing, match="No delivery of the authority is held"):
        planned("sample", "cin_census", None, None)
    deliver(date(2026, 3, 31))
    with pytest.raises(AsAtRefused, match="The delivery of 2026-03-30 is not held"):
        planned("sample", "cin_census", None, date(2026, 3, 30))
    with pytest.raises(AsAtRefused, match="outside the calendar"):
        planned("sample", "cin_census", None, date(2050, 1, 1))


def test_a_collection_that_cannot_be_is_refused() -> None:
    deliver(date(2026, 3, 31))
    with pytest.raises(AsAtRefused, match="The collection of 2027 begins on 2026-04-01, after 2026-03-31"):
        planned("sample", "cin_census", 2027, None)
    with pytest.raises(ConfigurationError, match="no collection of that year"):
        planned("sample", "cin_census", 2019, None)
    with pytest.raises(NotBuilt, match="ssda903 is not built"):
        planned("sample", "ssda903", 2026, None)


def test_last_years_return_must_be_there(tmp_path: Path) -> None:
    check_previous(None)
    with pytest.raises(DeliveryMissing, match=r"no such file.*last\.xml"):
        check_previous(tmp_path / "last.xml")
