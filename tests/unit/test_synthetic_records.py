"""A synthetic authority looks like the published figures, and its facts agree with each other."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from caseclock.synthetic.planting import place_of
from caseclock.synthetic.records import records
from caseclock.synthetic.table import NO_ID, Tables, size_of
from caseclock.synthetic.window import Window, window
from caseclock.synthetic.working_days import calendar, days_after, months_after

CHILDREN, YEARS, TO = 5_000, 3, dt.date(2026, 3, 31)
Dates = np.ndarray[Any, Any]


@pytest.fixture(scope="module")
def period() -> Window:
    return window(YEARS, TO)


@pytest.fixture(scope="module")
def made(period: Window) -> Tables:
    return records(CHILDREN, period, seed=7, shared_ids=False)


def working_days(start: Dates, stop: Dates) -> Dates:
    return np.busday_count(start + 1, stop + 1, busdaycal=calendar())


def shares(days: Dates, bands: list[tuple[int, int]]) -> list[float]:
    return [100 * float(((days >= low) & (days <= high)).mean()) for low, high in bands]


def test_every_child_has_a_record_and_every_column_one_length(made: Tables) -> None:
    assert size_of(made["ssd_person"]) == CHILDREN
    known = np.union1d(made["ssd_contacts"]["cont_person_id"], made["ssd_cin_episodes"]["cine_person_id"])
    assert known.size == CHILDREN
    for table, rows in made.items():
        assert {values.size for values in rows.values()} == {size_of(rows)}, table


def test_contact_outcomes(made: Tables, period: Window) -> None:
    contacts = made["ssd_contacts"]
    outcome = contacts["cont_contact_outcome_json"][contacts["cont_contact_date"] >= period.start]
    outcome = outcome[np.not_equal(outcome, None)]
    for name, share in (("NEW_REFERRAL", 22), ("OTHER_OUTCOMES_EXIST", 14), ("ADVICE", 30), ("NFA", 23)):
        assert 100 * (outcome == name).mean() == pytest.approx(share, abs=2), name


def test_referrals(made: Tables, period: Window) -> None:
    referrals = made["ssd_cin_episodes"]
    day, child = referrals["cine_referral_date"], referrals["cine_person_id"]
    refused = referrals["cine_referral_nfa"][day >= period.start] == "Y"
    assert 100 * refused.mean() == pytest.approx(6.5, abs=1.5)
    order = np.lexsort((day, child))
    again = (child[order][1:] == child[order][:-1]) & (day[order][1:] <= months_after(day[order][:-1], 12))
    assert 100 * again[day[order][1:] > period.to - 730].mean() == pytest.approx(22.6, abs=4)
    found = made["ssd_cin_assessments"]
    not_in_need = np.isin(
        found["cina_assessment_outcome_json"].astype(str), ("NFA", "REFERRAL_TO_OTHER_AGENCY")
    )
    assert 100 * not_in_need.sum() / day.size == pytest.approx(30.8, abs=3)


def test_assessment_bands_with_the_rush_before_day_45(made: Tables) -> None:
    found = made["ssd_cin_assessments"]
    done = ~np.isnat(found["cina_assessment_auth_date"])
    days = working_days(found["cina_assessment_start_date"][done], found["cina_assessment_auth_date"][done])
    bands = [(0, 0), (1, 10), (11, 20), (21, 30), (31, 40), (41, 45), (46, 50), (51, 60), (61, 999)]
    assert shares(days, bands) == pytest.approx([1.8, 11.7, 17.3, 15.8, 20.2, 18.9, 5.8, 4.3, 4.2], abs=2.5)
    assert (days == 45).sum() > 2 * (days == 46).sum()
    late = working_days(found["cina_assessment_start_date"][~done], np.full((~done).sum(), np.datetime64(TO)))
    assert 0 < (late > 45).sum() < late.size / 3


def test_conferences_and_the_poor_district(made: Tables) -> None:
    met, enquiries = made["ssd_initial_cp_conference"], made["ssd_s47_enquiry"]
    place = place_of(enquiries["s47e_s47_enquiry_id"], met["icpc_s47_enquiry_id"])
    days = working_days(enquiries["s47e_s47_start_date"][place], met["icpc_icpc_date"])
    days, poor = days[place >= 0], met["icpc_icpc_team"][place >= 0] == 509
    assert shares(days, [(0, 10), (11, 15), (16, 20), (21, 99)]) == pytest.approx(
        [8.7, 72.7, 8.9, 9.7], abs=6
    )
    assert (days[poor] <= 15).mean() < (days[~poor] <= 15).mean() - 0.2
    assert np.is_busday(met["icpc_icpc_date"], busdaycal=calendar()).all()
    assert 100 * days.size / size_of(enquiries) == pytest.approx(31, abs=5)


def test_plan_lengths(made: Tables, period: Window) -> None:
    plans = made["ssd_cp_plans"]
    ended = plans["cppl_cp_plan_end_date"] > period.start
    days = (plans["cppl_cp_plan_end_date"] - plans["cppl_cp_plan_start_date"])[ended].astype(int)
    bands = [(0, 92), (93, 183), (184, 365), (366, 730), (731, 9999)]
    assert shares(days, bands) == pytest.approx([15.9, 11.0, 43.5, 25.2, 4.4], abs=7)


def test_decisions_fall_behind_for_a_quarter(made: Tables, period: Window) -> None:
    said = made["ext_contact_outcome"]
    of_contact = (said["exco_entity"] == "contact") & ~np.isnat(said["exco_decided_at"])
    received = made["ssd_contacts"]["cont_contact_date"][of_contact[said["exco_entity"] == "contact"]]
    assert (said["exco_decided_at"][of_contact] >= received).all()
    received, decided = received.astype("M8[D]"), said["exco_decided_at"][of_contact].astype("M8[D]")
    in_time = working_days(received, decided) <= 1
    assert in_time.mean() == pytest.approx(0.92, abs=0.03)
    assert in_time[period.in_dip(received)].mean() < 0.84


def test_reasons_begin_on_a_day(made: Tables, period: Window) -> None:
    said = made["ext_contact_outcome"]
    given = np.not_equal(said["exco_reason"], None)
    refused = said["exco_outcome"] == "No Further Action"
    assert (given == (refused & (said["exco_decided_at"] >= period.reasons_from))).all()
    assert 0 < given.sum() < refused.sum()


def test_nothing_happens_after_the_end(made: Tables, period: Window) -> None:
    due = (
        "_due",
        "_due_date",
        "_due_on",
        "_target_date",
        "_review_point_on",
        "_booked_for",
        "pers_expected_dob",
    )
    after = np.datetime64(period.to + 1, "s")
    checks = made["ssd_cla_health"]
    ahead = checks["clah_health_check_date"] > period.to
    assert (checks["clah_health_check_status"][ahead] == "Planned").all()
    for table, rows in made.items():
        if table in ("ext_school_term", "ssd_cla_health"):
            continue
        for name, values in rows.items():
            if values.dtype.kind == "M" and not name.endswith(due):
                assert not (values.astype("M8[s]") >= after).any(), f"{table}.{name}"


def test_one_case_and_one_plan_at_a_time(made: Tables) -> None:
    for table, child, start, stop in (
        ("ssd_cin_episodes", "cine_person_id", "cine_referral_date", "cine_close_date"),
        ("ssd_cp_plans", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
        ("ssd_cla_episodes", "clae_person_id", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),
        ("ssd_legal_status", "lega_person_id", "lega_legal_status_start_date", "lega_legal_status_end_date"),
    ):
        rows = made[table]
        order = np.lexsort((rows[start], rows[child]))
        same = rows[child][order][1:] == rows[child][order][:-1]
        # An earlier one that is still open would make the comparison false: NaT is never less.
        assert (rows[stop][order][:-1][same] <= rows[start][order][1:][same]).all(), table


def test_parts_lie_inside_their_whole(made: Tables) -> None:
    for table, link, day, whole, key, start, stop in (
        ("ssd_cin_assessments", "cina_referral_id", "cina_assessment_auth_date",
         "ssd_cin_episodes", "cine_referral_id", "cine_referral_date", "cine_close_date"),
        ("ssd_s47_enquiry", "s47e_referral_id", "s47e_s47_end_date",
         "ssd_cin_episodes", "cine_referral_id", "cine_referral_date", "cine_close_date"),
        ("ssd_cp_plans", "cppl_referral_id", "cppl_cp_plan_end_date",
         "ssd_cin_episodes", "cine_referral_id", "cine_referral_date", "cine_close_date"),
        ("ssd_cp_visits", "cppv_cp_plan_id", "cppv_cp_visit_date",
         "ssd_cp_plans", "cppl_cp_plan_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
        ("ssd_cp_reviews", "cppr_cp_plan_id", "cppr_cp_review_date",
         "ssd_cp_plans", "cppl_cp_plan_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    ):  # fmt: skip
        rows, wholes = made[table], made[whole]
        place = place_of(wholes[key], rows[link])
        assert (place >= 0).all(), table
        known = ~np.isnat(rows[day])
        assert (rows[day] >= wholes[start][place])[known].all(), table
        assert not (rows[day] > wholes[stop][place]).any(), table
        # What is open keeps its whole open.
        assert np.isnat(wholes[stop][place])[~known].all(), table


def test_every_plan_begins_at_its_conference(made: Tables) -> None:
    plans, met = made["ssd_cp_plans"], made["ssd_initial_cp_conference"]
    place = place_of(met["icpc_cp_plan_id"], plans["cppl_cp_plan_id"])
    assert (met["icpc_icpc_date"][place] == plans["cppl_cp_plan_start_date"]).all()
    assert (met["icpc_cp_plan_id"] != NO_ID).sum() == size_of(plans)


def test_placements_fill_the_time_in_care(made: Tables) -> None:
    placed, episodes = made["ssd_cla_placement"], made["ssd_cla_episodes"]
    assert np.array_equal(np.unique(placed["clap_cla_id"]), np.unique(episodes["clae_cla_id"]))
    order = np.lexsort((placed["clap_cla_placement_start_date"], placed["clap_cla_id"]))
    period = placed["clap_cla_id"][order]
    start, stop = (placed[f"clap_cla_placement_{end}_date"][order] for end in ("start", "end"))
    follows = period[1:] == period[:-1]
    assert (stop[:-1][follows] == start[1:][follows]).all()
    first = np.concatenate([[True], ~follows])
    entered = episodes["clae_entered_care_date"][place_of(episodes["clae_cla_id"], period[first])]
    assert (start[first] == entered).all()


def test_a_refused_referral_is_not_assessed(made: Tables) -> None:
    referrals = made["ssd_cin_episodes"]
    refused = referrals["cine_referral_id"][referrals["cine_referral_nfa"] == "Y"]
    assert not np.isin(refused, made["ssd_cin_assessments"]["cina_referral_id"]).any()


def test_people(made: Tables, period: Window) -> None:
    people = made["ssd_person"]
    unborn = np.isnat(people["pers_dob"])
    assert 0 < unborn.sum() < CHILDREN / 50
    assert (people["pers_expected_dob"][unborn] > period.to).all()
    numbers = people["pers_upn"][people["pers_upn"].astype(bool)]
    assert len(set(numbers)) == numbers.size
    assert 0 < (~np.isnat(people["pers_death_date"])).sum() < CHILDREN / 200


def test_after_an_assessment_closes_only_what_went_no_further(made: Tables) -> None:
    referrals = made["ssd_cin_episodes"]
    closed_after = referrals["cine_referral_id"][
        np.isin(referrals["cine_close_reason"].astype(str), ("RC8", "RC9"))
    ]
    assert closed_after.size > 100
    for table, link in (
        ("ssd_s47_enquiry", "s47e_referral_id"),
        ("ssd_initial_cp_conference", "icpc_referral_id"),
        ("ssd_cp_plans", "cppl_referral_id"),
        ("ssd_cin_plans", "cinp_referral_id"),
    ):
        assert not np.isin(closed_after, made[table][link]).any(), table


def test_no_factor_stands_alone_and_closes_the_case(made: Tables) -> None:
    factors, found, referrals = (
        made[name] for name in ("ssd_assessment_factors", "ssd_cin_assessments", "ssd_cin_episodes")
    )
    texts = factors["cinf_assessment_factors_json"]
    nothing = texts == '["21"]'
    assert 0 < nothing.mean() < 0.1
    assert not any('"21"' in text for text in texts[~nothing])
    place = place_of(found["cina_assessment_id"], factors["cinf_assessment_id"][nothing])
    case = place_of(referrals["cine_referral_id"], found["cina_referral_id"][place])
    assert set(referrals["cine_close_reason"][case]) <= {"RC8", "RC9"}


def test_everybody_who_is_born_has_a_disability_or_none(made: Tables) -> None:
    people, known = made["ssd_person"], made["ssd_disability"]
    born = people["pers_person_id"][~np.isnat(people["pers_dob"])]
    assert np.isin(born, known["disa_person_id"]).all()
    none = known["disa_person_id"][known["disa_disability_code"] == "NONE"]
    assert not np.isin(none, known["disa_person_id"][known["disa_disability_code"] != "NONE"]).any()
    assert len(set(known["disa_disability_code"])) == 13


def test_pre_proceedings_follow_their_order_within_the_case(made: Tables, period: Window) -> None:
    begun, referrals = made["ssd_pre_proceedings"], made["ssd_cin_episodes"]
    assert size_of(begun) > 5
    days = [
        begun[f"prep_{name}_date"]
        for name in ("pre_pro_decision", "pre_pro_letter", "initial_pre_pro_meeting", "agree_stepdown_issue")
    ]
    for earlier, later in zip(days, days[1:], strict=False):
        assert not (earlier > later).any()
        assert not (later > period.to).any()
    for who, day in zip(begun["prep_person_id"], days[0], strict=True):
        mine = referrals["cine_person_id"] == who
        opened, closed = referrals["cine_referral_date"][mine], referrals["cine_close_date"][mine]
        assert ((opened <= day) & (np.isnat(closed) | (closed >= day))).any()


def test_former_pupil_numbers_are_nobodys_own(made: Tables) -> None:
    former = made["ssd_linked_identifiers"]["link_identifier_value"]
    assert former.size > 20
    assert not set(former) & set(made["ssd_person"]["pers_upn"])
    assert {number[1:4] for number in former} == {"002"}


def test_working_days_count_from_the_day_after() -> None:
    starts = np.array(["2026-04-02", "2026-04-04", "2026-04-02"], dtype="M8[D]")
    days = days_after(starts, np.array([1, 1, 0]))
    assert days.astype(str).tolist() == ["2026-04-07", "2026-04-07", "2026-04-02"]
    assert months_after(np.array(["2026-01-31"], dtype="M8[D]"), 3).astype(str).tolist() == ["2026-04-30"]
