"""Complaints, in up to three stages."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.draws import Dates, Numbers, Rng, everyone, mark, only, pick, words, yes_no
from caseclock.synthetic.table import NO_ID, Rows, Tables, ids, size_of
from caseclock.synthetic.waits import share_by_date, waits, working_days_later
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import ASSESSMENT, CHILDREN_IN_CARE, SAFEGUARDING, team_ids
from caseclock.synthetic.working_days import NEVER, days_after, either, on_working_day

PER_CONTACT = 0.01
"""About a hundred complaints a year for 15,000 contacts."""
FEWEST = 12
ABOUT_A_CHILD, EXTENDED, WITHDRAWN, OUTSIDE = 0.92, 0.06, 0.05, 0.04
FIRST_IN_TIME, FIRST_IN_TIME_IN_DIP, EXTENDED_IN_TIME = 0.97, 0.85, 0.93
SECOND, THIRD = 0.14, 0.4
"""Share of the answered complaints that go on to the next stage."""
SECOND_EXTENDED, SECOND_IN_TIME = 0.45, 0.9
PANEL_IN_TIME, REPORT_IN_TIME, ANSWER_IN_TIME = 0.92, 0.95, 0.95
THEMES = {"Communication": 31, "Delay": 19, "Conduct of staff": 15, "Quality of assessment": 14,
          "Contact arrangements": 9, "Placement": 7, "Accuracy of records": 5}  # fmt: skip
OUTCOMES = {"Not upheld": 44, "Partly upheld": 36, "Upheld": 20}


def complaints(rng: Rng, tables: Tables, window: Window) -> dict[str, Rows]:
    """ext_complaint: one row a complaint and stage."""
    size = max(FEWEST, round(size_of(tables["ssd_contacts"]) * PER_CONTACT))
    referrals = tables["ssd_cin_episodes"]
    whom = (
        referrals["cine_person_id"][rng.integers(0, max(size_of(referrals), 1), size)]
        if size_of(referrals)
        else np.full(size, NO_ID)
    )
    days = np.sort(rng.integers(0, window.days, size))
    received = np.minimum(on_working_day(window.start + days), window.to)
    shared = {
        "person": np.where(mark(rng, everyone(size), ABOUT_A_CHILD), whom, NO_ID),
        "theme": pick(rng, size, THEMES),
        "team": team_ids(rng.choice(np.concatenate([ASSESSMENT, SAFEGUARDING, [CHILDREN_IN_CARE]]), size)),
    }
    withdrawn = mark(rng, everyone(size), WITHDRAWN)
    outside = mark(rng, ~withdrawn, OUTSIDE)
    extended = mark(rng, ~withdrawn & ~outside, EXTENDED)
    usual = working_days_later(
        rng, received, 10, share_by_date(window, received, FIRST_IN_TIME, FIRST_IN_TIME_IN_DIP), 19, 2
    )
    longer = days_after(received, 10 + waits(rng, size, 10, EXTENDED_IN_TIME, 15, 1))
    answered = window.happened(either(withdrawn | outside, NEVER, either(extended, longer, usual)))
    first = _stage("1", np.arange(size), shared, received, answered)
    first |= {
        "excm_extended": yes_no(extended),
        "excm_withdrawn": yes_no(withdrawn),
        "excm_within_procedure": yes_no(~outside),
        "excm_outcome": only(~np.isnat(answered), pick(rng, size, OUTCOMES)),
    }
    second = _second(rng, shared, answered, window)
    third = _third(rng, shared, second, window)
    parts = [first, second, third]
    return {"ext_complaint": {name: np.concatenate([part[name] for part in parts]) for name in first}}


def _stage(stage: str, of: Numbers, shared: dict[str, np.ndarray], received: Dates, answered: Dates) -> Rows:
    size = of.size
    none = np.full(size, NEVER)
    return {
        "excm_id": ids("complaint", of),
        "excm_person_id": shared["person"][of],
        "excm_stage": words([stage] * size),
        "excm_received_on": received,
        "excm_extended": words(["N"] * size),
        "excm_withdrawn": words(["N"] * size),
        "excm_within_procedure": words(["Y"] * size),
        "excm_responded_on": answered,
        "excm_panel_on": none,
        "excm_report_sent_on": none,
        "excm_findings_received_on": none,
        "excm_theme": shared["theme"][of],
        "excm_outcome": words([None] * size),
        "excm_team_id": shared["team"][of],
    }


def _second(rng: Rng, shared: dict[str, np.ndarray], answered: Dates, window: Window) -> Rows:
    begins = days_after(answered, rng.integers(8, 25, answered.size))
    of = np.flatnonzero(mark(rng, ~np.isnat(answered), SECOND) & (begins <= window.to))
    extended = mark(rng, everyone(of.size), SECOND_EXTENDED)
    usual = waits(rng, of.size, 25, SECOND_IN_TIME, 40, 12)
    longer = waits(rng, of.size, 65, SECOND_IN_TIME, 85, 28)
    done = window.happened(days_after(begins[of], np.where(extended, longer, usual)))
    rows = _stage("2", of, shared, begins[of], done)
    return rows | {
        "excm_extended": yes_no(extended),
        "excm_outcome": only(~np.isnat(done), pick(rng, of.size, OUTCOMES)),
    }


def _third(rng: Rng, shared: dict[str, np.ndarray], second: Rows, window: Window) -> Rows:
    """A panel: it meets, sends its findings, and the authority answers."""
    answered = second["excm_responded_on"]
    begins = days_after(answered, rng.integers(5, 18, answered.size))
    these = np.flatnonzero(mark(rng, ~np.isnat(answered), THIRD) & (begins <= window.to))
    of, begins, size = (
        (second["excm_id"] - ids("complaint", np.zeros(1, dtype=np.int64)))[these],
        begins[these],
        these.size,
    )
    met = working_days_later(rng, begins, 30, PANEL_IN_TIME, 40, 15)
    sent = working_days_later(rng, met, 5, REPORT_IN_TIME, 9, 1)
    had = days_after(sent, rng.integers(0, 2, size))
    done = working_days_later(rng, had, 15, ANSWER_IN_TIME, 22, 5)
    rows = _stage("3", of, shared, begins, window.happened(done))
    return rows | {
        "excm_panel_on": window.happened(met),
        "excm_report_sent_on": window.happened(sent),
        "excm_findings_received_on": window.happened(had),
        "excm_outcome": only(done <= window.to, pick(rng, size, OUTCOMES)),
    }
