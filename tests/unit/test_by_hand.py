"""A night run by hand says what it was asked for and cannot find."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caseclock import by_hand
from caseclock.errors import DeliveryMissing


@pytest.mark.parametrize(
    ("authority", "do"),
    [("sample", "Known sources are case_system"), ("nobody", "Give the path of a delivery")],
)
def test_neither_a_source_nor_a_path(authority: str, do: str, tmp_path: Path) -> None:
    with pytest.raises(DeliveryMissing, match=f"{authority} has no source of this name") as refused:
        by_hand.run(str(tmp_path / "none"), authority, date(2026, 3, 31), None, True, say=print)
    assert do in refused.value.do
