"""Single faults put into sound children, so that one rule at a time has something to find."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from second_opinion_cin import codes
from second_opinion_cin.days import read_day
from second_opinion_cin.made_up_chance import BLANKS, COUNTS, FLAGS, NO_COUNTS, NO_DAYS, NO_FLAGS, Chance
from second_opinion_cin.made_up_text import Group

CODES: dict[str, Sequence[str]] = {
    "UPNunknown": codes.UPN_UNKNOWN,
    "Sex": codes.SEXES,
    "GenderCurrent": codes.GENDERS,
    "Ethnicity": codes.ETHNICITIES,
    "ReferralSource": codes.SOURCES,
    "PrimaryNeedCode": codes.NEEDS,
    "ReasonForClosure": codes.CLOSURE_REASONS,
    "AssessmentFactors": (*codes.FACTORS, codes.NO_FACTOR, codes.NO_FACTOR, "8A", "18A", "19A"),
    "InitialCategoryOfAbuse": codes.ABUSE,
    "LatestCategoryOfAbuse": codes.ABUSE,
    "PPOutcome": codes.PRE_PROCEEDINGS_OUTCOMES,
    "ReferralNFA": FLAGS,
    "ICPCnotRequired": FLAGS,
    "FGDMMeetingOffer": FLAGS,
    "FGDMMeetingFac": FLAGS,
    "NumberOfPreviousCPP": COUNTS,
    "ReviewMeetingsCount": COUNTS,
}
SPOILT: dict[str, Sequence[str]] = {
    "ReferralNFA": NO_FLAGS, "ICPCnotRequired": NO_FLAGS, "FGDMMeetingOffer": NO_FLAGS, "FGDMMeetingFac": NO_FLAGS,
    "NumberOfPreviousCPP": NO_COUNTS, "ReviewMeetingsCount": NO_COUNTS,
}  # fmt: skip
REPEATABLE = {
    "CINdetails", "Assessments", "CINPlanDates", "Section47", "ChildProtectionPlans", "Reviews",
    "Disability", "AssessmentFactors", "CPPreviewDate", "PreProceedingsandFGDM",
}  # fmt: skip


CERTAIN: dict[str, str] = {
    "Ethnicity": "ZZ",
    "CINreferralDate": "01/09/2025",
    "ReferralSource": "5E",
    "PrimaryNeedCode": "N10",
    "CINclosureDate": "2019-07-01",
    "ReasonForClosure": "RC0",
    "AssessmentAuthorisationDate": "2019-07-01",
    "CINPlanStartDate": "",
    "CINPlanEndDate": "2019-07-01",
    "S47ActualStartDate": "2019-07-01",
    "DateOfInitialCPC": "2019-07-06",
    "ReferralNFA": "yes",
    "CPPstartDate": "",
    "CPPendDate": "2019-07-01",
    "InitialCategoryOfAbuse": "SEX",
    "LatestCategoryOfAbuse": "",
    "NumberOfPreviousCPP": "-1",
    "CPPreviewDate": "2019-07-01",
}
"""What is wrong with each of these in any sound child."""


def plant(chance: Chance, child: Group) -> None:
    """Change one value of a sound child to one that is wrong in every collection from 2022 on."""
    inside, place = chance.one([found for found in _places(child) if _name_at(*found) in CERTAIN])
    name = _name_at(inside, place)
    inside[place] = (name, CERTAIN[name])


def spoil(chance: Chance, child: Group, serial: int) -> None:
    """Change, take away, repeat or empty one element of a child."""
    chance.own = _days_of(child)
    found = _places(child)
    inside, place = chance.one(found)
    name, value = inside[place]
    if chance.hit(0.15):
        del inside[place]
    elif name in REPEATABLE and chance.hit(0.25):
        inside.insert(place, (name, value))
    elif isinstance(value, list):
        if name in REPEATABLE:
            inside[place] = (name, [])
    else:
        inside[place] = (name, _other_text(chance, name, value, serial))


def _other_text(chance: Chance, name: str, text: str, serial: int) -> str:
    if chance.hit(0.1):
        return chance.one(BLANKS)
    day = read_day(text)
    if day is not None:
        if chance.hit(0.15):
            return chance.one(NO_DAYS)
        if chance.hit(0.15):
            return (day + timedelta(days=chance.one((-1, 1, -700, 700)))).isoformat()
        return chance.day(0) or ""
    if name == "Disability":
        return chance.one((codes.NO_DISABILITY, *chance.disabilities))
    if name in ("UPN", "FormerUPN"):
        return chance.one((chance.odd_upn(serial), chance.upn(1)))
    known: Sequence[str] = CODES.get(name, (text, "C000001", f"{text} 1", (text * 3)[:20], text * 3))
    others: Sequence[str] = SPOILT.get(name, ("ZZ", text.lower(), f" {text}", f"{text} "))
    return chance.one([*known, *known, *others])


def _days_of(elements: Group) -> list[date]:
    """The days that stand in a child."""
    days: list[date] = []
    for _, value in elements:
        if isinstance(value, list):
            days += _days_of(value)
        elif (day := read_day(value)) is not None:
            days.append(day)
    return days


def _name_at(elements: Group, place: int) -> str:
    return elements[place][0]


def _places(elements: Group) -> list[tuple[Group, int]]:
    """Every element of a child, as the list it is in and its place there."""
    found: list[tuple[Group, int]] = []
    for place, (_, value) in enumerate(elements):
        found.append((elements, place))
        if isinstance(value, list):
            found += _places(value)
    return found
