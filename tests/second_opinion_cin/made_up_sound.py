"""Children with whole and plausible histories, in which no rule finds anything."""

from __future__ import annotations

from datetime import date, timedelta

from second_opinion_cin import codes
from second_opinion_cin.days import is_weekend, years_later
from second_opinion_cin.made_up_chance import Chance
from second_opinion_cin.made_up_text import Group, given

SOUND_FACTORS = tuple(code for code in codes.FACTORS if code not in ("18A", "19A", codes.NO_FACTOR))
SOUND_SOURCES = codes.SOURCES_TO_2022
LONGEST_HISTORY = 300
"""Days of the year that a history may need until it ends."""


def sound_child(chance: Chance, serial: int) -> Group:
    """A Child with one of seven histories. serial: its number in the file."""
    history = chance.one(HISTORIES)
    unborn = history is _waiting and chance.hit(0.2)
    episodes = history(chance)
    excused = all(("ReferralNFA", "true") in episode for episode in episodes)
    return [
        ("ChildIdentifiers", _identifiers(chance, serial, unborn, excused)),
        ("ChildCharacteristics", _characteristics(chance, unborn)),
        *[("CINdetails", episode) for episode in episodes],
    ]


def first_sound_child(chance: Chance) -> Group:
    """A child with which a file of any size has what the rules on the whole return ask for."""
    disabilities: Group = [("Disability", code) for code in codes.DISABILITIES[:8]]
    episode = _assessed(chance)[0]
    if chance.year >= 2027:
        module = given(PPStartDate=(chance.period.first + timedelta(days=40)).isoformat())
        episode.append(("PreProceedingsandFGDM", module))
    return [
        ("ChildIdentifiers", _identifiers(chance, 1, False, False)),
        ("ChildCharacteristics", [("Ethnicity", "WBRI"), ("Disabilities", disabilities)]),
        ("CINdetails", episode),
    ]


def _identifiers(chance: Chance, serial: int, unborn: bool, excused: bool) -> Group:
    last = chance.period.last
    born = years_later(last, -chance.random.randint(3, 17)) - timedelta(days=chance.random.randint(0, 360))
    due = last + timedelta(days=chance.random.randint(-20, 60))
    pupil = not unborn and not excused and born < years_later(last, -4)
    unknown = "UN7" if excused else "UN1"
    recent = chance.year >= 2025
    return given(
        LAchildID=f"C{serial:06}",
        UPN=chance.upn(serial) if pupil else None,
        UPNunknown=None if pupil else unknown,
        PersonBirthDate=None if unborn else born.isoformat(),
        ExpectedPersonBirthDate=due.isoformat() if unborn else None,
        Sex=("U" if unborn else chance.one("MF")) if recent else None,
        GenderCurrent=None if recent else ("0" if unborn else chance.one("12")),
    )


def _characteristics(chance: Chance, unborn: bool) -> Group:
    number = chance.random.randint(0, chance.most_disabilities) if chance.hit(0.3) else 0
    listed = chance.random.sample(chance.disabilities, number) or [codes.NO_DISABILITY]
    disabilities: Group = [("Disability", code) for code in listed]
    return given(Ethnicity=chance.one(codes.ETHNICITIES), Disabilities=None if unborn else disabilities)


def _referral(chance: Chance, day: date, closed: date | None = None, reason: str | None = None) -> Group:
    return given(
        CINreferralDate=day.isoformat(),
        ReferralSource=chance.one(SOUND_SOURCES),
        PrimaryNeedCode=chance.one(codes.NEEDS),
        CINclosureDate=closed.isoformat() if closed else None,
        ReasonForClosure=reason,
    )


def _assessment(chance: Chance, day: date, authorised: date | None) -> tuple[str, Group]:
    factors = chance.random.sample(SOUND_FACTORS, chance.random.randint(1, 3))
    if chance.year <= 2022 and "6A" not in factors:
        factors.append("6A")  # a disabled child was asked for one of this kind
    inside: Group = [("AssessmentFactors", code) for code in factors]
    return "Assessments", given(
        AssessmentActualStartDate=day.isoformat(),
        AssessmentInternalReviewDate=_after(chance, day, 5, 10).isoformat() if authorised else None,
        AssessmentAuthorisationDate=authorised.isoformat() if authorised else None,
        FactorsIdentifiedAtAssessment=inside if authorised else None,
    )


def _start(chance: Chance) -> date:
    """A day of the year after which there is time for a long history."""
    return chance.period.first + timedelta(days=chance.random.randint(0, 360 - LONGEST_HISTORY))


def _after(chance: Chance, day: date, least: int, most: int) -> date:
    return day + timedelta(days=chance.random.randint(least, most))


def _weekday(day: date) -> date:
    while is_weekend(day):
        day += timedelta(days=1)
    return day


