"""Those who leave care: permanence, and young people with leaving-care rights."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.care import CarePeriods, Spells, adopted, placed_with_adopters
from caseclock.synthetic.draws import Rng, between, everyone, mark, only, pick, words, yes_no
from caseclock.synthetic.population import Families
from caseclock.synthetic.table import Rows, ids, person_ids, row_ids
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import CHILDREN_IN_CARE, LEAVING_CARE, Workforce, team_ids
from caseclock.synthetic.working_days import NEVER, either

ACCOMMODATION = {"B": 8, "C": 6, "D": 9, "E": 5, "K": 8, "R": 3, "T": 6, "U": 27, "V": 4, "Y": 4, "Z": 20}
UNSUITABLE = ("R", "S", "E")
ORDERS = ["Special guardianship order", "Adoption order"]
ACTIVITIES = {
    "F1": 6,
    "P1": 2,
    "F2": 24,
    "P2": 4,
    "F4": 6,
    "P4": 1,
    "F5": 24,
    "P5": 6,
    "G4": 9,
    "G5": 14,
    "G6": 4,
}


def permanence(rng: Rng, periods: CarePeriods, legal: Spells, staff: Workforce, window: Window) -> Rows:
    """ssd_permanence: a row for each adoption that was decided on and each special guardianship."""
    adopting = adopted(periods)
    guardian = np.isin(periods.leaving.astype(str), ("E45", "E46")) & (periods.ended <= window.to)
    order = np.full(periods.row.size, NEVER)
    placed_under = legal.code == "E1"
    order[legal.period[placed_under]] = legal.started[placed_under]
    decided = either(adopting, either(np.isnat(order), periods.started + 200, order - 40))
    chosen = np.flatnonzero((decided <= window.to) | guardian)
    adopting, ended, decided, order = adopting[chosen], periods.ended[chosen], decided[chosen], order[chosen]
    size = chosen.size
    placed = window.happened(either(adopting, placed_with_adopters(periods)[chosen]))
    together = between(rng, size, 1, 2).astype(np.int32)
    couple = mark(rng, everyone(size), 0.8)
    made = window.happened(ended)
    said = ~np.isnat(placed)
    return {
        "perm_table_id": row_ids("permanence", size),
        "perm_person_id": person_ids(periods.child[chosen]),
        "perm_cla_id": ids("care_period", periods.row[chosen]),
        "perm_adm_decision_date": decided,
        "perm_ffa_cp_decision_date": np.full(size, NEVER),
        "perm_placement_order_date": window.happened(order),
        "perm_placed_for_adoption_date": placed,
        "perm_matched_date": either(said, placed - 15),
        "perm_adopted_by_carer_flag": yes_no(np.zeros(size, dtype=bool), adopting),
        "perm_placed_ffa_cp_date": np.full(size, NEVER),
        "perm_decision_reversed_date": np.full(size, NEVER),
        "perm_placed_foster_carer_date": np.full(size, NEVER),
        "perm_part_of_sibling_group": yes_no(together > 1),
        "perm_siblings_placed_together": together,
        "perm_siblings_placed_apart": np.zeros(size, dtype=np.int32),
        "perm_placement_provider_urn": only(said, "SC990001"),
        "perm_decision_reversed_reason": words([None] * size),
        "perm_permanence_order_date": made,
        "perm_permanence_order_type": only(~np.isnat(made), words(ORDERS)[adopting.astype(np.int64)]),
        "perm_adoption_worker_id": staff.someone_in(rng, np.full(size, CHILDREN_IN_CARE)),
        "perm_adopter_sex": only(said, words(["F1", "MF"])[couple.astype(np.int64)]),
        "perm_adopter_legal_status": only(said, words(["L0", "L11"])[couple.astype(np.int64)]),
        "perm_number_of_adopters": np.where(couple, 2, 1).astype(np.int32),
    }


def care_leavers(rng: Rng, people: Families, periods: CarePeriods, staff: Workforce, window: Window) -> Rows:
    """ssd_care_leavers: one row for each young person of 16 to 24 who was in care for 13 weeks."""
    sixteen = people.eighteen[periods.child] - 731
    until = np.fmin(periods.ended, window.to)
    long_enough = (until >= sixteen) & ((until - periods.started).astype(np.int64) >= 91)
    old_enough = (sixteen <= window.to) & (people.eighteen[periods.child] + 7 * 365 > window.to)
    entitled = np.flatnonzero(long_enough & old_enough)
    # The last period of care of each young person says what they are entitled to.
    entitled = entitled[np.lexsort((periods.started[entitled], periods.child[entitled]))]
    child = periods.child[entitled]
    entitled = entitled[np.concatenate([child[1:] != child[:-1], [True]])[: entitled.size]]
    child, size = periods.child[entitled], entitled.size
    grown = people.eighteen[child] <= window.to
    in_care = periods.ended[entitled] > window.to
    eligibility = np.select([grown, in_care], ["Former relevant", "Eligible"], "Relevant").astype(object)
    touch = pick(rng, size, {"YES": 91, "NO": 4, "REFU": 2, "NREQ": 2, "RHOM": 1})
    home = pick(rng, size, ACCOMMODATION)
    # Most are met every eight weeks; nothing is dated before the care itself.
    met = np.maximum(window.to - between(rng, size, 1, 70), periods.started[entitled])
    reviewed = np.maximum(window.to - between(rng, size, 3, 210), periods.started[entitled])
    planned = mark(rng, everyone(size), 0.93)
    return {
        "clea_table_id": row_ids("care_leaver", size),
        "clea_person_id": person_ids(child),
        "clea_care_leaver_eligibility": eligibility,
        "clea_care_leaver_in_touch": only(grown, touch),
        "clea_care_leaver_latest_contact": met,
        "clea_care_leaver_accommodation": only(grown, home),
        "clea_care_leaver_accom_suitable": only(
            grown, words(["1", "2"])[np.isin(home.astype(str), UNSUITABLE).astype(np.int64)]
        ),
        "clea_care_leaver_activity": only(grown, pick(rng, size, ACTIVITIES)),
        "clea_pathway_plan_review_date": either(planned, reviewed),
        "clea_care_leaver_personal_advisor": words(
            [f"Adviser {number}" for number in rng.integers(1, 12, size)]
        ),
        "clea_care_leaver_allocated_team": team_ids(np.full(size, LEAVING_CARE)),
        "clea_care_leaver_worker_id": staff.someone_in(rng, np.full(size, LEAVING_CARE)),
    }
