"""Children in care: legal statuses, placements and the episodes that the two make together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caseclock.synthetic.cases import Cases
from caseclock.synthetic.casework import Casework
from caseclock.synthetic.draws import Dates, Flags, Numbers, Rng, Texts, between, choose, mark, pick, words, yes_no
from caseclock.synthetic.names import postcode
from caseclock.synthetic.population import Families
from caseclock.synthetic.table import Rows, ids, person_ids, row_ids, sorted_rows
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import NEVER

LEAVING_GROWN_UP = {"E17": 30, "E5": 40, "E6": 10, "E7": 8, "E8": 12}
LEAVING_YOUNG = {"E11": 18, "E12": 30, "E45": 24, "E41": 4, "E4A": 24}
LEAVING = {"E4A": 58, "E4B": 6, "E13": 8, "E8": 14, "E45": 7, "E46": 4, "E41": 3}
PLACEMENT_TYPES = {"U6": 38, "U4": 26, "U1": 6, "U3": 12, "P1": 9, "R1": 1, "H5": 1, "K2": 7}
PLACEMENT_TYPES_OLDER = {"U6": 32, "U4": 22, "U1": 5, "U3": 7, "P1": 4, "P2": 6, "H5": 9, "K2": 15}
CHANGE_REASONS = {"CARPL": 45, "CREQB": 18, "LAREQ": 10, "CHILD": 7, "PLACE": 6, "CREQO": 5, "STAND": 1, "OTHER": 8}
LEGAL_PATHS = ((("V2", 0),), (("V2", 0), ("C1", 40), ("C2", 230)), (("C1", 0), ("C2", 190)),
               (("L2", 0), ("C1", 7), ("C2", 200)))  # fmt: skip
"""Each status, and the day of care on which it begins."""
LEGAL_SHARES = (46, 22, 26, 6)


@dataclass(frozen=True)
class CarePeriods:
    """One row a period of care that began in or before the window; `row` is its case.

    ended may lie after the window. leaving: the 903 reason for which it ends.
    """

    row: Numbers
    child: Numbers
    started: Dates
    ended: Dates
    leaving: Texts


@dataclass(frozen=True)
class Placements:
    """One row a placement that began; period is its place in CarePeriods, ended may be in the future."""

    period: Numbers
    started: Dates
    ended: Dates
    kind: Texts
    category: Texts


@dataclass(frozen=True)
class Spells:
    """What follows on without a gap in a period: its place there, first day, last day, and a code."""

    period: Numbers
    started: Dates
    ended: Dates
    code: Texts


def care_periods(rng: Rng, people: Families, opened: Cases, window: Window) -> CarePeriods:
    """Every period of care of the cases, with the reason for which it ends or will end."""
    row = np.flatnonzero(opened.history.care_started <= window.to)
    child = opened.child[row]
    started, ended = opened.history.care_started[row], opened.history.care_ended[row]
    young = ((started - people.born[child]).astype(np.int64) < 5 * 365) & ((ended - started).astype(np.int64) > 450)
    leaving = np.where(young, pick(rng, row.size, LEAVING_YOUNG), pick(rng, row.size, LEAVING))
    leaving = np.where(ended >= people.eighteen[child], pick(rng, row.size, LEAVING_GROWN_UP), leaving)
    return CarePeriods(row, child, started, ended, leaving)


def adopted(periods: CarePeriods) -> Flags:
    """Which periods end in an adoption."""
    return (periods.leaving == "E11") | (periods.leaving == "E12")


def placed_with_adopters(periods: CarePeriods) -> Dates:
    """The day on which a child goes to the adopters, four months before the order; for any period."""
    return periods.ended - 120 - periods.row % 21


def legal_spells(rng: Rng, periods: CarePeriods) -> Spells:
    """The legal statuses of each period; adoption needs a placement order, E1, after the care order."""
    size = periods.row.size
    path = choose(rng, size, LEGAL_SHARES)
    path[adopted(periods) & (path == 0)] = 2
    slower = between(rng, size, 0, 40)
    period, day, code = [], [], []
    for number, steps in enumerate(LEGAL_PATHS):
        for status, after in steps:
            period.append(np.flatnonzero(path == number))
            day.append((after + (after > 10) * slower)[path == number])
            code.append(words([status] * int((path == number).sum())))
    ordered = np.flatnonzero(adopted(periods))
    period.append(ordered)
    day.append(300 + slower[ordered])
    code.append(words(["E1"] * ordered.size))
    return _spells(periods, np.concatenate(period), np.concatenate(day), np.concatenate(code))


def placements(rng: Rng, people: Families, periods: CarePeriods, legal: Spells, window: Window) -> Placements:
    """Placements without a gap from the first day of each period to its last."""
    size = periods.row.size
    length = (periods.ended - periods.started).astype(np.int64)
    moves = rng.poisson(np.minimum(0.35 + 0.45 * length / 365, 6))
    period = np.concatenate([np.arange(size), np.repeat(np.arange(size), moves)])
    day = np.concatenate([np.zeros(size, dtype=np.int64),
                          (rng.beta(1, 1.8, int(moves.sum())) * length[np.repeat(np.arange(size), moves)]).astype(np.int64)])  # fmt: skip
    matched = np.flatnonzero(adopted(periods))
    final = (placed_with_adopters(periods) - periods.started).astype(np.int64)[matched]
    # The adopters' placement is the last one: what would follow it is left out.
    end = length.copy()
    end[matched] = final
    before = day < end[period]
    period, day = np.concatenate([period[before], matched]), np.concatenate([day[before], final])
    code = words(["moved"] * (period.size - matched.size) + ["adoption"] * matched.size)
    spells = _spells(periods, period, day, code)
    begun = spells.started <= window.to
    spells = Spells(spells.period[begun], spells.started[begun], spells.ended[begun], spells.code[begun])
    count = spells.period.size
    age = (spells.started - people.born[periods.child[spells.period]]).astype(np.int64)
    kind = np.where(age > 11 * 365, pick(rng, count, PLACEMENT_TYPES_OLDER), pick(rng, count, PLACEMENT_TYPES))
    status = legal.code[at(legal, spells.period, spells.started)]
    kind[(kind == "P1") & ~np.isin(status.astype(str), ("C1", "C2"))] = "U6"
    kind[spells.code == "adoption"] = "A6"
    category = words(["standard"] * count)
    category[mark(rng, (kind == "U3") & (status != "C2"), 0.3)] = "temporary_approval"
    category[(kind == "P1") & (status == "C1")] = "interim_care_order_at_home"
    category[(kind == "P1") & (status == "C2")] = "care_order_at_home"
    return Placements(spells.period, spells.started, spells.ended, kind, category)


def at(spells: Spells | Placements, period: Numbers, day: Dates) -> Numbers:
    """The place of the spell that holds in a period on a day; spells are in order of both."""
    key = spells.period * 100_000 + spells.started.astype(np.int64)
    return np.maximum(np.searchsorted(key, period * 100_000 + day.astype(np.int64), side="right") - 1, 0)


def _spells(periods: CarePeriods, period: Numbers, day: Numbers, code: Texts) -> Spells:
    """Spells from each day of care to the next one; what would begin at the end does not."""
    real = (day >= 0) & (day < (periods.ended - periods.started).astype(np.int64)[period])
    period, day, code = period[real], day[real], code[real]
    order = np.lexsort((day, period))
    period, day, code = period[order], day[order], code[order]
    same_period = period[1:] == period[:-1]
    first = np.concatenate([[True], ~same_period | (day[1:] != day[:-1])])[: period.size]
    period, day, code = period[first], day[first], code[first]
    started = periods.started[period] + day
    followed = np.concatenate([period[1:] == period[:-1], [False]])[: period.size]
    following = np.concatenate([started[1:], [NEVER]])[: period.size]
    return Spells(period, started, np.where(followed, following, periods.ended[period]), code)


def care_tables(
    rng: Rng, opened: Cases, known: Casework, periods: CarePeriods, legal: Spells, placed: Placements, window: Window
) -> dict[str, Rows]:
    """ssd_cla_episodes, ssd_cla_placement, ssd_legal_status and ext_placement_terms."""
    count = placed.period.size
    moved = window.happened(placed.ended)
    begun = legal.started <= window.to
    holding = legal.period[begun]
    fostered = np.isin(placed.kind.astype(str), ("U1", "U3", "U4", "U6"))
    return {
        "ssd_cla_episodes": _episodes(rng, opened, known, periods, legal, placed, window),
        "ssd_cla_placement": {
            "clap_cla_placement_id": row_ids("placement", count),
            "clap_person_id": person_ids(periods.child[placed.period]),
            "clap_cla_id": ids("care_period", periods.row[placed.period]),
            "clap_cla_placement_start_date": placed.started,
            "clap_cla_placement_type": placed.kind,
            "clap_cla_placement_urn": words([f"SC{number}" for number in 900_000 + rng.integers(0, 400, count)]),
            "clap_cla_placement_distance": np.round(rng.gamma(1.4, 9.0, count), 1),
            "clap_cla_placement_provider": np.where(
                placed.kind == "P1", "PR0", np.where(fostered, pick(rng, count, {"PR1": 64, "PR4": 36}), "PR4")
            ).astype(object),
            "clap_cla_placement_postcode": words(
                [postcode(int(a), int(b)) for a, b in zip(rng.integers(0, 4, count), rng.integers(0, 40, count), strict=True)]
            ),
            "clap_cla_placement_end_date": moved,
            "clap_cla_placement_change_reason": np.where(
                np.isnat(moved) | (placed.ended == periods.ended[placed.period]), None, pick(rng, count, CHANGE_REASONS)
            ),
        },
        "ssd_legal_status": {
            "lega_legal_status_id": row_ids("legal_status", holding.size),
            "lega_person_id": person_ids(periods.child[holding]),
            "lega_legal_status": legal.code[begun],
            "lega_legal_status_start_date": legal.started[begun],
            "lega_legal_status_end_date": window.happened(legal.ended[begun]),
        },
        "ext_placement_terms": {
            "expt_cla_placement_id": row_ids("placement", count),
            "expt_long_term": yes_no(lasting(placed)),
            "expt_category": placed.category,
        },
    }  # fmt: skip


def lasting(placed: Placements) -> Flags:
    """Which placements are meant to last until the child is grown up."""
    return (placed.kind == "U1") | (placed.kind == "U4")


def _episodes(
    rng: Rng, opened: Cases, known: Casework, periods: CarePeriods, legal: Spells, placed: Placements, window: Window
) -> Rows:
    """A new episode begins with each new placement, each new status, and both on one day."""
    changes = np.concatenate([placed.period, legal.period]) * 100_000
    changes += np.concatenate([placed.started, legal.started]).astype(np.int64)
    key = np.unique(changes)
    period, started = key // 100_000, (key % 100_000).astype("datetime64[D]")
    in_placement, in_status = at(placed, period, started), at(legal, period, started)
    moved, other_status = placed.started[in_placement] == started, legal.started[in_status] == started
    followed = np.concatenate([period[1:] == period[:-1], [False]])[: period.size]
    ended = np.where(followed, np.concatenate([started[1:], [NEVER]])[: period.size], periods.ended[period])
    begun = started <= window.to
    ended = window.happened(ended)
    first = started == periods.started[period]
    why = np.select([first, moved & other_status, moved], ["S", "B", "P"], "L").astype(object)
    over = np.where(followed, "X1", periods.leaving[period]).astype(object)
    over[np.isnat(ended)] = None
    row = periods.row[period]
    until = np.fmin(periods.ended, window.to)[period]
    met = np.maximum(until - between(rng, period.size, 3, 60), periods.started[period])
    found: Rows = {
        "clae_person_id": person_ids(periods.child[period]),
        "clae_cla_episode_start_date": started,
        "clae_cla_episode_start_reason": why,
        "clae_cla_primary_need_code": known.need[row],
        "clae_cla_episode_ceased_date": ended,
        "clae_cla_episode_ceased_reason": over,
        "clae_cla_id": ids("care_period", row),
        "clae_referral_id": ids("referral", row),
        "clae_cla_placement_id": ids("placement", in_placement),
        "clae_entered_care_date": periods.started[period],
        "clae_cla_last_iro_contact_date": met,
    }
    found = sorted_rows({name: values[begun] for name, values in found.items()}, "clae_cla_episode_start_date", "clae_person_id")
    return {"clae_cla_episode_id": row_ids("care_episode", int(begun.sum())), **found}