def _assessed(chance: Chance) -> list[Group]:
    """Assessed, and closed after that; with a second enquiry later that ended in nothing."""
    day = _start(chance)
    authorised = _after(chance, day, 10, 60)
    closed = _after(chance, authorised, 0, 20)
    referral = _referral(chance, day, closed, chance.one(codes.CLOSURE_REASONS_TO_2022[2:]))
    first = [*referral, _assessment(chance, day, authorised), ("ReferralNFA", "false")]
    return [first, *_no_further_action(chance, closed)] if chance.hit(0.2) else [first]


def _no_further_action(chance: Chance, since: date | None = None) -> list[Group]:
    """A referral that ended in no further action, closed or left as it was."""
    day = _after(chance, since or _start(chance), 1, 90)
    closed = chance.hit(0.6)
    referral = _referral(chance, day, day if closed else None, "RC7" if closed else None)
    return [[*referral, ("ReferralNFA", "true")]]


def _in_need(chance: Chance) -> list[Group]:
    """A child in need plan after an assessment, ended or running."""
    day = _start(chance)
    authorised = _after(chance, day, 10, 60)
    began = _after(chance, authorised, 0, 10)
    ended = _after(chance, began, 30, 180) if chance.hit(0.5) else None
    closed = _after(chance, ended, 0, 20) if ended else None
    plan = given(CINPlanStartDate=began.isoformat(), CINPlanEndDate=ended.isoformat() if ended else None)
    referral = _referral(chance, day, closed, "RC7" if closed else None)
    enquiry = given(S47ActualStartDate=day.isoformat(), ICPCnotRequired="1")
    work = [_assessment(chance, day, authorised), ("CINPlanDates", plan), ("Section47", enquiry)]
    return [[*referral, *work, ("ReferralNFA", "0")]]


def _in_need_before(chance: Chance) -> list[Group]:
    """A referral of an earlier year whose plan is still running."""
    day = chance.period.first - timedelta(days=chance.random.randint(5, 700))
    plan = given(CINPlanStartDate=_after(chance, day, 2, 60).isoformat())
    return [[*_referral(chance, day), ("CINPlanDates", plan), ("ReferralNFA", "false")]]


def _protected(chance: Chance) -> list[Group]:
    """An enquiry, a conference and a protection plan with reviews, ended or running."""
    day = _start(chance)
    enquired = _after(chance, day, 0, 5)
    conference = _weekday(_after(chance, enquired, 5, 18))
    reviews = [conference + timedelta(days=80), conference + timedelta(days=200)]
    ended = reviews[-1] if chance.hit(0.4) else None
    closed = _after(chance, ended, 0, 20) if ended else None
    enquiry = given(
        S47ActualStartDate=enquired.isoformat(),
        InitialCPCtarget=_weekday(enquired + timedelta(days=21)).isoformat(),
        DateOfInitialCPC=conference.isoformat(),
        ICPCnotRequired="0",
    )
    referral = _referral(chance, day, closed, "RC7" if closed else None)
    work = [_assessment(chance, day, _after(chance, day, 10, 60)), ("Section47", enquiry)]
    plan = _protection_plan(chance, conference, ended, reviews)
    return [[*referral, *work, ("ReferralNFA", "0"), plan]]


def _protected_before(chance: Chance) -> list[Group]:
    """A protection plan of an earlier year, with reviews in this one."""
    day = chance.period.first - timedelta(days=chance.random.randint(60, 500))
    began = _after(chance, day, 10, 50)
    plan = _protection_plan(chance, began, None, [began + timedelta(days=80), began + timedelta(days=250)])
    return [[*_referral(chance, day), ("ReferralNFA", "false"), plan]]


def _protection_plan(
    chance: Chance, began: date, ended: date | None, reviews: list[date]
) -> tuple[str, Group]:
    held: Group = [("CPPreviewDate", day.isoformat()) for day in reviews]
    return "ChildProtectionPlans", given(
        CPPstartDate=began.isoformat(),
        CPPendDate=ended.isoformat() if ended else None,
        InitialCategoryOfAbuse=chance.one(codes.ABUSE),
        LatestCategoryOfAbuse=chance.one(codes.ABUSE),
        NumberOfPreviousCPP=chance.one("0001"),
        Reviews=held,
    )


def _waiting(chance: Chance) -> list[Group]:
    """Referred a few days before the year ends: the assessment and the enquiry are open."""
    day = chance.period.last - timedelta(days=chance.random.randint(0, 14))
    enquiry = given(S47ActualStartDate=day.isoformat(), ICPCnotRequired="false")
    work: Group = [_assessment(chance, day, None)]
    if chance.hit(0.5):
        work.append(("Section47", enquiry))
    return [[*_referral(chance, day), *work, ("ReferralNFA", "false")]]


HISTORIES = (
    *[_assessed, _no_further_action, _in_need, _in_need_before, _protected_before, _waiting],
    *[_protected] * 4,
)
