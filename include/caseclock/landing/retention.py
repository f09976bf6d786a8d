"""How long deliveries are kept."""

from __future__ import annotations

import shutil
import time
from datetime import date
from itertools import groupby
from pathlib import Path

from caseclock.landing.delivery import day_folders
from caseclock.landing.disk import PARTIAL
from caseclock.settings import settings

PARTIAL_SECONDS = 24 * 3600
"""A partial folder of this age belongs to a run that died."""


def expire(today: date) -> list[Path]:
    """Delete the deliveries that are past their time; return the folders of the days that went.

    Kept, counted back from `today`: every day for CASECLOCK_KEEP_DELIVERIES_DAYS (35), the last
    delivered day of each month for CASECLOCK_KEEP_MONTH_END_YEARS (7) years, and always a source's
    latest day. Folders that dead runs left are deleted too.
    """
    gone = []
    for folder in sorted(settings().landing.glob("*/*/")):
        days = day_folders(folder)
        keep = _kept(sorted(days), today)
        for day in sorted(set(days) - keep):
            shutil.rmtree(days[day])
            gone.append(days[day])
        _clear_partial(folder)
    return gone


def _kept(days: list[date], today: date) -> set[date]:
    now = settings()
    oldest_month = date(today.year - now.keep_month_end_years, today.month, 1)
    month_ends = [max(group) for _, group in groupby(days, key=lambda day: (day.year, day.month))]
    return {
        *(day for day in days if (today - day).days <= now.keep_deliveries_days),
        *(day for day in month_ends if day >= oldest_month),
        *days[-1:],
    }


def _clear_partial(folder: Path) -> None:
    for left in folder.glob(f"{PARTIAL}*"):
        if time.time() - left.stat().st_mtime > PARTIAL_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
