"""Periods of care, and the legal statuses and placements that follow each other in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caseclock.synthetic.cases import Cases
from caseclock.synthetic.draws import Dates, Flags, Numbers, Rng, Texts, between, choose, mark, pick, words
from caseclock.synthetic.population import Families
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import NEVER, days_between, either

LEAVING_GROWN_UP = {"E17": 30, "E5": 40, "E6": 10, "E7": 8, "E8": 12}
LEAVING_YOUNG = {"E11": 18, "E12": 30, "E45": 24, "E41": 4, "E4A": 24}
LONGEST_TO_ADOPTION = 850
"""Days in care after which nobody is adopted: the mean from entry to moving in is about 490 (DfE scorecards)."""
LEAVING = {"E4A": 58, "E4B": 6, "E13": 8, "E8": 14, "E45": 7, "E46": 4, "E41": 3}
PLACEMENT_TYPES = {"U6": 38, "U4": 26, "U1": 6, "U3": 12, "P1": 9, "R1": 1, "H5": 1, "K2": 7}
PLACEMENT_TYPES_OLDER = {"U6": 32, "U4": 22, "U1": 5, "U3": 7, "P1": 4, "P2": 6, "H5": 9, "K2": 15}
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
    length = days_between(started, ended)
    young = (
        (days_between(people.born[child], started) < 5 * 365)
        & (length > 450)
        & (length < LONGEST_TO_ADOPTION)
    )
    leaving = pick(rng, row.size, LEAVING)
    leaving[young] = pick(rng, int(young.sum()), LEAVING_YOUNG)
    grown = ended >= people.eighteen[child]
    leaving[grown] = pick(rng, int(grown.sum()), LEAVING_GROWN_UP)
    return CarePeriods(row, child, started, ended, leaving)


def adopted(periods: CarePeriods) -> Flags:
    """Which periods end in an adoption."""
    return np.isin(periods.leaving.astype(str), ("E11", "E12"))


def placed_with_adopters(periods: CarePeriods) -> Dates:
    """The day on which a child goes to the adopters, four months before the order; for any period."""
    found: Dates = periods.ended - 120 - periods.row % 21
    return found


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
    length = days_between(periods.started, periods.ended)
    moves = rng.poisson(np.minimum(0.75 + 0.2 * length / 365, 4))
    mover = np.repeat(np.arange(size), moves)
    moved_on = (rng.beta(0.9, 2.4, mover.size) * length[mover]).astype(np.int64)
    period = np.concatenate([np.arange(size), mover])
    day = np.concatenate([np.zeros(size, dtype=np.int64), moved_on])
    matched = np.flatnonzero(adopted(periods))
    final = days_between(periods.started, placed_with_adopters(periods))[matched]
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
    age = days_between(people.born[periods.child[spells.period]], spells.started)
    older = age > 11 * 365
    kind = pick(rng, count, PLACEMENT_TYPES)
    kind[older] = pick(rng, int(older.sum()), PLACEMENT_TYPES_OLDER)
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
    found: Numbers = np.searchsorted(key, period * 100_000 + day.astype(np.int64), side="right") - 1
    return np.maximum(found, 0)


def _spells(periods: CarePeriods, period: Numbers, day: Numbers, code: Texts) -> Spells:
    """Spells from each day of care to the next one; what would begin at the end does not."""
    real = (day >= 0) & (day < days_between(periods.started, periods.ended)[period])
    period, day, code = period[real], day[real], code[real]
    order = np.lexsort((day, period))
    period, day, code = period[order], day[order], code[order]
    same_period = period[1:] == period[:-1]
    first = np.concatenate([[True], ~same_period | (day[1:] != day[:-1])])[: period.size]
    period, day, code = period[first], day[first], code[first]
    started = periods.started[period] + day
    followed = np.concatenate([period[1:] == period[:-1], [False]])[: period.size]
    following = np.concatenate([started[1:], [NEVER]])[: period.size]
    return Spells(period, started, either(followed, following, periods.ended[period]), code)


def lasting(placed: Placements) -> Flags:
    """Which placements are meant to last until the child is grown up."""
    return np.isin(placed.kind.astype(str), ("U1", "U4"))
