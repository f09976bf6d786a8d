"""The figures that a synthetic authority is drawn from, each with the publication it follows.

Rates are of an authority of 60,000 children with 15,000 contacts a year; shares are of 1. DfE means
the statistics of children in need or of children looked after for the year to 31 March 2025, ADCS
means Safeguarding Pressures phase 9 for 2023-24.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Shares = npt.NDArray[np.float64]

CONTACTS_PER_CHILD = 1.2
CONTACTS_PER_CHILD_AND_YEAR = 0.24
"""Contacts of a child with records: some by being there, more with each year of history."""

CONTACTS_PER_WORKER_AND_YEAR = 15_000 / 218
"""Of 218 workers 180 are social workers in post; the others are agency and family support workers."""
FEWEST_WORKERS = 36

CONTACT_OUTCOMES = {
    "referral": 0.22,
    "early_help": 0.14,
    "advice": 0.30,
    "no_further_action": 0.23,
    "other": 0.11,
}
"""ADCS table 5."""

CONTACT_SOURCES = {
    "6": 32, "3A": 6, "3B": 3, "3D": 1, "3E": 5, "3F": 2, "2A": 14, "2B": 2, "1A": 7, "1C": 2,
    "4": 4, "5A": 5, "5B": 4, "5C": 2, "7": 3, "8": 5, "9": 2, "10": 1,
}  # fmt: skip
"""Referral source codes of the census; police 32, health 17, education 16, family 9 of 100 (ADCS)."""

REFERRAL_SOURCES = {
    "6": 29, "2A": 18, "2B": 2, "3A": 5, "3B": 3, "3C": 1, "3E": 4, "3F": 2, "5A": 8, "5B": 6,
    "1A": 7, "1C": 2, "1D": 1, "4": 2, "5C": 2, "7": 3, "8": 3, "9": 1, "10": 1,
}  # fmt: skip
"""Police 29, schools 20, health 15, council services 14 of 100 (ADCS figure 15)."""

SOURCE_WORDS = {
    "1A": "Family member", "1B": "Acquaintance", "1C": "Self", "1D": "Other individual", "2A": "School",
    "2B": "Education service", "3A": "GP", "3B": "Health visitor", "3C": "School nurse",
    "3D": "Other primary health", "3E": "A&E", "3F": "Other health", "4": "Housing",
    "5A": "Council social care", "5B": "Other council service", "5C": "Other council", "6": "Police",
    "7": "Court or probation", "8": "Other", "9": "Anonymous", "10": "Not known",
}  # fmt: skip

PRIMARY_NEEDS = {"N1": 57, "N2": 8, "N3": 3, "N4": 8, "N5": 14, "N6": 3, "N7": 2, "N8": 3, "N9": 1, "N0": 1}

REFERRAL_NO_FURTHER_ACTION = 0.065
REFERRAL_NOT_IN_NEED = 0.308
RE_REFERRED = 0.455
"""Share of closed cases that come back at some time; with the gaps below 22.6% of referrals follow
another one within 12 months (DfE C1)."""
RE_REFERRAL_GAP_DAYS = 230

ASSESSMENT_BANDS = ((0, 0, 1.8), (1, 10, 11.7), (11, 20, 17.3), (21, 30, 15.8), (31, 40, 20.2),
                    (41, 45, 18.9), (46, 50, 5.8), (51, 60, 4.3), (61, 200, 4.2))  # fmt: skip
"""First and last working day of the band, and its share of 100 (DfE C2)."""
ASSESSMENT_BANDS_IN_DIP = ((0, 0, 1.0), (1, 10, 8.0), (11, 20, 12.0), (21, 30, 11.0), (31, 40, 15.0),
                           (41, 45, 17.0), (46, 50, 14.0), (51, 60, 12.0), (61, 200, 10.0))  # fmt: skip
ASSESSMENT_RUSH = {(41, 45): (14, 16, 18, 22, 30), (61, 200): tuple(0.972**day for day in range(140))}
"""How work piles up inside a band: most of the last five days' work is signed off on the last two."""

