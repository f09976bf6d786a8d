"""Contacts of every outcome: for each case the one that it came from, and those that lead to no case."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caseclock.synthetic import calibration as rate
from caseclock.synthetic.cases import Cases
from caseclock.synthetic.draws import Dates, Flags, Numbers, Rng, Texts, choose, everyone, mark, pick, spread
from caseclock.synthetic.population import Families
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import (
    NEVER,
    days_after,
    days_between,
    either,
    is_working_day,
    on_working_day,
)

OUTCOMES = ["NEW_REFERRAL", "OTHER_OUTCOMES_EXIST", "ADVICE", "NFA", "MISSING", "EXISTING_REFERRAL"]
REFERRAL, EARLY_HELP, ADVICE, NO_FURTHER_ACTION, OTHER, EXISTING = range(6)
ALONG = 0.6
"""Share of brothers and sisters who are named in the same contact."""


@dataclass(frozen=True)
class Contacts:
    """One row a child and contact, in order of receipt.

    group: the same for children of one contact. minute: of the day of receipt. outcome: place in
    OUTCOMES. decided: NaT while nothing is decided; decided_minute: of that day.
    """

    child: Numbers
    group: Numbers
    received: Dates
    minute: Numbers
    source: Texts
    outcome: Numbers
    decided: Dates
    decided_minute: Numbers


def contacts(rng: Rng, people: Families, opened: Cases, wanted: int, window: Window) -> Contacts:
    """Every contact: one for each case, and so many others that the outcomes have their shares.

    Every child without a case gets one at least. wanted: contacts in all, when there are few cases.
    """
    in_window = int((opened.history.referred >= window.start).sum())
    others = in_window * (1 / rate.CONTACT_OUTCOMES["referral"] - 1) if in_window else wanted
    child, group, received = _other_contacts(rng, people, opened, round(others), window)
    joins = _open_at(opened, child, received)
    outcome = _outcomes(rng, group, joins)

    _, case_group = np.unique(opened.group, return_inverse=True)
    case_groups = int(case_group.max(initial=-1)) + 1
    child = np.concatenate([opened.child, child])
    group = np.concatenate([case_group, group + case_groups])
    received = np.concatenate([opened.history.contact, received])
    outcome = np.concatenate([np.full(opened.child.size, REFERRAL), outcome])
    groups = int(group.max(initial=-1)) + 1

    lead = np.unique(group, return_index=True)[1]
    minute = (480 + rng.beta(2, 2.4, groups) * 720).astype(np.int64)
    decided, decided_minute = _decisions(rng, received[lead], minute, window)
    taken_on = np.full(groups, NEVER)
    taken_on[case_group] = opened.history.referred
    decided = either(np.isnat(taken_on), decided, taken_on)
    same_day = decided == received[lead]
    decided_minute = np.where(same_day, np.minimum(minute + 20 + decided_minute % 180, 1439), decided_minute)
    decided = window.happened(decided)
    source = pick(rng, groups, rate.CONTACT_SOURCES)
    whole = Contacts(
        child, group, received, minute[group], source[group], outcome, decided[group], decided_minute[group]
    )
    order = np.lexsort((child, whole.minute, received))
    return Contacts(**{name: getattr(whole, name)[order] for name in Contacts.__dataclass_fields__})


def _other_contacts(
    rng: Rng, people: Families, opened: Cases, wanted: int, window: Window
) -> tuple[Numbers, Numbers, Dates]:
    """Child, group and day of contacts that lead to no case: first one for each child without any."""
    has_case = np.zeros(people.family.size, dtype=bool)
    has_case[opened.child] = True
    left = np.flatnonzero(~has_case)
    lead = left[np.unique(people.family[left], return_index=True)[1]]
    more = max(0, wanted - left.size)
    # A contact names more than one child now and then: those beyond the number wanted are cut below.
    random = rng.integers(0, people.family.size, more)
    must = np.arange(lead.size + random.size) < lead.size
    lead = np.concatenate([lead, random])
    latest: Dates = np.minimum(people.eighteen - 1, window.to)
    earliest: Dates = np.minimum(np.maximum(people.born - 100, window.start), latest)
    room = days_between(earliest, latest) + 1
    day = earliest[lead] + (rng.random(lead.size) * room[lead]).astype(np.int64)
    day = either(mark(rng, everyone(day.size), 0.85), np.minimum(on_working_day(day), window.to), day)
    group, place = spread(people.size[people.family[lead]])
    child = people.first[people.family[lead]][group] + place
    of_age = (day[group] >= earliest[child]) & (day[group] <= latest[child])
    along = np.where(must[group], ~has_case[child], rng.random(child.size) < ALONG * (place < 3))
    named = (child == lead[group]) | (of_age & along)
    group, child = group[named], child[named]
    enough = int(must[group].sum())
    if more and enough < group.size:
        last = group[min(enough + more, group.size) - 1]
        enough = int(np.searchsorted(group, last, side="right"))
    group, child = group[:enough], child[:enough]
    received = day[group]
    # A brother or sister who was too old or too young on that day has a contact alone.
    without = np.setdiff1d(left, child)
    alone = earliest[without] + (rng.random(without.size) * room[without]).astype(np.int64)
    child = np.concatenate([child, without])
    received = np.concatenate([received, alone])
    group = np.concatenate([group, lead.size + np.arange(without.size)])
    return child, np.unique(group, return_inverse=True)[1], received


def _open_at(opened: Cases, child: Numbers, day: Dates) -> Flags:
    """Whether the child has an open case on the day; cases of a child never overlap."""
    if opened.child.size == 0:
        return np.zeros(child.size, dtype=bool)
    order = np.lexsort((opened.history.referred, opened.child))
    key = opened.child[order] * 100_000 + opened.history.referred[order].astype(np.int64)
    place = np.searchsorted(key, child * 100_000 + day.astype(np.int64), side="right") - 1
    last = order[np.maximum(place, 0)]
    found: Flags = (place >= 0) & (opened.child[last] == child) & (opened.closed[last] >= day)
    return found


def _outcomes(rng: Rng, group: Numbers, joins: Flags) -> Numbers:
    """An outcome for each row, one for a group; what joins an open case counts towards `other`."""
    groups = int(group.max(initial=-1)) + 1
    joined = np.zeros(groups, dtype=bool)
    np.logical_or.at(joined, group, joins)
    shares = rate.CONTACT_OUTCOMES
    rest = 1 - shares["referral"]
    existing = joined[group].mean() * rest if group.size else 0.0
    others = max(0.0, shares["other"] - existing)
    weights = [0, shares["early_help"], shares["advice"], shares["no_further_action"], others]
    outcome = np.full(groups, EXISTING)
    outcome[~joined] = choose(rng, int((~joined).sum()), weights)
    return outcome[group]


def _decisions(rng: Rng, received: Dates, minute: Numbers, window: Window) -> tuple[Dates, Numbers]:
    late = mark(rng, everyone(received.size), rate.DECISION_LATE)
    late |= mark(rng, window.in_dip(received), rate.DECISION_LATE_IN_DIP)
    late |= mark(rng, window.at_change_over(received), rate.DECISION_LATE_AT_CHANGE_OVER)
    wait = np.where(
        late, 2 + choose(rng, received.size, [60, 20, 12, 8]), choose(rng, received.size, [64, 36])
    )
    # Nobody decides at a weekend what came in at a weekend.
    wait = np.where((wait == 0) & ~is_working_day(received), 1, wait)
    wait = np.where((wait == 0) & (minute > 1080), 1, wait)
    return days_after(received, wait), 540 + (rng.random(received.size) * 480).astype(np.int64)
