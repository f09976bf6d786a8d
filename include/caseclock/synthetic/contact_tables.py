"""The tables of contacts, of what was decided and why, and of the early help that followed."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic import calibration as rate
from caseclock.synthetic.cases import Cases
from caseclock.synthetic.contacts import EARLY_HELP, NO_FURTHER_ACTION, OUTCOMES, REFERRAL, Contacts
from caseclock.synthetic.draws import Flags, Numbers, Rng, Texts, between, choose, mark, only, pick, words
from caseclock.synthetic.histories import NO_FURTHER_ACTION as REFUSED
from caseclock.synthetic.no_further_action import REASONS
from caseclock.synthetic.table import Rows, ids, person_ids, row_ids
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import FRONT_DOOR, SAFEGUARDING, Workforce
from caseclock.synthetic.working_days import days_after, either, moments

OUTCOME_WORDS = [
    "CIN Referral",
    "EH Referral",
    "Information and Advice",
    "No Further Action",
    "Other",
    "Existing Case",
]
"""What the council calls each of OUTCOMES."""
BEGINNINGS = {"Parenting support": 40, "School attendance": 25, "Housing or debt": 15, "Mental health": 20}
ENDINGS = {"Needs met": 55, "Stepped up to social care": 12, "Family withdrew": 18, "No further action": 15}
PROVIDERS = {"Council": 70, "School": 20, "Voluntary sector": 10}


def contact_tables(
    rng: Rng, found: Contacts, opened: Cases, staff: Workforce, window: Window, *, shared: bool
) -> dict[str, Rows]:
    """The tables of contacts and of what was decided. shared: one id covers a group of children."""
    number = ids("contact", found.group) if shared else row_ids("contact", found.child.size)
    known = ~np.isnat(found.decided)
    case = opened.history
    refused = case.path == REFUSED
    next_day = days_after(case.referred, choose(rng, case.referred.size, [80, 17, 3]))
    referral_decided = window.happened(either(refused, opened.closed, next_day))
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
            "cont_contact_source_desc": words([rate.SOURCE_WORDS[code] for code in found.source]),
            "cont_contact_outcome_json": only(known, words(OUTCOMES)[found.outcome]),
        },
        "ext_contact_outcome": {
            "exco_id": np.concatenate([number, row_ids("referral", opened.child.size)]),
            "exco_entity": entity,
            "exco_person_id": person_ids(np.concatenate([found.child, opened.child])),
            "exco_order": np.full(outcome.size, 1, dtype=np.int32),
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
    started = decided + between(rng, size, 3, 20)
    ended = started + 45 + rng.exponential(90, size).astype(np.int64)
    begun = started <= window.to
    child, started, ended = child[begun], started[begun], window.happened(ended[begun])
    size = child.size
    return {
        "earl_episode_id": row_ids("early_help", size),
        "earl_person_id": person_ids(child),
        "earl_episode_start_date": started,
        "earl_episode_end_date": ended,
        "earl_episode_reason": pick(rng, size, BEGINNINGS),
        "earl_episode_end_reason": only(~np.isnat(ended), pick(rng, size, ENDINGS)),
        "earl_episode_organisation": pick(rng, size, PROVIDERS),
        "earl_episode_worker_id": staff.someone_in(rng, SAFEGUARDING[choose(rng, size, [1, 1, 1, 1])]),
    }


def _reasons(rng: Rng, group: Numbers, given: Flags) -> Texts:
    groups = int(group.max(initial=-1)) + 1
    return only(given, pick(rng, groups, {reason.phrase: reason.share for reason in REASONS})[group])
