"""Targets, the days from which records can be relied on, and the corrective actions for what missed its target."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.calibration import LOCALITIES, POOR_LOCALITY
from caseclock.synthetic.draws import Rng, choose, everyone, mark, only, words
from caseclock.synthetic.table import NO_ID, Rows, row_ids
from caseclock.synthetic.waits import waits
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import CHILDREN_IN_CARE, team_ids

TARGETS = {"contact_decision_1wd": (95, 90), "referral_decision_1wd": (90, 82), "assessment_45wd": (90, 85),
           "icpc_15wd": (90, 80), "icpc_decision_day5": (90, 80), "cp_review_timeliness": (98, 95),
           "cp_visit_10wd": (90, 80), "core_group_first_10wd": (90, 80), "cla_review_timeliness": (98, 95),
           "cla_visit_timeliness": (95, 90), "iha_20wd": (90, 80), "rha_timeliness": (95, 90),
           "rhi_72h": (80, 70), "complaint_stage1_10wd": (90, 80), "formal_resolution_20wd": (90, 80),
           "nfa_reason_recorded_pct": (100, 95), "audit_actions_on_time": (90, 80), "vacancy_rate": (10, 15),
           "agency_rate": (10, 15), "permanent_pct": (100, 90), "caseload_avg_team": (15, 17),
           "caseload_over_target": (10, 20)}  # fmt: skip
"""Target and amber of each measure for the whole authority."""
MOST_ACTIONS = 3
"""Corrective actions of a district and month."""
POOR_TARGET = ("icpc_15wd", 80, 70)
CARE_TEAM_CASELOAD = (15, 12)
"""What the team for children in care is to hold: until a year before the end, and from then on."""
MISSED = {"icpc_15wd": 3, "assessment_45wd": 3, "icpc_decision_day5": 2, "core_group_first_10wd": 2,
          "contact_decision_1wd": 1, "complaint_stage1_10wd": 1}  # fmt: skip
"""Measures that actions are for, and how often."""
CAUSES = ("Staff absence", "Late referral to the conference team", "Venue or chair not available")
ACTIONS = ("Weekly tracking by the group manager", "Extra chair for a month", "Agency cover for the vacancy")


def targets(window: Window) -> dict[str, Rows]:
    """ext_target and ext_go_live."""
    rows: list[tuple[str, str | None, int, float, float, np.datetime64, np.datetime64]] = []
    never, since = np.datetime64("NaT", "D"), window.start - 3653
    for measure, (target, amber) in TARGETS.items():
        rows.append((measure, None, -1, target, amber, since, never))
    district = list(LOCALITIES)[POOR_LOCALITY]
    rows.append((POOR_TARGET[0], district, -1, *POOR_TARGET[1:], since, never))
    fell = window.to - 364
    old, new = CARE_TEAM_CASELOAD
    rows.append(("caseload_avg_team", None, CHILDREN_IN_CARE, old, old + 2, since, fell - 1))
    rows.append(("caseload_avg_team", None, CHILDREN_IN_CARE, new, new + 2, fell, never))
    measures, where, teams, figures, ambers, begins, ends = zip(*rows, strict=True)
    team = np.array(teams)
    return {
        "ext_target": {
            "extg_measure": words(measures),
            "extg_locality": words(where),
            "extg_team_id": np.where(team < 0, NO_ID, team_ids(team)),
            "extg_target": np.array(figures, dtype=float),
            "extg_amber": np.array(ambers, dtype=float),
            "extg_valid_from": np.array(begins, dtype="datetime64[D]"),
            "extg_valid_to": np.array(ends, dtype="datetime64[D]"),
        },
        "ext_go_live": {
            "exgl_what": words(["no_further_action_reasons"]),
            "exgl_live_from": np.array([window.reasons_from]),
        },
    }


def corrective_actions(rng: Rng, window: Window) -> dict[str, Rows]:
    """ext_corrective_action: for each month and district a few, most of them in the poor one."""
    first = window.start.astype("datetime64[M]")
    months = np.arange(first, window.to.astype("datetime64[M]"))
    measures = words(list(MISSED))
    month = np.repeat(months, len(LOCALITIES) * MOST_ACTIONS)
    place = np.tile(np.repeat(np.arange(len(LOCALITIES)), MOST_ACTIONS), months.size)
    wanted = mark(rng, place == POOR_LOCALITY, 0.9) | mark(rng, place != POOR_LOCALITY, 0.3)
    month, place = month[wanted], place[wanted]
    size = place.size
    due = (month + 1).astype("datetime64[D]") + np.array([30, 45, 60])[rng.integers(0, 3, size)]
    done = due - 20 + waits(rng, size, 20, 0.78, 70, 2)
    done = window.happened(np.where(mark(rng, everyone(size), 0.93), done, np.datetime64("NaT", "D")))
    districts = words(list(LOCALITIES))
    told = mark(rng, everyone(size), 0.92)
    owner = words([f"Group manager {name}" for name in LOCALITIES])[place]
    return {
        "ext_corrective_action": {
            "exca_id": row_ids("corrective_action", size),
            "exca_measure": measures[choose(rng, size, list(MISSED.values()))],
            "exca_month": month.astype("datetime64[D]"),
            "exca_team_id": np.full(size, NO_ID),
            "exca_locality": districts[place],
            "exca_cause": only(told, words(CAUSES)[rng.integers(0, len(CAUSES), size)]),
            "exca_action": words(ACTIONS)[rng.integers(0, len(ACTIONS), size)],
            "exca_owner": only(told, owner),
            "exca_due_on": due,
            "exca_completed_on": done,
        }
    }
