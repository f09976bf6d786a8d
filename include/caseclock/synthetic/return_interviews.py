"""Interviews after a child was missing."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.draws import Dates, Rng, mark, only, pick
from caseclock.synthetic.table import Rows, Tables
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import either, moments

LIMIT_HOURS = 72
IN_TIME, HELD = 0.66, 0.93
"""Of the interviews that the child wanted."""
PROVIDERS = {"Council": 35, "Independent provider": 65}


def return_interviews(rng: Rng, tables: Tables, window: Window) -> dict[str, Rows]:
    """ext_return_interview: a row for each child who came back, in agreement with ssd_missing."""
    missing = tables["ssd_missing"]
    back = np.flatnonzero(~np.isnat(missing["miss_missing_episode_end_date"]))
    returned = missing["miss_missing_episode_end_date"][back]
    offered = missing["miss_missing_rhi_offered"][back] == "Y"
    wanted = offered & (missing["miss_missing_rhi_accepted"][back] == "Y")
    held = mark(rng, wanted, HELD)
    in_time = mark(rng, held, IN_TIME)
    minutes = np.where(
        in_time,
        180 + (rng.random(back.size) ** 0.7 * (LIMIT_HOURS * 60 - 200)).astype(np.int64),
        LIMIT_HOURS * 60 + 30 + rng.integers(0, 8 * 1440, back.size),
    )
    interviewed = _by_day(returned + (minutes * 60).astype("timedelta64[s]"), returned)
    day_after = (window.to + 1).astype("datetime64[s]")
    never = np.datetime64("NaT", "s")
    interviewed = np.where(held & (interviewed < day_after), interviewed, never)
    asked = returned.astype("datetime64[D]") + rng.integers(0, 3, back.size)
    asked = np.fmin(np.minimum(asked, window.to), interviewed.astype("datetime64[D]"))
    return {
        "ext_return_interview": {
            "exri_missing_id": missing["miss_table_id"][back],
            "exri_person_id": missing["miss_person_id"][back],
            "exri_returned_at": returned,
            "exri_offered_on": either(offered, asked),
            "exri_declined": only(offered, np.where(wanted, "N", "Y").astype(object)),
            "exri_interviewed_at": interviewed,
            "exri_provider": only(wanted, pick(rng, back.size, PROVIDERS)),
        }
    }


def _by_day(when: Dates, returned: Dates) -> Dates:
    """The same moments between nine and seven.

    What would be at night is in the afternoon before, where that is after the return, else on the next morning.
    """
    day = when.astype("datetime64[D]")
    hour = (when - day.astype("datetime64[s]")).astype(np.int64) // 3600
    night = (hour < 9).astype(np.int64)
    before = moments(day - night, np.full(day.size, 17 * 60 + 30))
    after = moments(day + 1 - night, np.full(day.size, 9 * 60 + 15))
    return either((hour >= 9) & (hour < 19), when, either(before > returned, before, after))
