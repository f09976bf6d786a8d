"""Planted faults on contacts, referrals and assessments."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.calibration import REASONS_LIVE_FROM
from caseclock.synthetic.draws import Flags, Numbers, between, words
from caseclock.synthetic.no_further_action import NOT_IN_ANY_MAPPING, REASONS
from caseclock.synthetic.planting import Ground, place_of, taken
from caseclock.synthetic.table import FIRST_PERSON
from caseclock.synthetic.working_days import NEVER

SAYS_NOTHING = (None, "NFA", "n/a", "-", "see notes")
UNKNOWN_PERSONS = FIRST_PERSON + 8_000_000


def plant(ground: Ground) -> None:
    """Plant each fault of this module."""
    # What few records can carry comes first, so that the others leave something for it.
    _dead_and_open(ground)
    _reasons(ground)
    _contradicted(ground)
    _refused_and_assessed(ground)
    _open_on_closed(ground)
    _authorised_before_start(ground)
    _assessed_by_nobody_known(ground)
    _unreadable_referral(ground)
    _before_the_calendar(ground)
    _same_contact_twice(ground)


def _contradicted(ground: Ground) -> None:
    contacts = ground.tables["ssd_contacts"]
    person = contacts["cont_person_id"]
    eligible = contacts["cont_contact_outcome_json"] == "NFA"
    if not ground.outcomes_of_contacts:
        return
    rows = ground.choose(person, eligible)
    contacts["cont_contact_outcome_json"][rows] = "NEW_REFERRAL|NFA"
    ground.note(
        "contact_no_further_action_contradicted", "ssd_contacts", rows, person[rows],
        "No further action and a new referral in one outcome",
    )  # fmt: skip


def _reasons(ground: Ground) -> None:
    """Reasons that are missing or unknown; a missing one is told of the contact or the referral."""
    said = ground.tables["ext_contact_outcome"]
    person = said["exco_person_id"]
    live = max(ground.window.reasons_from, np.datetime64(REASONS_LIVE_FROM, "D"))
    # Some days after the start, so that also a contact received before its decision lies after it.
    live = (live if live < ground.window.to - 60 else ground.window.reasons_from) + 14
    told = np.array([reason is not None for reason in said["exco_reason"]], dtype=bool)
    # Where another reason stands beside it, taking one away leaves a reason.
    alone = ~np.isin(said["exco_id"], said["exco_id"][said["exco_order"] > 1])
    given = told & alone & (said["exco_decided_at"] >= live)
    for entity, table, key, child, flagged in (
        ("contact", "ssd_contacts", "cont_contact_id", "cont_person_id", ground.outcomes_of_contacts),
        ("referral", "ssd_cin_episodes", "cine_referral_id", "cine_person_id", True),
    ):
        if not flagged:
            continue
        rows = ground.choose(person, given & (said["exco_entity"] == entity))
        said["exco_reason"][rows] = words(SAYS_NOTHING)[np.arange(rows.size) % len(SAYS_NOTHING)]
        record = ground.tables[table]
        told = _pairs(record[key], record[child], said["exco_id"][rows], person[rows])
        ground.note("no_further_action_without_reason", table, told, person[rows], "The reason says nothing")
    early = (said["exco_entity"] == "contact") | (said["exco_entity"] == "referral")
    rows = ground.choose(person, given & early)
    said["exco_reason"][rows] = NOT_IN_ANY_MAPPING
    ground.note(
        "no_further_action_reason_unmapped", "ext_contact_outcome", rows, person[rows],
        "A reason that no mapping knows",
    )  # fmt: skip


def _pairs(key: Numbers, child: Numbers, wanted_key: Numbers, wanted_child: Numbers) -> Numbers:
    """Rows by id and child together: an id may cover a group of children."""
    return place_of(key * 10**9 + child, wanted_key * 10**9 + wanted_child)


def _refused_and_assessed(ground: Ground) -> None:
    referrals, said = ground.tables["ssd_cin_episodes"], ground.tables["ext_contact_outcome"]
    person = referrals["cine_person_id"]
    finished = (referrals["cine_referral_nfa"] == "N") & ~np.isnat(referrals["cine_close_date"])
    assessed = np.isin(
        referrals["cine_referral_id"], ground.tables["ssd_cin_assessments"]["cina_referral_id"]
    )
    rows = ground.choose(person, finished & assessed)
    referrals["cine_referral_nfa"][rows] = "Y"
    of_referral = np.flatnonzero(said["exco_entity"] == "referral")
    told = of_referral[place_of(said["exco_id"][of_referral], referrals["cine_referral_id"][rows])]
    said["exco_outcome"][told] = "No Further Action"
    # From before reasons were recorded none is made up: the first one tells when they went live.
    live = told[said["exco_decided_at"][told] >= ground.window.reasons_from]
    said["exco_reason"][live] = REASONS[0].phrase
    ground.note(
        "no_further_action_with_later_assessment", "ssd_cin_episodes", rows, person[rows],
        "No further action on a referral that was assessed",
    )  # fmt: skip


def _open_on_closed(ground: Ground) -> None:
    found, referrals = ground.tables["ssd_cin_assessments"], ground.tables["ssd_cin_episodes"]
    person = found["cina_person_id"]
    closed = ~np.isnat(referrals["cine_close_date"])[
        place_of(referrals["cine_referral_id"], found["cina_referral_id"])
    ]
    rows = ground.choose(person, closed & ~np.isnat(found["cina_assessment_auth_date"]))
    found["cina_assessment_auth_date"][rows] = NEVER
    for name in ("cina_assessment_outcome_json", "cina_assessment_outcome_nfa", "cina_assessment_child_seen"):
        found[name][rows] = None
    ground.note(
        "open_assessment_on_closed_referral", "ssd_cin_assessments", rows, person[rows],
        "Never authorised, and the referral is closed",
    )  # fmt: skip


def _authorised_before_start(ground: Ground) -> None:
    found = ground.tables["ssd_cin_assessments"]
    person = found["cina_person_id"]
    rows = ground.choose(person, ~np.isnat(found["cina_assessment_auth_date"]))
    started = found["cina_assessment_start_date"][rows]
    found["cina_assessment_auth_date"][rows] = started - between(ground.rng, rows.size, 1, 20)
    ground.note(
        "ssd_cin_assessments.cina_assessment_auth_date.not_before.cina_assessment_start_date",
        "ssd_cin_assessments", rows, person[rows], "Authorised before it started",
    )  # fmt: skip


def _assessed_by_nobody_known(ground: Ground) -> None:
    found = ground.tables["ssd_cin_assessments"]
    rows = ground.choose(found["cina_person_id"], ~np.isnat(found["cina_assessment_auth_date"]))
    found["cina_person_id"][rows] = UNKNOWN_PERSONS + np.arange(rows.size)
    ground.note(
        "ssd_cin_assessments.cina_person_id.references", "ssd_cin_assessments", rows,
        found["cina_person_id"][rows], "No such person",
    )  # fmt: skip


def _unreadable_referral(ground: Ground) -> None:
    referrals = ground.tables["ssd_cin_episodes"]
    person = referrals["cine_person_id"]
    rows = ground.choose(
        person, (referrals["cine_referral_nfa"] == "N") & ~np.isnat(referrals["cine_close_date"])
    )
    years = referrals["cine_referral_date"][rows].astype("datetime64[Y]").astype(str).tolist()
    ground.raw["ssd_cin_episodes", "cine_referral_date"] = {
        row: f"31/02/{year}" for row, year in zip(rows.tolist(), years, strict=True)
    }
    ground.note(
        "ssd_cin_episodes.cine_referral_date.readable",
        "ssd_cin_episodes",
        rows,
        person[rows],
        "There is no such day",
    )


def _dead_and_open(ground: Ground) -> None:
    referrals, people, periods = (
        ground.tables[name] for name in ("ssd_cin_episodes", "ssd_person", "ssd_cla_episodes")
    )
    person = referrals["cine_person_id"]
    place = place_of(people["pers_person_id"], person)
    born = people["pers_dob"][place]
    latest = np.fmax(born, referrals["cine_referral_date"])
    eligible = np.isnat(referrals["cine_close_date"]) & ~np.isnat(born) & (latest < ground.window.to - 3)
    eligible &= ~np.isin(person, periods["clae_person_id"])
    rows = ground.choose(person, eligible)
    room = np.minimum((ground.window.to - latest[rows]).astype(np.int64), 40)
    people["pers_death_date"][place[rows]] = ground.window.to - (ground.rng.random(rows.size) * room).astype(
        np.int64
    )
    ground.note(
        "open_episode_after_death", "ssd_cin_episodes", rows, person[rows], "Still open after the death"
    )


def _before_the_calendar(ground: Ground) -> None:
    contacts = ground.tables["ssd_contacts"]
    person = contacts["cont_person_id"]
    rows = ground.choose(person, _no_new_referral(contacts["cont_contact_outcome_json"]))
    # A year typed with 19 for 20; a whole number of days keeps the time of day.
    contacts["cont_contact_date"][rows] -= np.timedelta64(36_525 * 86_400, "s")
    ground.note("date_beyond_calendar", "ssd_contacts", rows, person[rows], "A hundred years too early")


def _no_new_referral(outcome: np.ndarray) -> Flags:
    return np.array([said in ("ADVICE", "OTHER_OUTCOMES_EXIST") for said in outcome.tolist()], dtype=bool)


def _same_contact_twice(ground: Ground) -> None:
    contacts = ground.tables["ssd_contacts"]
    person = contacts["cont_person_id"]
    rows = ground.choose(person, _no_new_referral(contacts["cont_contact_outcome_json"]))
    again = ground.append("ssd_contacts", taken(contacts, rows))
    for these in (rows, again):
        ground.note("ssd_contacts.key_unique", "ssd_contacts", these, person[rows], "The same row twice")