CONFERENCE_BANDS = ((0, 10, 8.7), (11, 15, 72.7), (16, 20, 8.9), (21, 45, 9.7))
"""Working days from section 47 to conference (DfE C4)."""
CONFERENCE_BANDS_POOR = ((0, 10, 6.0), (11, 15, 34.0), (16, 20, 30.0), (21, 45, 30.0))
CONFERENCE_RUSH = {(0, 10): (0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 8), (11, 15): (5, 10, 22, 28, 35),
                   (21, 45): tuple(0.88**day for day in range(25))}  # fmt: skip

SECTION_47_IN_NEED, SECTION_47_NOT_IN_NEED, SECTION_47_REPEATED = 0.45, 0.19, 0.07
"""Together 1,130 enquiries for 3,100 referrals."""
CONFERENCE_AFTER_SECTION_47 = 0.405
"""Of enquiries on children in need; 31% of all."""
TRANSFER_IN = 0.007
PLAN_AFTER_CONFERENCE = 0.85
PLAN_DAYS = ((20, 90, 15.9), (93, 180, 11.0), (185, 363, 43.5), (368, 728, 25.2), (735, 1100, 4.4))
"""Days of plans that ended, up to 3, 6, 12, 24 months and longer (DfE D7)."""
PLAN_RUSH = {(20, 90): tuple(1 + (day > 58) * 5 for day in range(71)),
             (185, 363): tuple(np.exp(-(((day - 80) / 35) ** 2)) + 0.1 for day in range(179)),
             (368, 728): tuple(np.exp(-(((day % 180) - 80) / 35) ** 2) + 0.1 for day in range(361))}  # fmt: skip
"""Plans end at reviews: about 3, 9, 15 and 21 months after the start."""
ABUSE_CATEGORIES = {
    "Neglect": 49,
    "Emotional abuse": 37,
    "Physical abuse": 7,
    "Sexual abuse": 4,
    "Multiple": 3,
}

CARE_AFTER_PLAN, CARE_WITHOUT_PLAN = 0.12, 0.075
"""Together about 160 children a year who enter care, for 3,100 referrals; 400 are in care at a time."""

CHILD_IN_NEED_PLAN, STEP_DOWN, SECOND_ASSESSMENT = 0.88, 0.70, 0.12

DECISION_LATE, DECISION_LATE_IN_DIP, DECISION_LATE_AT_CHANGE_OVER = 0.06, 0.22, 0.35

LOCALITIES = {"Alderbrook": 0.36, "Branmere": 0.29, "Calderfold": 0.22, "Dunwick": 0.13}
"""Invented districts and their share of families; the last one is the poor performer."""
POOR_LOCALITY = 3

REASONS_LIVE_FROM = dt.date(2025, 1, 1)
"""From here on every reason is recorded, whatever the window, so that a council's setting
`nfa_reasons_live_from` of this date always holds. A window that begins earlier has them from its
fourth month."""


def day_shares(
    bands: tuple[tuple[int, int, float], ...], rush: Mapping[tuple[int, int], tuple[float, ...]]
) -> Shares:
    """The share of each day, from day 0, that gives each band its share."""
    shares = np.zeros(bands[-1][1] + 1)
    for first, last, share in bands:
        inside = np.asarray(rush.get((first, last), (1.0,) * (last - first + 1)), dtype=float)
        shares[first : last + 1] = share * inside / inside.sum()
    found: Shares = shares / shares.sum()
    return found


def without(wanted: Shares, special: Shares, part: float) -> Shares:
    """What the rest must look like so that the whole is `wanted` when `part` of it is `special`."""
    rest = np.clip(wanted - part * special, 0, None)
    found: Shares = rest / rest.sum()
    return found


ASSESSMENT_DAYS = day_shares(ASSESSMENT_BANDS, ASSESSMENT_RUSH)
ASSESSMENT_DAYS_IN_DIP = day_shares(ASSESSMENT_BANDS_IN_DIP, ASSESSMENT_RUSH)
CONFERENCE_DAYS_POOR = day_shares(CONFERENCE_BANDS_POOR, CONFERENCE_RUSH)
CONFERENCE_DAYS_ELSEWHERE = without(
    day_shares(CONFERENCE_BANDS, CONFERENCE_RUSH),
    CONFERENCE_DAYS_POOR,
    list(LOCALITIES.values())[POOR_LOCALITY],
)
PLAN_LENGTHS = day_shares(PLAN_DAYS, PLAN_RUSH)
