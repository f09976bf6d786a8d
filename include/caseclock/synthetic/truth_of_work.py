"""The truth about work with children: enquiries, plans, care, missing, complaints, audits and records."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np

from caseclock.synthetic.draws import Dates, given
from caseclock.synthetic.planting import place_of
from caseclock.synthetic.table import NO_ID, Tables, dates_at
from caseclock.synthetic.truth import Counted, clock, working_days
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import either, months_after

LONDON = ZoneInfo("Europe/London")
NEVER = np.datetime64("NaT", "D")


def enquiries(tables: Tables, window: Window) -> list[Counted]:
    """Section 47: the decision, the discussion, the conference and the transfer in."""
    begun, told = tables["ssd_s47_enquiry"], tables["ext_section_47_decision"]
    held, met = tables["ext_strategy_discussion"], tables["ssd_initial_cp_conference"]
    moved = tables["ext_transfer_in"]
    place = place_of(_pairs(begun["s47e_s47_enquiry_id"], begun["s47e_person_id"]),
                     _pairs(met["icpc_s47_enquiry_id"], met["icpc_person_id"]))  # fmt: skip
    followed = place >= 0
    start = begun["s47e_s47_start_date"]
    decided_for = place_of(_pairs(begun["s47e_s47_enquiry_id"], begun["s47e_person_id"]),
                           _pairs(told["exsd_s47_enquiry_id"], told["exsd_person_id"]))  # fmt: skip
    decision_start = dates_at(start, decided_for)
    same_day = told["exsd_cancelled_on"] <= decision_start
    return [
        clock("icpc_decision_day5", either(~same_day, decision_start), told["exsd_decided_on"], 5, window, by="start",
              ended=told["exsd_cancelled_on"]),
        clock("strategy_discussion_timely", held["exst_decided_on"], held["exst_held_on"], 1, window, by="stop"),
        clock("icpc_15wd", start[place[followed]], met["icpc_icpc_date"][followed], 15, window, by="stop"),
        clock("icpc_transfer_in_15wd", moved["exti_notified_on"], moved["exti_conference_on"], 15, window, by="stop"),
    ]  # fmt: skip


def plans(tables: Tables, window: Window) -> list[Counted]:
    """Core groups and child protection plans."""
    rows, met = tables["ssd_cp_plans"], tables["ext_core_group"]
    started, ended = rows["cppl_cp_plan_start_date"], rows["cppl_cp_plan_end_date"]
    order = np.lexsort((met["excg_held_on"], met["excg_cp_plan_id"]))
    plan, first = np.unique(met["excg_cp_plan_id"][order], return_index=True)
    held = dates_at(met["excg_held_on"][order][first], place_of(plan, rows["cppl_cp_plan_id"]))
    earlier = tables["ext_plan_history"]["exph_earlier_plans"] > 0
    return [
        clock("core_group_first_10wd", started, held, 10, window, by="start", ended=ended),
        Counted("cpp_started", started, np.ones(started.size, dtype=bool), None),
        Counted("cpp_repeat_ever", started[: earlier.size], earlier, np.ones(earlier.size, dtype=bool)),
    ]


def care(tables: Tables, window: Window) -> list[Counted]:
    """The first health assessment and the pathway plan."""
    episodes, checks, paths = (
        tables[name] for name in ("ssd_cla_episodes", "ssd_cla_health", "ext_pathway_plan")
    )
    order = np.lexsort((episodes["clae_cla_episode_start_date"], episodes["clae_cla_id"]))
    number = episodes["clae_cla_id"][order]
    last = np.concatenate([number[1:] != number[:-1], [True]])[: order.size]
    who = episodes["clae_person_id"][order][last]
    started = episodes["clae_entered_care_date"][order][last]
    ended = episodes["clae_cla_episode_ceased_date"][order][last]
    done = (checks["clah_health_check_type"] != "Dental check") & (
        checks["clah_health_check_status"] == "Completed"
    )
    first = np.full(who.size, NEVER)
    by_child: dict[int, list[np.datetime64]] = {}
    for child, day in zip(
        checks["clah_person_id"][done].tolist(), checks["clah_health_check_date"][done], strict=True
    ):
        by_child.setdefault(child, []).append(day)
    for place, (child, begins, ends) in enumerate(zip(who.tolist(), started, ended, strict=True)):
        inside = [day for day in by_child.get(child, ()) if day >= begins and not day > ends]
        first[place] = min(inside, default=NEVER)
    due_from, made = paths["expw_due_from"], paths["expw_plan_on"]
    _, one = np.unique(paths["expw_person_id"], return_index=True)
    limit = months_after(due_from[one], 3)
    made, day = made[one], due_from[one]
    counted = ~np.isnat(made) | (limit < window.to)
    return [
        clock("iha_20wd", started, first, 20, window, by="start", ended=ended),
        Counted("pathway_plan_in_place", either(counted, day), made <= limit, counted),
    ]


def missing(tables: Tables, window: Window) -> list[Counted]:
    """Return interviews: 72 hours by the clock, whatever the clock change does to the wall."""
    told, gone = tables["ext_return_interview"], tables["ssd_missing"]
    place = place_of(gone["miss_table_id"], told["exri_missing_id"])
    runaway = gone["miss_missing_episode_type"][place] == "M"
    back, held = told["exri_returned_at"], told["exri_interviewed_at"]
    end = (window.to + 1).astype("datetime64[s]")
    done = ~np.isnat(held)
    hours = _hours(back, np.where(done, held, end))
    wanted = runaway & ~(told["exri_declined"] == "Y") & (done | (hours > 72))
    day = back.astype("datetime64[D]")
    return [
        Counted("rhi_72h", either(wanted, day), done & (hours <= 72), wanted),
        Counted("rhi_offered_pct", either(runaway, day), ~np.isnat(told["exri_offered_on"]), runaway),
    ]


def complaints_and_audits(tables: Tables, window: Window) -> list[Counted]:
    """Complaints at the first stage, formal resolutions, audits and their actions."""
    said, raised = tables["ext_complaint"], tables["ext_formal_resolution"]
    first = (
        (said["excm_stage"] == "1") & (said["excm_withdrawn"] == "N") & (said["excm_within_procedure"] == "Y")
    )
    begins = raised["exfr_stage"] == 1
    number, place = np.unique(raised["exfr_id"], return_inverse=True)
    opened, closed = np.full(number.size, NEVER), np.full(number.size, NEVER)
    stopped = np.zeros(number.size, dtype=bool)
    np.logical_or.at(stopped, place, raised["exfr_withdrawn"] == "Y")
    opened[place[begins]] = raised["exfr_raised_on"][begins]
    # The last stage that was reached decides: it is closed, or the whole is open.
    order = np.argsort(raised["exfr_stage"], kind="stable")
    for row in order.tolist():
        closed[place[row]] = raised["exfr_resolved_on"][row]
    audits, actions = tables["ext_case_audit"], tables["ext_audit_action"]
    whole = ~given(audits["exau_theme"])
    grade = np.where(
        given(audits["exau_moderated_grade"]), audits["exau_moderated_grade"], audits["exau_grade"]
    )
    due, done = actions["exaa_due_on"], actions["exaa_completed_on"]
    judged = ~np.isnat(done) | (due < window.to)
    return [
        clock("complaint_stage1_10wd", said["excm_received_on"][first], said["excm_responded_on"][first], 10, window,
              by="stop"),
        Counted("formal_resolution_raised", opened, np.ones(opened.size, dtype=bool), None),
        clock("formal_resolution_20wd", either(~stopped, opened), either(~stopped, closed), 20, window, by="stop"),
        Counted("audit_good_pct", either(whole, audits["exau_completed_on"]),
                (grade == "good") | (grade == "outstanding"), whole),
        Counted("audit_actions_on_time", either(judged, due), done <= due, judged),
    ]  # fmt: skip


def records(tables: Tables, window: Window) -> list[Counted]:
    """How late things were entered, and how soon cases were allocated."""
    entered, held = tables["ext_recorded_at"], tables["ext_allocation"]
    late = working_days(entered["exra_event_on"], entered["exra_recorded_on"]) > 5
    begins = ~np.isnat(held["exal_decided_on"]) & (held["exal_role"] == "case_holder")
    return [
        Counted("late_recording", entered["exra_recorded_on"], late, np.ones(late.size, dtype=bool)),
        clock(
            "allocation_within_1wd",
            held["exal_decided_on"][begins],
            held["exal_from"][begins],
            1,
            window,
            by="stop",
        ),
    ]


def _pairs(number: np.ndarray, person: np.ndarray) -> np.ndarray:
    return np.where(number == NO_ID, -person, number * 10**9 + person)


def _hours(start: Dates, stop: Dates) -> np.ndarray:
    """Hours from one London wall time to another, the repeated hour of October being the first one."""
    return np.array([
        (later.replace(tzinfo=LONDON).timestamp() - sooner.replace(tzinfo=LONDON).timestamp()) / 3600
        for sooner, later in zip(start.tolist(), stop.tolist(), strict=True)
    ])  # fmt: skip
