"""Whether the child's view is on record, and whether an advocate was offered."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.draws import Rng, everyone, mark, words, yes_no
from caseclock.synthetic.table import NO_ID, Rows, Tables, row_ids
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import days_after, days_before, either

RECENT_DAYS = 730
"""Of visits and reviews only those of the last two years are in these feeds."""
OFFERED = {"conference": 0.86, "review": 0.9, "complaint": 0.95}


def child_views(rng: Rng, tables: Tables, window: Window) -> dict[str, Rows]:
    """ext_child_view: assessments, and the visits and reviews of the last two years, whatever the age of the child."""
    since = window.to - RECENT_DAYS
    parts = []
    for kind, table, number, who, day, share in (
        ("assessment", "ssd_cin_assessments", "cina_assessment_id", "cina_person_id", "cina_assessment_auth_date", 0.88),
        ("visit", "ssd_cp_visits", "cppv_cp_visit_id", "cppv_person_id", "cppv_cp_visit_date", 0.9),
        ("visit", "ssd_cla_visits", "clav_cla_visit_id", "clav_person_id", "clav_cla_visit_date", 0.92),
        ("review", "ssd_cp_reviews", "cppr_cp_review_id", "cppr_person_id", "cppr_cp_review_date", 0.86),
    ):
        rows = tables[table]
        chosen = np.flatnonzero(rows[day] > since)
        said = mark(rng, everyone(chosen.size), share)
        parts.append((rows[number][chosen], rows[who][chosen], words([kind] * chosen.size), rows[day][chosen], said))
    number, person, kind, day, said = (np.concatenate(each) for each in zip(*parts, strict=True))
    return {
        "ext_child_view": {
            "excv_id": number,
            "excv_person_id": person,
            "excv_record_type": kind,
            "excv_recorded_on": day,
            "excv_view_recorded": yes_no(said),
        }
    }



def advocacy(rng: Rng, tables: Tables, window: Window) -> dict[str, Rows]:
    """ext_advocacy: conferences and care reviews of the last two years, and complaints about a child."""
    episodes, reviews = tables["ssd_cla_episodes"], tables["ssd_cla_reviews"]
    cared, first = np.unique(episodes["clae_cla_id"], return_index=True)
    met, complaints = tables["ssd_initial_cp_conference"], tables["ext_complaint"]
    held = reviews["clar_cla_review_cancelled"] == "N"
    parts = []
    for event, person, day, counts in (
        ("conference", met["icpc_person_id"], met["icpc_icpc_date"], everyone(met["icpc_person_id"].size)),
        (
            "review",
            episodes["clae_person_id"][first][np.searchsorted(cared, reviews["clar_cla_id"])],
            reviews["clar_cla_review_date"],
            held,
        ),
        (
            "complaint",
            complaints["excm_person_id"],
            complaints["excm_received_on"],
            (complaints["excm_person_id"] != NO_ID) & (complaints["excm_stage"] == "1"),
        ),
    ):
        chosen = np.flatnonzero(counts & (day > window.to - RECENT_DAYS))
        days = rng.integers(0, 12, chosen.size)
        # An advocate is offered before a meeting, and after a complaint has come in.
        offered = (
            days_after(day[chosen], days) if event == "complaint" else days_before(day[chosen], days)
        )
        offered = either(mark(rng, everyone(chosen.size), OFFERED[event]), offered)
        parts.append((person[chosen], words([event] * chosen.size), day[chosen], window.happened(offered)))
    person, kind, day, offered = (np.concatenate(each) for each in zip(*parts, strict=True))
    return {
        "ext_advocacy": {
            "exad_id": row_ids("advocacy", person.size),
            "exad_person_id": person,
            "exad_event": kind,
            "exad_event_on": day,
            "exad_offered_on": offered,
        }
    }
