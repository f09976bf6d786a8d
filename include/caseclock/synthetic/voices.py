"""Whether the child's view is on record, and whether an advocate was offered."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.draws import Rng, everyone, mark, words, yes_no
from caseclock.synthetic.table import NO_ID, Rows, Tables, row_ids
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import days_after, days_before, either

OFFERED = {"conference": 0.86, "review": 0.9, "complaint": 0.95}
VIEWS = (
    ("assessment", "ssd_cin_assessments", 0.88,
     "cina_assessment_id", "cina_person_id", "cina_assessment_auth_date"),
    ("visit", "ssd_cp_visits", 0.90, "cppv_cp_visit_id", "cppv_person_id", "cppv_cp_visit_date"),
    ("visit", "ssd_cin_visits", 0.82, "cinv_cin_visit_id", "cinv_person_id", "cinv_cin_visit_date"),
    ("visit", "ssd_cla_visits", 0.92, "clav_cla_visit_id", "clav_person_id", "clav_cla_visit_date"),
    ("review", "ssd_cp_reviews", 0.86, "cppr_cp_review_id", "cppr_person_id", "cppr_cp_review_date"),
)  # fmt: skip
"""Kind of record, table, share with the child's view, and the columns with its number, child and day."""


def child_views(rng: Rng, tables: Tables, window: Window) -> dict[str, Rows]:
    """ext_child_view: finished assessments, visits and protection reviews, whatever the age of the child.

    At a review in care the participation code says it.
    """
    parts = []
    for kind, table, share, number, who, day in VIEWS:
        rows = tables[table]
        chosen = np.flatnonzero(rows[day] >= window.start)
        parts.append((
            rows[number][chosen], rows[who][chosen], words([kind] * chosen.size), rows[day][chosen],
            mark(rng, everyone(chosen.size), share),
        ))  # fmt: skip
    numbers, persons, kinds, days, said = (np.concatenate(each) for each in zip(*parts, strict=True))
    return {
        "ext_child_view": {
            "excv_id": numbers,
            "excv_person_id": persons,
            "excv_record_type": kinds,
            "excv_recorded_on": days,
            "excv_view_recorded": yes_no(said),
        }
    }


def advocacy(rng: Rng, tables: Tables, window: Window) -> dict[str, Rows]:
    """ext_advocacy: conferences, reviews, and complaints about a child."""
    episodes, reviews = tables["ssd_cla_episodes"], tables["ssd_cla_reviews"]
    cared, first = np.unique(episodes["clae_cla_id"], return_index=True)
    met, complaints = tables["ssd_initial_cp_conference"], tables["ext_complaint"]
    held = reviews["clar_cla_review_cancelled"] == "N"
    again = tables["ssd_cp_reviews"]
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
            "review",
            again["cppr_person_id"],
            again["cppr_cp_review_date"],
            everyone(again["cppr_person_id"].size),
        ),
        (
            "complaint",
            complaints["excm_person_id"],
            complaints["excm_received_on"],
            (complaints["excm_person_id"] != NO_ID) & (complaints["excm_stage"] == "1"),
        ),
    ):
        chosen = np.flatnonzero(counts & (day >= window.start))
        days = rng.integers(0, 12, chosen.size)
        # An advocate is offered before a meeting, and after a complaint has come in.
        offered = days_after(day[chosen], days) if event == "complaint" else days_before(day[chosen], days)
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
