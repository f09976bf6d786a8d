"""What is deleted when its time is over. Each function says what it removed, as counts."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path

from caseclock.settings import settings

DEAD_AFTER_SECONDS = 24 * 3600
"""A work file that nobody has written to for this long belongs to a night that died."""


def deliveries(today: date) -> dict[str, int]:
    """Delete deliveries past their retention, as `landing.expire` has it; {days: how many}."""
    from caseclock.landing import expire

    return {"days": len(expire(today))}


def work_files(now: float | None = None) -> dict[str, int]:
    """Delete files that dead nights left in the work folder; {files, bytes}.

    now: seconds since the epoch, the present when left out.
    """
    return _delete_untouched(settings().work, (now or time.time()) - DEAD_AFTER_SECONDS)


def reports(now: float | None = None) -> dict[str, int]:
    """Delete reports that no night has replaced for as long as a delivery is kept; {files, bytes}.

    They belong to authorities that are no longer run; the findings among them name children's numbers.
    now: seconds since the epoch, the present when left out.
    """
    return _delete_untouched(
        settings().reports, (now or time.time()) - settings().keep_deliveries_days * 24 * 3600
    )


def closed_findings(today: date) -> dict[str, int]:
    """Delete findings resolved longer ago than CASECLOCK_KEEP_CLOSED_FINDINGS_DAYS; {findings}.

    Needs the owner's rights on the warehouse: the nightly loader may not delete findings. Raises
    WarehouseUnavailable when it does not answer.
    """
    from caseclock.warehouse.connection import connect
    from caseclock.warehouse.server import ensure_running

    oldest = today - timedelta(days=settings().keep_closed_findings_days)
    with connect(ensure_running()) as connection:
        known = connection.execute("select to_regclass('quality.finding') is not null").fetchone()
        if not known or not known[0]:
            return {"findings": 0}
        gone = connection.execute("delete from quality.finding where resolved_at < %s", [oldest])
        return {"findings": gone.rowcount}


def _delete_untouched(folder: Path, before: float) -> dict[str, int]:
    files = size = 0
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        facts = path.stat()
        if facts.st_mtime < before:
            path.unlink(missing_ok=True)
            files, size = files + 1, size + facts.st_size
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and path.stat().st_mtime < before and not any(path.iterdir()):
            path.rmdir()
    return {"files": files, "bytes": size}
