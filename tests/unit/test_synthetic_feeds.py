"""What a synthetic council delivers beside its case system agrees with it, and looks like the published figures."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from caseclock.synthetic.planting import place_of
from caseclock.synthetic.records import records
from caseclock.synthetic.table import NO_ID, Rows, Tables, size_of
from caseclock.synthetic.truth import financial_years, working_days
from caseclock.synthetic.window import Window, window

CHILDREN, YEARS, TO = 8_000, 3, dt.date(2026, 3, 31)
Column = np.ndarray[Any, Any]


@pytest.fixture(scope="module")
def period() -> Window:
    return window(YEARS, TO)


@pytest.fixture(scope="module")
def made(period: Window) -> Tables:
    return records(CHILDREN, period, seed=7, shared_ids=False)


def in_order(rows: Rows, *by: str) -> Rows:
    order = np.lexsort([rows[name] for name in reversed(by)])
    return {name: values[order] for name, values in rows.items()}


def follows(rows: Rows, group: str) -> Column:
    """For each row but the first: whether the row before it is of the same group."""
    return np.asarray(rows[group][1:] == rows[group][:-1])


def share(values: Column) -> float:
    return 100 * float(values.mean())


def test_every_feed_has_rows(made: Tables) -> None:
    assert [name for name, rows in made.items() if size_of(rows) == 0] == []


def test_the_workforce_is_that_of_the_census(made: Tables, period: Window) -> None:
    workers, posts, held = made["ext_worker"], made["ext_post"], made["ext_allocation"]
    here, agency, fte = np.isnat(workers["exwk_to"]), workers["exwk_agency"] == "Y", workers["exwk_fte"]
    in_post, hired = fte[here & ~agency].sum(), fte[here & agency].sum()
    vacant = posts["expo_fte"][~np.isin(posts["expo_id"], workers["exwk_post_id"][here & ~agency])].sum()
    left = fte[(workers["exwk_to"] > period.to - 365) & ~agency].sum()
    assert 100 * vacant / (vacant + in_post) == pytest.approx(14.2, abs=0.5)
    assert 100 * hired / (hired + in_post) == pytest.approx(13.0, abs=2)
    assert 100 * left / in_post == pytest.approx(11.8, abs=2)
    absent = made["ext_absence"]
    assert 100 * absent["exab_days_lost"].sum() / absent["exab_days_available"].sum() == pytest.approx(
        3.5, abs=0.3
    )
    cases = np.isnat(held["exal_to"]) & ~np.isnat(held["exal_from"]) & (held["exal_role"] == "case_holder")
    holding = fte[here & (workers["exwk_case_holder"] == "Y")].sum()
    assert cases.sum() / holding == pytest.approx(15.2, abs=0.7)
    assert 100 * in_post / (15_000 / 180) == pytest.approx(
        size_of(made["ssd_contacts"]) / YEARS / 83.3, rel=2
    )


def test_a_post_has_one_employed_worker_at_a_time(made: Tables) -> None:
    workers = made["ext_worker"]
    employed = workers["exwk_agency"] == "N"
    rows = in_order({name: values[employed] for name, values in workers.items()}, "exwk_post_id", "exwk_from")
    same = follows(rows, "exwk_post_id")
    assert (rows["exwk_to"][:-1][same] < rows["exwk_from"][1:][same]).all()
    assert (rows["exwk_post_id"] != NO_ID).all()
    assert not (rows["exwk_to"] < rows["exwk_from"]).any()


def test_todays_workers_are_those_of_the_case_system(made: Tables) -> None:
    workers, known = made["ext_worker"], made["ssd_professionals"]
    now = np.isnat(workers["exwk_to"])
    place = place_of(known["prof_professional_id"], workers["exwk_worker_id"][now])
    assert (place >= 0).all()
    assert (known["prof_agency_worker_flag"][place] == workers["exwk_agency"][now]).all()
    assert (known["prof_full_time_equivalency"][place] == workers["exwk_fte"][now]).all()


def test_a_case_has_one_holder_from_its_allocation_to_its_end(made: Tables, period: Window) -> None:
    held = made["ext_allocation"]
    holding = (held["exal_role"] == "case_holder") & (held["exal_case_type"] != "CL")
    holding &= ~np.isnat(held["exal_from"])
    rows = in_order({name: values[holding] for name, values in held.items()}, "exal_person_id", "exal_from")
    same = follows(rows, "exal_person_id")
    assert (rows["exal_to"][:-1][same] <= rows["exal_from"][1:][same]).all()
    goes_on = same & np.isnat(rows["exal_decided_on"][1:])
    assert (rows["exal_to"][:-1][goes_on] + 1 == rows["exal_from"][1:][goes_on]).all()
    open_now = np.unique(rows["exal_person_id"][np.isnat(rows["exal_to"])])
    referrals = made["ssd_cin_episodes"]
    known = referrals["cine_person_id"][np.isnat(referrals["cine_close_date"])]
    assert np.isin(open_now, known).all()
    assert 0 < np.setdiff1d(known, open_now).size < known.size / 20
    begins = ~np.isnat(rows["exal_decided_on"])
    days = working_days(rows["exal_decided_on"][begins], rows["exal_from"][begins])
    assert share(days <= 1) == pytest.approx(91, abs=3)
    assert period.start - 4000 < rows["exal_from"].min()


def test_decisions_by_day_five_fell_behind_in_the_dip(made: Tables, period: Window) -> None:
    told, begun = made["ext_section_47_decision"], made["ssd_s47_enquiry"]
    start, decided = begun["s47e_s47_start_date"], told["exsd_decided_on"]
    known = ~np.isnat(decided)
    in_time = working_days(start[known], decided[known]) <= 5
    assert share(in_time) == pytest.approx(86, abs=4)
    dip = period.in_dip(start[known])
    assert in_time[dip].mean() < in_time[~dip].mean() - 0.1
    met = made["ssd_initial_cp_conference"]
    conference = np.isin(told["exsd_s47_enquiry_id"], met["icpc_s47_enquiry_id"])
    assert (told["exsd_decision"][conference] == "conference").all()


def test_meetings_lie_inside_their_plans(made: Tables) -> None:
    for table, link, day, whole, key, start, stop in (
        ("ext_core_group", "excg_cp_plan_id", "excg_held_on",
         "ssd_cp_plans", "cppl_cp_plan_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
        ("ext_cin_review", "exci_cin_plan_id", "exci_held_on",
         "ssd_cin_plans", "cinp_cin_plan_id", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),
    ):  # fmt: skip
        rows, wholes = made[table], made[whole]
        place = place_of(wholes[key], rows[link])
        assert (place >= 0).all()
        assert (rows[day] >= wholes[start][place]).all()
        assert not (rows[day] > wholes[stop][place]).any()


def test_complaints_go_from_stage_to_stage(made: Tables) -> None:
    said = made["ext_complaint"]
    first = said["excm_stage"] == "1"
    number = said["excm_id"][first]
    for stage in ("2", "3"):
        later = np.flatnonzero(said["excm_stage"] == stage)
        assert np.isin(said["excm_id"][later], number).all()
        number = said["excm_id"][later]
    counted = first & (said["excm_within_procedure"] == "Y") & ~np.isnat(said["excm_responded_on"])
    days = working_days(said["excm_received_on"][counted], said["excm_responded_on"][counted])
    assert 85 <= share(days <= 10) <= 98


def test_no_stage_of_a_formal_resolution_is_left_out(made: Tables) -> None:
    rows = in_order(made["ext_formal_resolution"], "exfr_id", "exfr_stage")
    same = follows(rows, "exfr_id")
    assert (rows["exfr_stage"][1:][same] == rows["exfr_stage"][:-1][same] + 1).all()
    assert (rows["exfr_stage"][1:][~same] == 1).all()
    assert (rows["exfr_resolved_on"][:-1][same] == rows["exfr_raised_on"][1:][same]).all()


def test_who_is_in_care_has_no_final_outcome(made: Tables) -> None:
    reviews, episodes = made["ext_permanence_review"], made["ssd_cla_episodes"]
    in_care = episodes["clae_cla_id"][np.isnat(episodes["clae_cla_episode_ceased_date"])]
    final = np.array([outcome is not None for outcome in reviews["expr_final_outcome"]])
    assert final.any()
    assert not np.isin(reviews["expr_cla_id"][final], in_care).any()


def test_pathway_plans_end_where_the_case_system_says(made: Tables) -> None:
    plans, known = made["ext_pathway_plan"], made["ssd_care_leavers"]
    for person, latest in zip(known["clea_person_id"], known["clea_pathway_plan_review_date"], strict=True):
        mine = plans["expw_person_id"] == person
        days = np.concatenate([plans["expw_plan_on"][mine], plans["expw_reviewed_on"][mine]])
        assert np.isnat(latest) == np.isnat(days).all()
        assert np.isnat(latest) or np.nanmax(days.astype("M8[D]")) == latest


def test_interviews_are_held_by_day_and_after_the_return(made: Tables) -> None:
    told = made["ext_return_interview"]
    held = told["exri_interviewed_at"]
    held, returned = held[~np.isnat(held)], told["exri_returned_at"][~np.isnat(held)]
    hour = (held - held.astype("M8[D]")).astype("m8[h]").astype(int)
    assert ((hour >= 9) & (hour < 19)).all()
    assert (held > returned).all()
    assert share((held - returned).astype("m8[m]").astype(int) <= 72 * 60) == pytest.approx(68, abs=12)


def test_every_late_conference_has_a_reason(made: Tables) -> None:
    met, enquiries, told = (
        made[name] for name in ("ssd_initial_cp_conference", "ssd_s47_enquiry", "ext_late_reason")
    )
    place = place_of(enquiries["s47e_s47_enquiry_id"], met["icpc_s47_enquiry_id"])
    days = working_days(enquiries["s47e_s47_start_date"][place], met["icpc_icpc_date"])
    late = met["icpc_icpc_id"][(place >= 0) & (days > 15)]
    assert np.isin(late, told["exlr_id"][told["exlr_measure"] == "icpc_15wd"]).all()


def test_years_are_whole_ones_inside_the_window() -> None:
    found = financial_years(window(2, dt.date(2026, 2, 28)))
    assert [(str(first), str(last)) for first, last in found] == [("2024-04-01", "2025-03-31")]
