"""Care plans of children in care, and what children said about the help they had."""

from __future__ import annotations

import json

import numpy as np

from caseclock.synthetic.care import CarePeriods
from caseclock.synthetic.draws import Rng, choose, everyone, given, mark, words, yes_no
from caseclock.synthetic.table import Rows, Tables, person_ids, row_ids
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import either

CHOICES = {"REMAINSUP": 3, "RETURN1M": 3, "RETURN6M": 9, "RETURNEV": 10, "LTRELFR": 14, "LTFOST18": 31,
           "RESPLMT": 8, "SUPPLIV": 8, "ADOPTION": 10, "OTHERPLN": 4}  # fmt: skip
WITH_PLAN, CHANGED, ASKED = 0.97, 0.3, 0.2
PUPIL_NUMBER, SHARED_NUMBER = "pers_upn", "pers_common_child_id"


def care_plans(rng: Rng, periods: CarePeriods, window: Window) -> dict[str, Rows]:
    """ssd_cla_care_plan: one within days of entry, another for some children after a year."""
    begins = periods.started + rng.integers(0, 12, periods.row.size)
    planned = mark(rng, (begins <= window.to) & (begins < periods.ended), WITH_PLAN)
    changed = mark(rng, planned & (begins + 365 < np.fmin(periods.ended, window.to)), CHANGED)
    later = begins + 365
    ends = window.happened(either(changed, later - 1, periods.ended))
    of = np.concatenate([np.flatnonzero(planned), np.flatnonzero(changed)])
    again = np.arange(of.size) >= planned.sum()
    texts = words([json.dumps({key: "Y" if key == chosen else "N" for key in CHOICES}) for chosen in CHOICES])
    return {
        "ssd_cla_care_plan": {
            "lacp_table_id": row_ids("care_plan", of.size),
            "lacp_person_id": person_ids(periods.child[of]),
            "lacp_cla_care_plan_start_date": either(again, later[of], begins[of]),
            "lacp_cla_care_plan_end_date": either(again, window.happened(periods.ended[of]), ends[of]),
            "lacp_cla_care_plan_json": texts[choose(rng, of.size, list(CHOICES.values()))],
        }
    }


def voices_of_children(rng: Rng, tables: Tables) -> dict[str, Rows]:
    """ssd_voice_of_child: some of the children who ever had a child protection plan were asked."""
    child = np.unique(tables["ssd_cp_plans"]["cppl_person_id"])
    child = child[mark(rng, everyone(child.size), ASKED)]
    answers = {
        f"voch_{name}": yes_no(mark(rng, everyone(child.size), share))
        for name, share in (
            ("explained_worries", 0.8),
            ("story_help_understand", 0.7),
            ("agree_worker", 0.6),
            ("plan_safe", 0.75),
            ("tablet_help_explain", 0.5),
        )
    }
    return {
        "ssd_voice_of_child": {
            "voch_table_id": row_ids("view_of_child", child.size),
            "voch_person_id": child,
            **answers,
        }
    }


def open_elsewhere(tables: Tables, periods: CarePeriods, window: Window) -> dict[str, Rows]:
    """ext_open_elsewhere: the children in care in the last year, as the system before this one had them.

    Each of them is in the new one too.
    """
    people = tables["ssd_person"]
    before = people["pers_legacy_id"][periods.child]
    recent = given(before) & (periods.ended > window.to - 365)
    of = np.flatnonzero(recent & (periods.started < window.change_over[0]))
    child = periods.child[of]
    return {
        "ext_open_elsewhere": {
            "exoe_person_id": before[of],
            "exoe_system": words(["former system"] * of.size),
            "exoe_upn": people[PUPIL_NUMBER][child],
            "exoe_common_child_id": people[SHARED_NUMBER][child],
            "exoe_in_care_from": periods.started[of],
            "exoe_in_care_until": window.happened(periods.ended[of]),
        }
    }
