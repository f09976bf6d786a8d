"""Contacts of every outcome, the early help that some lead to, and what was decided and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caseclock.synthetic import calibration as rate
from caseclock.synthetic.cases import Cases
from caseclock.synthetic.draws import Dates, Flags, Numbers, Rng, Texts, choose, mark, pick, spread, words
from caseclock.synthetic.histories import NO_FURTHER_ACTION as REFUSED
from caseclock.synthetic.no_further_action import REASONS
from caseclock.synthetic.population import Families
from caseclock.synthetic.table import Rows, ids, person_ids, row_ids
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import FRONT_DOOR, SAFEGUARDING, Workforce
from caseclock.synthetic.working_days import NEVER, days_after, is_working_day, on_working_day

OUTCOMES = ["NEW_REFERRAL", "OTHER_OUTCOMES_EXIST", "ADVICE", "NFA", "MISSING", "EXISTING_REFERRAL"]
OUTCOME_WORDS = ["CIN Referral", "EH Referral", "Information and Advice", "No Further Action", "Other", "Existing Case"]
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
    decided = np.where(np.isnat(taken_on), decided, taken_on)
    same_day = decided == received[lead]
    decided_minute = np.where(same_day, np.minimum(minute + 20 + decided_minute % 180, 1439), decided_minute)
    decided = window.happened(decided)
    source = pick(rng, groups, rate.CONTACT_SOURCES)
    whole = Contacts(
        child, group, received, minute[group], source[group], outcome, decided[group], decided_minute[group]
    )
    order = np.lexsort((child, whole.minute, received))
    return Contacts(**{name: getattr(whole, name)[order] for name in Contacts.__dataclass_fields__})


def contact_tables(rng: Rng, found: Contacts, opened: Cases, staff: Workforce, window: Window, *, shared: bool) -> dict[str, Rows]:
    """The tables of contacts and of what was decided. shared: one id covers a group of children."""
    number = ids("contact", found.group) if shared else row_ids("contact", found.child.size)
    known = ~np.isnat(found.decided)
    case = opened.history
    refused = case.path == REFUSED
    next_day = days_after(case.referred, choose(rng, case.referred.size, [80, 17, 3]))
    referral_decided = window.happened(np.where(refused, opened.closed, next_day))
    outcome = np.concatenate([found.outcome, np.where(refused, NO_FURTHER_ACTION, REFERRAL)])
    decided = np.concatenate([found.decided, referral_decided])
    entity = np.repeat(words(["contact", "referral"]), [found.child.size, opened.child.size])
    group = np.concatenate([found.group, opened.group + found.group.max(initial=0) + 1])
    minute = np.concatenate([found.decided_minute, 540 + (opened.group * 37) % 480])
    no_action = (outcome == NO_FURTHER_ACTION) & ~np.isnat(decided)
    said = words(OUTCOME_WORDS)[outcome]
    said[(entity == "referral") & (outcome == REFERRAL)] = "Assessment required"
    said[np.isnat(decided)] = None
    by = staff.someone_in(rng, np.full(outcome.size, FRONT_DOOR))
    return {
        "ssd_contacts": {
            "cont_contact_id": number,
            "cont_person_id": person_ids(found.child),
            "cont_contact_date": moments(found.received, found.minute),
            "cont_contact_source_code": found.source,
            "cont_contact_source_desc": source_words(found.source),
            "cont_contact_outcome_json": np.where(known, words(OUTCOMES)[found.outcome], None),
        },
        "ext_contact_outcome": {
            "exco_id": np.concatenate([number, row_ids("referral", opened.child.size)]),
            "exco_entity": entity,
            "exco_person_id": person_ids(np.concatenate([found.child, opened.child])),
            "exco_outcome": said,
            "exco_reason": _reasons(rng, group, no_action & (decided >= window.reasons_from)),
            "exco_decided_at": moments(decided, minute),
            "exco_decided_by": by,
        },
    }


def early_help(rng: Rng, found: Contacts, staff: Workforce, window: Window) -> Rows:
    """Episodes of early help after the contacts that led to it."""
    chosen = mark(rng, (found.outcome == EARLY_HELP) & ~np.isnat(found.decided), 0.8)
    child, decided = found.child[chosen], found.decided[chosen]
    size = child.size
    started = decided + 3 + choose(rng, size, [1] * 18)
    ended = started + 45 + (rng.exponential(90, size)).astype(np.int64)
    begun = started <= window.to
    child, started, ended = child[begun], started[begun], window.happened(ended[begun])
    size = child.size
    why = pick(rng, size, {"Needs met": 55, "Stepped up to social care": 12, "Family withdrew": 18, "No further action": 15})
    return {
        "earl_episode_id": row_ids("early_help", size),
        "earl_person_id": person_ids(child),
        "earl_episode_start_date": started,
        "earl_episode_end_date": ended,
        "earl_episode_reason": pick(rng, size, {"Parenting support": 40, "School attendance": 25, "Housing or debt": 15, "Mental health": 20}),
        "earl_episode_end_reason": np.where(np.isnat(ended), None, why),
        "earl_episode_organisation": pick(rng, size, {"Council": 70, "School": 20, "Voluntary sector": 10}),
        "earl_episode_worker_id": staff.someone_in(rng, SAFEGUARDING[choose(rng, size, [1, 1, 1, 1])]),
    }


def source_words(source: Texts) -> Texts:
    """The words for referral source codes."""
    return words([rate.SOURCE_WORDS[code] for code in source])


def moments(dates: Dates, minute: Numbers) -> Dates:
    """Dates with a time of day, as London wall time; NaT stays NaT."""
    return dates.astype("datetime64[s]") + (minute * 60).astype("timedelta64[s]")


def _other_contacts(
    rng: Rng, people: Families, opened: Cases, wanted: int, window: Window
) -> tuple[Numbers, Numbers, Dates]:
    """Child, group and day of contacts that lead to no case: first one for each child without any."""
    has_case = np.zeros(people.family.size, dtype=bool)
    has_case[opened.child] = True
    left = np.flatnonzero(~has_case)
    lead = left[np.unique(people.family[left], return_index=True)[1]]
    more = max(0, wanted - left.size)
    # A contact names more than one child now and then, so fewer contacts make as many rows.
    random = rng.integers(0, people.family.size, int(more / 1.25))
    must = np.arange(lead.size + random.size) < lead.size
    lead = np.concatenate([lead, random])
    earliest = np.maximum(people.born - 100, window.start)
    latest = np.minimum(people.eighteen - 1, window.to)
    room = (latest - earliest).astype(np.int64)[lead]
    day = earliest[lead] + (rng.random(lead.size) * (room + 1)).astype(np.int64)
    day = np.where(mark(rng, np.ones(day.size, dtype=bool), 0.85), np.minimum(on_working_day(day), window.to), day)
    group, place = spread(people.size[people.family[lead]])
    child = people.first[people.family[lead]][group] + place
    of_age = (day[group] >= earliest[child]) & (day[group] <= latest[child])
    along = np.where(must[group], ~has_case[child], rng.random(child.size) < ALONG * (place < 3))
    named = (child == lead[group]) | (of_age & along)
    group, child = group[named], child[named]
    received = day[group]
    # A brother or sister who was too old or too young on that day has a contact alone.
    without = np.setdiff1d(left, child)
    alone = earliest[without] + (rng.random(without.size) * ((latest - earliest).astype(np.int64)[without] + 1)).astype(np.int64)
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
    return (place >= 0) & (opened.child[last] == child) & (opened.closed[last] >= day)


def _outcomes(rng: Rng, group: Numbers, joins: Flags) -> Numbers:
    """An outcome for each row, one for a group; what joins an open case counts towards `other`."""
    groups = int(group.max(initial=-1)) + 1
    joined = np.zeros(groups, dtype=bool)
    np.logical_or.at(joined, group, joins)
    shares = rate.CONTACT_OUTCOMES
    rest = 1 - shares["referral"]
    existing = joined[group].mean() * rest if group.size else 0.0
    weights = [0, shares["early_help"], shares["advice"], shares["no_further_action"], max(0.0, shares["other"] - existing)]
    outcome = np.full(groups, EXISTING)
    outcome[~joined] = choose(rng, int((~joined).sum()), weights)
    return outcome[group]


def _decisions(rng: Rng, received: Dates, minute: Numbers, window: Window) -> tuple[Dates, Numbers]:
    late = mark(rng, np.ones(received.size, dtype=bool), rate.DECISION_LATE)
    late |= mark(rng, window.in_dip(received), rate.DECISION_LATE_IN_DIP)
    late |= mark(rng, window.at_change_over(received), rate.DECISION_LATE_AT_CHANGE_OVER)
    wait = np.where(late, 2 + choose(rng, received.size, [60, 20, 12, 8]), choose(rng, received.size, [64, 36]))
    # Nobody decides at a weekend what came in at a weekend.
    wait = np.where((wait == 0) & ~is_working_day(received), 1, wait)
    wait = np.where((wait == 0) & (minute > 1080), 1, wait)
    return days_after(received, wait), 540 + (rng.random(received.size) * 480).astype(np.int64)


def _reasons(rng: Rng, group: Numbers, given: Flags) -> Texts:
    groups = int(group.max(initial=-1)) + 1
    phrase = pick(rng, groups, {reason.phrase: reason.share for reason in REASONS})[group]
    phrase[~given] = None
    return phrase
