"""What happens on the way from a referral to a conference, and why it was late."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.draws import Rng, everyone, mark, only, pick, words
from caseclock.synthetic.planting import place_of
from caseclock.synthetic.table import NO_ID, Rows, Tables, dates_at, row_ids
from caseclock.synthetic.waits import not_before, share_by_date, waits, working_days_later
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import NEVER, days_after, days_before, either

DECISION_LIMIT, DECISION_IN_TIME, DECISION_IN_TIME_IN_DIP = 5, 0.87, 0.62
CANCELLED = 0.02
DISCUSSION_IN_TIME = 0.93
REVIEW_POINT_DAYS, REVIEW_POINT_SET, REVIEW_POINT_MET = 10, 0.96, 0.88
SEEN = 0.95
REASON_GIVEN = {"icpc_15wd": 1.0, "assessment_45wd": 0.6, "cp_review_timeliness": 0.8}
LATE_REASONS = {"Family not available": 24, "Professionals not available": 22, "Worker absent": 16,
                "Court or police work running": 12, "Waiting for another agency": 14,
                "Recording delay": 8, "Interpreter not available": 4}  # fmt: skip
DECIDERS = (
    "Team manager Alderbrook",
    "Team manager Branmere",
    "Team manager Calderfold",
    "Team manager Dunwick",
)


def enquiry_steps(rng: Rng, tables: Tables, window: Window) -> dict[str, Rows]:
    """ext_section_47_decision, ext_strategy_discussion and ext_transfer_in."""
    enquiries, met = tables["ssd_s47_enquiry"], tables["ssd_initial_cp_conference"]
    person, started = enquiries["s47e_person_id"], enquiries["s47e_s47_start_date"]
    number = enquiries["s47e_s47_enquiry_id"]
    size = person.size
    place = place_of(met["icpc_s47_enquiry_id"] * 10**9 + met["icpc_person_id"], number * 10**9 + person)
    held = either(place >= 0, dates_at(met["icpc_icpc_date"], place))
    to_come = enquiries["s47e_s47_outcome_json"] == "CP_CONFERENCE"
    in_time = share_by_date(window, started, DECISION_IN_TIME, DECISION_IN_TIME_IN_DIP)
    decided = working_days_later(rng, started, DECISION_LIMIT, in_time, 11)
    decided = window.happened(np.fmin(decided, held))
    cancelled = mark(rng, (place < 0) & ~to_come & ~np.isnat(decided), CANCELLED)
    conference = (place >= 0) | to_come
    decision = words(["no_conference", "conference"])[conference.astype(np.int64)]
    by = words(DECIDERS)[(enquiries["s47e_s47_completed_by_team"] - 2) % 4]
    return {
        "ext_section_47_decision": {
            "exsd_s47_enquiry_id": number,
            "exsd_person_id": person,
            "exsd_decided_on": decided,
            "exsd_decision": only(~np.isnat(decided), decision),
            "exsd_cancelled_on": either(cancelled, decided),
            "exsd_decided_by": only(~np.isnat(decided), by),
        },
        "ext_strategy_discussion": _discussions(rng, tables, size),
        "ext_transfer_in": _transfers(tables),
    }


def _discussions(rng: Rng, tables: Tables, size: int) -> Rows:
    """The discussion that opened each enquiry, on the day of its start; decided on not before the referral."""
    enquiries, referrals = tables["ssd_s47_enquiry"], tables["ssd_cin_episodes"]
    started = enquiries["s47e_s47_start_date"]
    place = place_of(referrals["cine_referral_id"], enquiries["s47e_referral_id"])
    wait = waits(rng, size, 1, DISCUSSION_IN_TIME, 4)
    decided = days_before(started, wait)
    return {
        "exst_id": row_ids("discussion", size),
        "exst_person_id": enquiries["s47e_person_id"],
        "exst_s47_enquiry_id": enquiries["s47e_s47_enquiry_id"],
        "exst_decided_on": not_before(decided, referrals["cine_referral_date"][place]),
        "exst_held_on": started,
    }


def _transfers(tables: Tables) -> Rows:
    met, referrals = tables["ssd_initial_cp_conference"], tables["ssd_cin_episodes"]
    rows = np.flatnonzero(met["icpc_icpc_transfer_in"] == "Y")
    place = place_of(referrals["cine_referral_id"], met["icpc_referral_id"][rows])
    return {
        "exti_id": row_ids("transfer_in", rows.size),
        "exti_person_id": met["icpc_person_id"][rows],
        "exti_notified_on": referrals["cine_referral_date"][place],
        "exti_conference_on": met["icpc_icpc_date"][rows],
        "exti_team_id": met["icpc_icpc_team"][rows],
    }


def assessment_progress(rng: Rng, tables: Tables, window: Window) -> dict[str, Rows]:
    """ext_assessment_progress: a review point after ten working days, and the first time the child was seen."""
    found = tables["ssd_cin_assessments"]
    started, authorised = found["cina_assessment_start_date"], found["cina_assessment_auth_date"]
    size = started.size
    until = np.fmin(authorised, window.to)
    # An assessment that was finished before its review point was looked at when it was signed off.
    point = either(
        mark(rng, everyone(size), REVIEW_POINT_SET), days_after(started, np.full(size, REVIEW_POINT_DAYS))
    )
    reviewed = working_days_later(rng, started, REVIEW_POINT_DAYS, REVIEW_POINT_MET, 22, 4)
    reviewed = either(np.isnat(point), NEVER, np.fmin(reviewed, authorised))
    seen = np.fmin(days_after(started, waits(rng, size, 8, 0.9, 20, 1)), until)
    said = (found["cina_assessment_child_seen"] == "Y") | np.isnat(authorised)
    return {
        "ext_assessment_progress": {
            "exap_assessment_id": found["cina_assessment_id"],
            "exap_person_id": found["cina_person_id"],
            "exap_review_point_on": point,
            "exap_reviewed_on": window.happened(reviewed),
            "exap_child_seen_on": window.happened(either(said & mark(rng, everyone(size), SEEN), seen)),
        }
    }


def late_reasons(rng: Rng, tables: Tables) -> dict[str, Rows]:
    """ext_late_reason: for every late conference and most late assessments and protection reviews."""
    enquiries, met = tables["ssd_s47_enquiry"], tables["ssd_initial_cp_conference"]
    begun = enquiries["s47e_s47_start_date"][
        place_of(enquiries["s47e_s47_enquiry_id"], met["icpc_s47_enquiry_id"])
    ]
    due = either(met["icpc_s47_enquiry_id"] == NO_ID, NEVER, days_after(begun, np.full(begun.size, 15)))
    found, reviews = tables["ssd_cin_assessments"], tables["ssd_cp_reviews"]
    limit = days_after(found["cina_assessment_start_date"], np.full(found["cina_person_id"].size, 45))
    measure, number, person = [], [], []
    for name, late, ids, who in (
        ("icpc_15wd", met["icpc_icpc_date"] > due, met["icpc_icpc_id"], met["icpc_person_id"]),
        ("assessment_45wd", found["cina_assessment_auth_date"] > limit, found["cina_assessment_id"],
         found["cina_person_id"]),
        ("cp_review_timeliness", reviews["cppr_cp_review_date"] > reviews["cppr_cp_review_due"],
         reviews["cppr_cp_review_id"], reviews["cppr_person_id"]),
    ):  # fmt: skip
        told = np.flatnonzero(mark(rng, late, REASON_GIVEN[name]))
        measure.append(words([name] * told.size))
        number.append(ids[told])
        person.append(who[told])
    size = sum(each.size for each in person)
    return {
        "ext_late_reason": {
            "exlr_measure": np.concatenate(measure),
            "exlr_id": np.concatenate(number),
            "exlr_person_id": np.concatenate(person),
            "exlr_reason": pick(rng, size, LATE_REASONS),
        }
    }
