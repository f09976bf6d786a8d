"""Cases: the histories of a family's children, one after the other and never two at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from caseclock.synthetic import calibration as rate
from caseclock.synthetic.draws import Dates, Flags, Numbers, Rng, everyone, mark, spread
from caseclock.synthetic.histories import Histories, histories
from caseclock.synthetic.population import EIGHTEEN_YEARS, Families
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import NEVER, either, on_working_day

MOST_REFERRALS = 12
OLDEST_AT_REFERRAL = EIGHTEEN_YEARS - np.timedelta64(60, "D")
YOUNGEST_AT_REFERRAL = np.timedelta64(-150, "D")
BROUGHT_ALONG = 0.85
"""Share of brothers and sisters who are referred together with the first child."""


@dataclass(frozen=True)
class Cases:
    """One row a child and referral, those of one group of brothers and sisters next to each other.

    child: place of the child; group: number of the group, the same for children referred together.
    closed: day on which the case closes, which may lie after the window.
    """

    child: Numbers
    group: Numbers
    history: Histories
    closed: Dates

    def of(self, rows: Numbers | Flags) -> Cases:
        """The cases at `rows`, in that order."""
        return Cases(self.child[rows], self.group[rows], self.history.of(rows), self.closed[rows])


def cases(rng: Rng, people: Families, window: Window) -> Cases:
    """Every case that is open on some day of the window, in order of its referral."""
    parts: list[Cases] = []
    family = np.flatnonzero(people.referred)
    contact = people.noticed[family]
    groups = 0
    for turn in range(MOST_REFERRALS):
        contact = _received(rng, contact)
        in_window = contact <= window.to
        family, contact = family[in_window], contact[in_window]
        if family.size == 0 and turn:
            break
        into_care = people.stock[family] if turn == 0 else np.zeros(family.size, dtype=bool)
        drawn = histories(rng, contact, people.locality[family] == rate.POOR_LOCALITY, into_care, window)
        part, of_family = _members(rng, people, family, drawn)
        parts.append(replace(part, group=part.group + groups))
        groups += family.size
        over = np.full(family.size, NEVER)
        np.fmax.at(over, of_family, part.closed)
        back = mark(rng, ~np.isnat(over), rate.RE_REFERRED)
        gap = 3 + rng.exponential(rate.RE_REFERRAL_GAP_DAYS, family.size).astype(np.int64)
        family, contact = family[back], (over + gap)[back]
    together = _joined(parts)
    kept = (together.history.referred <= window.to) & (together.closed >= window.start)
    together = together.of(kept)
    return together.of(np.lexsort((together.child, together.group, together.history.referred)))


def _received(rng: Rng, dates: Dates) -> Dates:
    """Most contacts of a weekend come on the Monday after it."""
    return either(mark(rng, everyone(dates.size), 0.8), on_working_day(dates), dates)


def _members(rng: Rng, people: Families, family: Numbers, drawn: Histories) -> tuple[Cases, Numbers]:
    """The children of each family that its history is about, with what their age allows of it."""
    group, place = spread(people.size[family])
    child = people.first[family][group] + place
    born = people.born[child]
    referred = drawn.referred[group]
    of_age = (referred >= born + YOUNGEST_AT_REFERRAL) & (referred <= born + OLDEST_AT_REFERRAL)
    along = of_age & ((place == 0) | (rng.random(child.size) < BROUGHT_ALONG))
    group, child = group[along], child[along]
    history = _until_eighteen(drawn.of(group), people.eighteen[child], people.born[child])
    closed = on_working_day(history.over() + history.close_lag)
    return Cases(child, group, history, closed), group


def _until_eighteen(history: Histories, eighteen: Dates, born: Dates) -> Histories:
    """Plans and care end on the eighteenth birthday; what would begin in the last weeks does not."""
    last = eighteen - np.timedelta64(14, "D")
    plan_started = _unless(history.plan_started >= last, history.plan_started)
    need_started = _unless(history.need_started >= last, history.need_started)
    again_started = _unless(history.again_started >= last, history.again_started)
    # A child who is not born cannot be in care: it begins at birth at the earliest.
    care_started = np.maximum(history.care_started, born)
    care_started = _unless((care_started >= last) | (history.plan_started >= last), care_started)
    care_ended = np.maximum(np.minimum(history.care_ended, eighteen), care_started + 1)
    return replace(
        history,
        plan_started=plan_started,
        plan_ended=np.minimum(_unless(np.isnat(plan_started), history.plan_ended), eighteen),
        need_started=need_started,
        need_ended=np.minimum(_unless(np.isnat(need_started), history.need_ended), eighteen),
        again_started=again_started,
        again_authorised=_unless(np.isnat(again_started), history.again_authorised),
        care_started=care_started,
        care_ended=_unless(np.isnat(care_started), care_ended),
    )


def _unless(dropped: Flags, dates: Dates) -> Dates:
    return either(~dropped, dates)


def _joined(parts: list[Cases]) -> Cases:
    names = list(Histories.__dataclass_fields__)
    history = Histories(**{name: np.concatenate([getattr(p.history, name) for p in parts]) for name in names})
    return Cases(
        np.concatenate([part.child for part in parts]),
        np.concatenate([part.group for part in parts]),
        history,
        np.concatenate([part.closed for part in parts]),
    )
