"""What a DAG run stands for: nights, with their as-at date and authorities, or the rehearsal of a return."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from caseclock.catalogue.calendar import LAST_DAY
from caseclock.catalogue.cin_layout import layout
from caseclock.errors import AsAtRefused, CaseclockError, ConfigurationError

LONDON = ZoneInfo("Europe/London")

FIRST_COLLECTION, LAST_COLLECTION = layout().first_year, LAST_DAY.year
"""The collections that can be asked for: from the first whose form is known, to the end of the calendar."""


def as_at(context: Mapping[str, Any]) -> date:
    """The last full London day before the run, or the day that the parameter `as_at` names.

    The moment of the run is the end of its data interval, else its logical date, else (a run that was
    triggered without one) the time after which it may start. It is turned to London time before its
    date is taken: in summer 02:00 in London is 01:00 UTC, and midnight is still the day before.
    """
    asked = context["params"].get("as_at")
    if asked:
        try:
            return date.fromisoformat(str(asked))
        except ValueError:
            raise AsAtRefused("The as-at date is not a date.", do="Write it as YYYY-MM-DD.") from None
    return london_day(context) - timedelta(days=1)


def london_day(context: Mapping[str, Any]) -> date:
    """The day of the run in London."""
    run = context["dag_run"]
    moment: datetime = run.data_interval_end or run.logical_date or run.run_after
    return moment.astimezone(LONDON).date()


def configured() -> list[str]:
    """Names of the configured authorities, in order; none when the configuration cannot be read.

    The DAG file calls this. It does not fail there: a DAG that cannot be imported does not run and
    tells nobody, while the first task of a run reads the same file, fails and notifies.
    """
    from caseclock.catalogue.authorities import authorities

    try:
        return sorted(each.name for each in authorities())
    except CaseclockError:
        return []


def nights(context: Mapping[str, Any]) -> list[dict[str, str]]:
    """One plan for each authority of this run: {authority, as_at, run_id, today}, safe for XCom.

    `today` is the London date on which the run takes place, whatever day it is for: a source that holds
    today's data is not taken for that of a past day.

    `run_id` is the DAG run's own, with what does not belong in a file name replaced by a hyphen.
    Raises ConfigurationError when the configuration cannot be read, holds no authority, or does not
    hold one that the parameter `authorities` names.
    """
    from caseclock.catalogue.authorities import authorities

    known = sorted(each.name for each in authorities())
    asked = list(context["params"].get("authorities") or known)
    if not known:
        raise ConfigurationError(
            "No authority is configured.",
            where="authorities.yaml",
            do="Add one in the folder that CASECLOCK_CONFIG names.",
        )
    if unknown := sorted(set(asked) - set(known)):
        raise ConfigurationError(
            "This authority is not configured.",
            where=", ".join(unknown),
            do="Use a name from authorities.yaml.",
        )
    day = as_at(context).isoformat()
    run_id = _file_name(context)
    today = datetime.now(LONDON).date().isoformat()
    return [
        {"authority": name, "as_at": day, "run_id": run_id, "today": today} for name in known if name in asked
    ]


def rehearsal(context: Mapping[str, Any]) -> dict[str, Any]:
    """The plan of a rehearsal: {return, authority, year, as_at, previous, run_id}, safe for XCom.

    What the form left open is chosen: the latest day whose delivery is held, and the collection that is
    being prepared on it. Raises what `caseclock.returns.rehearsal.planned` does, AsAtRefused for a day that
    is none, and DeliveryMissing when last year's return is not there.
    """
    from caseclock.returns.last_return import check_previous
    from caseclock.returns.rehearsal import planned

    asked = context["params"]
    day = as_at(context) if asked.get("as_at") else None
    night = planned(asked["authority"], asked["return"], asked.get("year"), day, _file_name(context))
    previous = str(asked.get("previous") or "")
    check_previous(Path(previous) if previous else None)
    return {
        "return": asked["return"],
        "authority": night.authority,
        "year": night.census_year,
        "as_at": night.as_at.isoformat(),
        "previous": previous,
        "run_id": night.run_id,
    }


def _file_name(context: Mapping[str, Any]) -> str:
    """The run's own id, with what does not belong in a file name replaced."""
    return re.sub(r"[^A-Za-z0-9]+", "-", context["dag_run"].run_id).strip("-")
