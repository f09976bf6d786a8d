"""Planted faults on people, conferences, plans, visits and care."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.draws import between
from caseclock.synthetic.planting import Ground, place_of, sole, taken
from caseclock.synthetic.table import NO_ID, ids

SECOND_PLANS = 700_000
"""Ids of the plans that are entered a second time begin here, beyond those of all others."""


def plant_by_leaving_out(ground: Ground) -> None:
    """Faults that are rows left out; before all others, because rows move up."""
    _plan_without_conference(ground)
    _episode_without_placement(ground)


def plant(ground: Ground) -> None:
    """Plant each other fault of this module."""
    _two_open_plans(ground)
    _conference_too_early(ground)
    _review_before_plan(ground)
    _visit_after_plan(ground)
    _placement_before_care(ground)
    _visit_in_the_future(ground)
    _same_pupil_number(ground)
    _unknown_sex(ground)


def _plan_without_conference(ground: Ground) -> None:
    plans, met = ground.tables["ssd_cp_plans"], ground.tables["ssd_initial_cp_conference"]
    person = plans["cppl_person_id"]
    # The rule leaves alone what began before the first conference of the delivery.
    late_enough = plans["cppl_cp_plan_start_date"] > ground.window.start + 60
    rows = ground.choose(person, late_enough & sole(person))
    ground.drop("ssd_initial_cp_conference", place_of(met["icpc_cp_plan_id"], plans["cppl_cp_plan_id"][rows]))
    plans["cppl_icpc_id"][rows] = NO_ID
    ground.note(
        "cp_plan_without_conference", "ssd_cp_plans", rows, person[rows], "The conference was left out"
    )


def _episode_without_placement(ground: Ground) -> None:
    episodes, placed = ground.tables["ssd_cla_episodes"], ground.tables["ssd_cla_placement"]
    person = placed["clap_person_id"]
    rows = ground.choose(person, sole(placed["clap_cla_id"]) & sole(person))
    period = placed["clap_cla_id"][rows]
    left_out = placed["clap_cla_placement_id"][rows]
    ground.drop("ssd_cla_placement", rows)
    terms = ground.tables["ext_placement_terms"]["expt_cla_placement_id"]
    ground.drop("ext_placement_terms", np.flatnonzero(np.isin(terms, left_out)))
    bare = np.flatnonzero(np.isin(episodes["clae_cla_id"], period))
    episodes["clae_cla_placement_id"][bare] = NO_ID
    ground.note(
        "care_episode_without_placement", "ssd_cla_episodes", bare, episodes["clae_person_id"][bare],
        "The placement was left out",
    )  # fmt: skip


def _two_open_plans(ground: Ground) -> None:
    plans = ground.tables["ssd_cp_plans"]
    person = plans["cppl_person_id"]
    started = plans["cppl_cp_plan_start_date"]
    rows = ground.choose(person, np.isnat(plans["cppl_cp_plan_end_date"]) & (started < ground.window.to - 5))
    again = taken(plans, rows)
    again["cppl_cp_plan_id"] = ids("plan", SECOND_PLANS + np.arange(rows.size))
    room = np.minimum((ground.window.to - started[rows]).astype(np.int64), 40)
    again["cppl_cp_plan_start_date"] = (
        started[rows] + 1 + (ground.rng.random(rows.size) * room).astype(np.int64)
    )
    added = ground.append("ssd_cp_plans", again)
    ground.note(
        "two_open_cp_plans", "ssd_cp_plans", added, person[rows], "A second plan while the first is open"
    )


def _conference_too_early(ground: Ground) -> None:
    met, enquiries = ground.tables["ssd_initial_cp_conference"], ground.tables["ssd_s47_enquiry"]
    person = met["icpc_person_id"]
    key = enquiries["s47e_s47_enquiry_id"] * 10**9 + enquiries["s47e_person_id"]
    place = place_of(key, met["icpc_s47_enquiry_id"] * 10**9 + person)
    rows = ground.choose(person, (place >= 0) & (met["icpc_icpc_date"] > ground.window.start + 90))
    began = enquiries["s47e_s47_start_date"][place[rows]]
    met["icpc_icpc_date"][rows] = began - between(ground.rng, rows.size, 1, 30)
    ground.note(
        "conference_before_section_47",
        "ssd_initial_cp_conference",
        rows,
        person[rows],
        "Held before the enquiry began",
    )


def _review_before_plan(ground: Ground) -> None:
    reviews, plans = ground.tables["ssd_cp_reviews"], ground.tables["ssd_cp_plans"]
    person = reviews["cppr_person_id"]
    rows = ground.choose(person, np.ones(person.size, dtype=bool))
    began = plans["cppl_cp_plan_start_date"][
        place_of(plans["cppl_cp_plan_id"], reviews["cppr_cp_plan_id"][rows])
    ]
    reviews["cppr_cp_review_date"][rows] = began - between(ground.rng, rows.size, 1, 30)
    ground.note("cp_review_before_plan", "ssd_cp_reviews", rows, person[rows], "Held before the plan began")


def _visit_after_plan(ground: Ground) -> None:
    visits, plans = ground.tables["ssd_cp_visits"], ground.tables["ssd_cp_plans"]
    person = visits["cppv_person_id"]
    ended = plans["cppl_cp_plan_end_date"][place_of(plans["cppl_cp_plan_id"], visits["cppv_cp_plan_id"])]
    rows = ground.choose(person, ended < ground.window.to - 20)
    visits["cppv_cp_visit_date"][rows] = ended[rows] + between(ground.rng, rows.size, 1, 20)
    ground.note("cp_visit_after_plan_ended", "ssd_cp_visits", rows, person[rows], "After the plan had ended")


def _placement_before_care(ground: Ground) -> None:
    placed, episodes = ground.tables["ssd_cla_placement"], ground.tables["ssd_cla_episodes"]
    person = placed["clap_person_id"]
    place = place_of(episodes["clae_cla_id"], placed["clap_cla_id"])
    entered = episodes["clae_entered_care_date"][place]
    rows = ground.choose(person, placed["clap_cla_placement_start_date"] == entered)
    placed["clap_cla_placement_start_date"][rows] = entered[rows] - between(ground.rng, rows.size, 2, 25)
    ground.note(
        "placement_outside_care_period", "ssd_cla_placement", rows, person[rows], "Began before care did"
    )


def _visit_in_the_future(ground: Ground) -> None:
    visits = ground.tables["ssd_cin_visits"]
    person = visits["cinv_person_id"]
    rows = ground.choose(person, visits["cinv_cin_visit_date"] > ground.window.to - 200)
    visits["cinv_cin_visit_date"][rows] = ground.window.to + between(ground.rng, rows.size, 1, 90)
    ground.note(
        "event_after_as_at", "ssd_cin_visits", rows, person[rows], "After the day the delivery covers"
    )


def _same_pupil_number(ground: Ground) -> None:
    people = ground.tables["ssd_person"]
    person = people["pers_person_id"]
    numbered = people["pers_upn"].astype(bool)
    rows = ground.choose(person, numbered)
    others = rows[: rows.size // 2 * 2].reshape(-1, 2)
    if others.size == 0:
        more = ground.choose(person, numbered)
        others = np.stack([rows[: more.size], more[: rows.size]], axis=1)
    people["pers_upn"][others[:, 1]] = people["pers_upn"][others[:, 0]]
    both = others.ravel()
    ground.note(
        "duplicate_pupil_number", "ssd_person", both, person[both], "Another child has the same number"
    )


def _unknown_sex(ground: Ground) -> None:
    people = ground.tables["ssd_person"]
    person = people["pers_person_id"]
    rows = ground.choose(person, np.ones(person.size, dtype=bool))
    people["pers_sex"][rows] = "Z"
    ground.note(
        "ssd_person.pers_sex.codes", "ssd_person", rows, person[rows], "A code that is not on the list"
    )
