"""Who held each case, from the decision that it needs a social worker on, and what it was then."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caseclock.synthetic.cases import Cases
from caseclock.synthetic.casework import Casework
from caseclock.synthetic.draws import Dates, Flags, Numbers, Rng, mark, only, words, yes_no
from caseclock.synthetic.population import Families
from caseclock.synthetic.table import FIRST_TEAM, ID_STARTS, NO_ID, Rows, Tables, child_places, row_ids
from caseclock.synthetic.waits import share_by_date, waits
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import CHILDREN_IN_CARE, LEAVING_CARE, Workforce, team_ids
from caseclock.synthetic.working_days import NEVER, days_after, either, latest

LIMIT, IN_TIME, IN_TIME_IN_DIP, LONGEST = 1, 0.92, 0.8, 12
HELD_ON_DUTY, UNALLOCATED = 0.6, 0.02
"""Of late allocations those that duty held meanwhile; of cases opened in the last month those nobody has yet."""
CASES_A_POST = 15.2
"""Cases for each full-time case holder (workforce census, 2025)."""
IN_NEED, PROTECTED, LOOKED_AFTER, LEAVER = range(4)
CASE_TYPES = ["CIN", "CP", "CLA", "CL"]


@dataclass(frozen=True)
class Phases:
    """What an involvement was, day by day: its place in ssd_involvements, first and last day, CASE_TYPES."""

    row: Numbers
    first: Dates
    last: Dates
    kind: Numbers


def open_by_team(people: Families, opened: Cases, known: Casework, leavers: Rows, window: Window) -> Numbers:
    """Cases of each team on the last day, from which follows how many of its workers hold cases."""
    case, day = opened.history, window.to
    handed_on = np.fmin(case.plan_started, case.need_started) <= day
    team = np.where(handed_on, known.holding, known.assessing)
    team = np.where((case.care_started <= day) & (case.care_ended > day), CHILDREN_IN_CARE, team)
    found = np.bincount(team[opened.closed > day], minlength=LEAVING_CARE + 2)
    grown = people.eighteen[child_places(leavers["clea_person_id"])] <= day
    found[LEAVING_CARE] += int(grown.sum())
    return found


def allocations(
    rng: Rng, people: Families, opened: Cases, tables: Tables, staff: Workforce, window: Window
) -> dict[str, Rows]:
    """ext_allocation: the case holders of ssd_involvements, and the advisers of those who left care.

    While a child is in care, the case is held in the team for children in care.
    """
    held = tables["ssd_involvements"]
    phases = _phases(opened, held, window)
    worker, team = held["invo_professional_id"][phases.row], held["invo_professional_team"][phases.row]
    cared = phases.kind == LOOKED_AFTER
    team = np.where(cared, FIRST_TEAM + CHILDREN_IN_CARE, team)
    worker = np.where(cared, staff.case_holder_in(rng, np.full(cared.size, CHILDREN_IN_CARE)), worker)
    case = held["invo_referral_id"][phases.row] - ID_STARTS["referral"]
    starts = opened.history.referred[case] == phases.first
    decided, begins, waited = _allocated(rng, tables, case, starts, phases, window)
    nobody = starts & np.isnat(begins)
    # Where the child came into care or under a plan within days, a worker was found by then.
    begins = either(starts, np.minimum(begins, phases.last), phases.first)
    decided = np.fmin(decided, begins)
    rows: Rows = {
        "exal_person_id": held["invo_person_id"][phases.row],
        "exal_worker_id": np.where(nobody, NO_ID, worker),
        "exal_team_id": team,
        "exal_qualified": only(~nobody, "Y"),
        "exal_role": words(["case_holder"] * starts.size),
        "exal_case_type": words(CASE_TYPES)[phases.kind],
        "exal_decided_on": either(starts, decided),
        "exal_from": begins,
        "exal_to": either(nobody, NEVER, window.happened(phases.last)),
    }
    parts = [
        rows,
        _on_duty(rng, staff, held, phases, decided, begins, starts & waited, window),
        _advisers(rng, people, tables["ssd_care_leavers"], staff, window),
    ]
    found = {name: np.concatenate([part[name] for part in parts]) for name in rows}
    order = np.lexsort((found["exal_from"], found["exal_person_id"]))
    found = {name: values[order] for name, values in found.items()}
    return {"ext_allocation": {"exal_id": row_ids("allocation", order.size), **found}}


def caseloads(allocated: Rows, professionals: Rows) -> Numbers:
    """Cases that each worker of ssd_professionals holds on the last day."""
    now = np.isnat(allocated["exal_to"]) & (allocated["exal_worker_id"] != NO_ID)
    now &= allocated["exal_role"] == "case_holder"
    first = professionals["prof_professional_id"][0]
    return np.bincount(
        allocated["exal_worker_id"][now] - first, minlength=professionals["prof_professional_id"].size
    )


def _phases(opened: Cases, held: Rows, window: Window) -> Phases:
    """Each involvement, cut where the child came under a plan, into care, or out of either."""
    row = held["invo_referral_id"] - ID_STARTS["referral"]
    case, size = opened.history, row.size
    begins = held["invo_involvement_start_date"]
    until = either(
        np.isnat(held["invo_involvement_end_date"]), opened.closed[row], held["invo_involvement_end_date"]
    )
    closes = until == opened.closed[row]
    cuts = [begins]
    for day in (case.plan_started, case.plan_ended, case.care_started, case.care_ended):
        cuts.append(np.clip(either(np.isnat(day[row]), begins, day[row]), begins, until))
    edges = np.sort(np.stack([*cuts, until]), axis=0)
    first, after = edges[:-1].T.ravel(), edges[1:].T.ravel()
    of = np.repeat(np.arange(size), len(cuts))
    # On the day on which one worker hands over, the next one holds the case.
    last = either(closes[of] & (after == until[of]), after, after - 1)
    real = (last >= first) & ((after > first) | (begins == until)[of]) & (first <= window.to)
    # A case of one day has all its edges on it: its last row stands for all of them.
    real &= (after > first) | (np.arange(of.size) % len(cuts) == len(cuts) - 1)
    of, first, last = of[real], first[real], last[real]
    here = row[of]
    kind = np.full(of.size, IN_NEED)
    kind[(case.plan_started[here] <= first) & (first < case.plan_ended[here])] = PROTECTED
    kind[(case.care_started[here] <= first) & (first < case.care_ended[here])] = LOOKED_AFTER
    return Phases(of, first, last, kind)


def _allocated(
    rng: Rng, tables: Tables, case: Numbers, starts: Flags, phases: Phases, window: Window
) -> tuple[Dates, Dates, Flags]:
    """When it was decided that each case needs a worker, when one was found, and whether that was late.

    Of the cases of the last month a few are still waiting.
    """
    said = tables["ext_contact_outcome"]
    of_referral = np.flatnonzero(said["exco_entity"] == "referral")
    number = said["exco_id"][of_referral] - ID_STARTS["referral"]
    day = np.full(int(max(number.max(initial=0), case.max(initial=0))) + 1, NEVER)
    day[number] = said["exco_decided_at"][of_referral].astype("datetime64[D]")
    decided = either(np.isnat(day[case]), phases.first, day[case])
    wait = waits(rng, case.size, LIMIT, share_by_date(window, decided, IN_TIME, IN_TIME_IN_DIP), LONGEST)
    found = days_after(decided, wait)
    recent = (
        starts
        & (decided > window.to - 30)
        & np.isnat(tables["ssd_involvements"]["invo_involvement_end_date"][phases.row])
    )
    nobody = mark(rng, recent, 0.08) | mark(rng, starts & recent & (found > window.to), 1)
    return decided, either(nobody, NEVER, window.happened(found)), wait > LIMIT


def _on_duty(
    rng: Rng,
    staff: Workforce,
    held: Rows,
    phases: Phases,
    decided: Dates,
    begins: Dates,
    late: Flags,
    window: Window,
) -> Rows:
    """Duty or a manager holds some of the cases that wait; that is not allocation."""
    these = np.flatnonzero(mark(rng, late, HELD_ON_DUTY))
    until = either(np.isnat(begins[these]), NEVER, np.maximum(begins[these] - 1, decided[these]))
    team = held["invo_professional_team"][phases.row[these]]
    return {
        "exal_person_id": held["invo_person_id"][phases.row[these]],
        "exal_worker_id": staff.someone_in(rng, team - FIRST_TEAM),
        "exal_team_id": team,
        "exal_qualified": words(["Y"] * these.size),
        "exal_role": words(["duty", "manager"])[rng.integers(0, 2, these.size)],
        "exal_case_type": words(["CIN"] * these.size),
        "exal_decided_on": decided[these],
        "exal_from": decided[these],
        "exal_to": window.happened(until),
    }


def _advisers(rng: Rng, people: Families, leavers: Rows, staff: Workforce, window: Window) -> Rows:
    """Everyone of eighteen and over who left care has a worker of the leaving care team."""
    eighteen = people.eighteen[child_places(leavers["clea_person_id"])]
    these = np.flatnonzero(eighteen <= window.to)
    size = these.size
    team = np.full(size, LEAVING_CARE)
    begins = latest(eighteen[these], np.full(size, window.start))
    return {
        "exal_person_id": leavers["clea_person_id"][these],
        "exal_worker_id": staff.case_holder_in(rng, team),
        "exal_team_id": team_ids(team),
        "exal_qualified": yes_no(np.ones(size, dtype=bool)),
        "exal_role": words(["case_holder"] * size),
        "exal_case_type": words(["CL"] * size),
        "exal_decided_on": begins,
        "exal_from": begins,
        "exal_to": np.full(size, NEVER),
    }
