"""Case audits with their grades, and the actions that came out of them."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.draws import Rng, everyone, mark, only, pick, spread, words
from caseclock.synthetic.table import Rows, Tables, ids, row_ids, size_of
from caseclock.synthetic.waits import waits
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import ASSESSMENT, DISABLED_CHILDREN, SAFEGUARDING, team_ids
from caseclock.synthetic.working_days import on_working_day

PER_CONTACT = 0.012
THEMES = (None, "Assessment and analysis", "Plan and progress", "Voice of the child", "Management oversight")
"""The row without a theme is the grade of the whole."""
GRADES = {"outstanding": 6, "good": 46, "requires_improvement": 38, "inadequate": 10}
MODERATED, KEPT = 0.3, 0.75
FINISHED = 0.98
ACTIONS, ON_TIME, DONE = 1.3, 0.8, 0.95
AUDITORS = {"Auditor 1": 30, "Auditor 2": 30, "Principal social worker": 22, "Service manager": 18}
OWNERS = {"Team manager": 60, "Group manager": 25, "Practice supervisor": 15}


def audits(rng: Rng, tables: Tables, window: Window) -> dict[str, Rows]:
    """ext_case_audit and ext_audit_action: each team is audited in turn, as a whole and by theme."""
    teams = np.concatenate([ASSESSMENT, SAFEGUARDING, [DISABLED_CHILDREN]])
    size = max(len(teams) * 3, round(size_of(tables["ssd_contacts"]) * PER_CONTACT))
    completed = np.minimum(
        on_working_day(window.start + np.sort(rng.integers(0, window.days, size))), window.to
    )
    audit = np.arange(size)
    team = team_ids(teams[audit % len(teams)])
    held = tables["ssd_involvements"]
    whose = np.full(size, -1, dtype=np.int64)
    for each in np.unique(team):
        cases, these = held["invo_person_id"][held["invo_professional_team"] == each], team == each
        if cases.size:
            whose[these] = cases[rng.integers(0, cases.size, int(these.sum()))]
    auditor = pick(rng, size, AUDITORS)
    finished = mark(rng, everyone(size), FINISHED) | (completed < window.to - 60)
    row, theme = spread(np.full(size, len(THEMES)))
    grade = pick(rng, row.size, GRADES)
    other = pick(rng, row.size, GRADES)
    moderated = mark(rng, finished[row], MODERATED)
    changed = ~mark(rng, everyone(row.size), KEPT)
    done = np.where(finished, completed, np.datetime64("NaT", "D"))
    return {
        "ext_case_audit": {
            "exau_id": ids("audit", row),
            "exau_theme": words(THEMES)[theme],
            "exau_person_id": whose[row],
            "exau_team_id": team[row],
            "exau_auditor": auditor[row],
            "exau_completed_on": done[row],
            "exau_grade": only(finished[row], grade),
            "exau_moderated_grade": only(moderated, np.where(changed, other, grade).astype(object)),
        },
        "ext_audit_action": _actions(rng, audit[finished], completed, team, window),
    }


def _actions(rng: Rng, audited: np.ndarray, completed: np.ndarray, team: np.ndarray, window: Window) -> Rows:
    """Due some weeks after the audit; a fifth is late, and a few are never done."""
    of = audited[spread(rng.poisson(ACTIONS, audited.size))[0]]
    limit = np.array([28, 42, 56, 84])[rng.integers(0, 4, of.size)]
    due = completed[of] + limit
    taken = waits(rng, of.size, 28, ON_TIME, 90, 4)
    done = np.where(mark(rng, everyone(of.size), DONE), due - 28 + taken, np.datetime64("NaT", "D"))
    return {
        "exaa_id": row_ids("audit_action", of.size),
        "exaa_audit_id": ids("audit", of),
        "exaa_team_id": team[of],
        "exaa_owner": pick(rng, of.size, OWNERS),
        "exaa_due_on": due,
        "exaa_completed_on": window.happened(done),
    }
