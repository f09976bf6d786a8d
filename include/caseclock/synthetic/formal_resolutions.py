"""Formal resolutions: reviewing officers and conference chairs who are not content with how a case goes."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.draws import Rng, everyone, mark, pick, yes_no
from caseclock.synthetic.table import NO_ID, Rows, Tables, ids, size_of
from caseclock.synthetic.waits import share_by_date, working_days_later
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import days_after, either, on_working_day

PER_CONTACT = 0.004
FEWEST, LAST_STAGE = 9, 3
IN_TIME, IN_TIME_IN_DIP, WITHDRAWN, NEXT_STAGE = 0.96, 0.85, 0.04, 0.12
TRIGGERS = {"delay_in_plan": 38, "care_plan_not_progressed": 31, "conference_concern": 19, "other": 12}
RAISERS = {
    "Reviewing officer 1": 30,
    "Reviewing officer 2": 26,
    "Conference chair 1": 24,
    "Conference chair 2": 20,
}


def formal_resolutions(rng: Rng, tables: Tables, window: Window) -> dict[str, Rows]:
    """ext_formal_resolution: one row a resolution and stage; no stage is left out.

    The next stage begins on the day on which the one before it was closed without agreement.
    """
    plans, episodes = tables["ssd_cp_plans"], tables["ssd_cla_episodes"]
    known = np.unique(np.concatenate([plans["cppl_person_id"], episodes["clae_person_id"]]))
    size = max(FEWEST, round(size_of(tables["ssd_contacts"]) * PER_CONTACT))
    person = known[rng.integers(0, known.size, size)] if known.size else np.full(size, NO_ID)
    held = tables["ssd_involvements"]
    latest = dict(zip(held["invo_person_id"].tolist(), held["invo_professional_team"].tolist(), strict=True))
    team = np.array([latest.get(who, NO_ID) for who in person.tolist()], dtype=np.int64)
    trigger, raiser = pick(rng, size, TRIGGERS), pick(rng, size, RAISERS)
    raised = np.minimum(on_working_day(window.start + np.sort(rng.integers(0, window.days, size))), window.to)
    of = np.arange(size)
    parts: list[Rows] = []
    for stage in range(1, LAST_STAGE + 1):
        in_time = share_by_date(window, raised, IN_TIME, IN_TIME_IN_DIP)
        closed = working_days_later(rng, raised, 20, in_time, 34, 5)
        withdrawn = mark(rng, everyone(of.size), WITHDRAWN)
        closed = window.happened(either(withdrawn, days_after(raised, rng.integers(1, 6, of.size)), closed))
        parts.append({
            "exfr_id": ids("resolution", of),
            "exfr_stage": np.full(of.size, stage, dtype=np.int32),
            "exfr_person_id": person[of],
            "exfr_raised_on": raised,
            "exfr_resolved_on": closed,
            "exfr_withdrawn": yes_no(withdrawn & ~np.isnat(closed)),
            "exfr_trigger": trigger[of],
            "exfr_raised_by": raiser[of],
            "exfr_team_id": team[of],
        })  # fmt: skip
        goes_on = mark(rng, ~np.isnat(closed) & ~withdrawn, NEXT_STAGE)
        of, raised = of[goes_on], closed[goes_on]
    return {
        "ext_formal_resolution": {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    }
