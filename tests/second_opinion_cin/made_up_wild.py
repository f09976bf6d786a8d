"""Children drawn at random, all of whose days lie close together and at the limits of the rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from second_opinion_cin import codes
from second_opinion_cin.days import years_later
from second_opinion_cin.made_up_chance import BLANKS, Chance
from second_opinion_cin.made_up_text import Group, given

FULL_TERM = timedelta(days=280)
TWICE = 0.12
"""How often a record is followed by another that is the same in every value."""


def wild_child(chance: Chance, serial: int) -> Group:
    """A Child. serial: its number in the file."""
    begun = chance.begin_child()
    born = chance.near([begun + FULL_TERM, *chance.births])
    if born.year < chance.year - 24:
        chance.own.append(years_later(born, 25))
    return [
        ("ChildIdentifiers", _identifiers(chance, serial, begun, born)),
        *_characteristics(chance),
        *[("CINdetails", _episode(chance)) for _ in range(chance.number((1, 9, 6, 3)))],
    ]


def local_id(chance: Chance, serial: int) -> str | None:
    """An id of its own; now and then one that is odd, or that other children have too."""
    plain = f"C{serial:06}"
    if not chance.hit(2 * chance.odd):
        return plain
    return chance.one(
        (
            None, *BLANKS, f" {plain}", f"{plain} ", f"{plain}-1", f"{plain}/2", f"{plain} 3", plain.ljust(20, "0"),
            plain.ljust(21, "0"), plain.ljust(30, "x"), f"{serial}E5", f"{plain}\u00e9", "C000001", "C000002",
            "c000001", " C000001", "TWIN", "TWIN",
        )
    )  # fmt: skip


def _identifiers(chance: Chance, serial: int, begun: date, born: date) -> Group:
    due = chance.hit(0.2)
    upn = chance.upn(serial) if chance.hit(0.5) else None
    if chance.hit(4 * chance.odd):
        upn = chance.one((chance.odd_upn(serial), chance.upn(1), chance.upn(2)))
    former = chance.upn(serial + 5000) if chance.hit(0.1) else None
    if chance.hit(chance.odd):
        former = chance.odd_upn(serial)
    died = chance.day(0, [begun, *chance.limits, born]) if chance.hit(0.2) else None
    return given(
        LAchildID=local_id(chance, serial),
        UPN=upn,
        FormerUPN=former,
        UPNunknown=chance.code(codes.UPN_UNKNOWN, missing=0.5),
        PersonBirthDate=None if due and chance.hit(0.8) else chance.day(0.05, [born]),
        ExpectedPersonBirthDate=chance.day(0, [born, begun + FULL_TERM, *chance.births[-4:]])
        if due
        else None,
        **_sex(chance, due),
        PersonDeathDate=died,
    )


def _sex(chance: Chance, due: bool) -> dict[str, str | None]:
    """Sex or, before it was collected, gender; now and then the one that the year does not have."""
    sex = chance.code(("U",) if due and chance.hit(0.7) else ("M", "F"), ("1", "X", "U"))
    gender = chance.code(("0",) if due and chance.hit(0.7) else ("1", "2", "9"), ("M", "3", "0"))
    both = chance.hit(chance.odd / 2)
    recent = chance.year >= 2025
    return {"Sex": sex if recent or both else None, "GenderCurrent": gender if not recent or both else None}


def _characteristics(chance: Chance) -> Group:
    if chance.hit(chance.odd / 2):
        return []
    number = chance.random.randint(0, chance.most_disabilities)
    listed = [chance.one(chance.disabilities) for _ in range(number)]
    if not listed or chance.hit(0.2):
        listed.append(codes.NO_DISABILITY)
    if chance.hit(chance.odd):
        listed.insert(0, chance.one((*BLANKS, codes.NO_DISABILITY)))
    inside: Group = [("Disability", code) for code in listed]
    ethnicity = chance.code(codes.ETHNICITIES, ("WBRT", "NOT"))
    found = given(Ethnicity=ethnicity, Disabilities=None if chance.hit(0.2) else inside)
    return [("ChildCharacteristics", found)]


def _episode(chance: Chance) -> Group:
    if chance.hit(0.02):
        return []
    referred, closed = chance.day(0.04), chance.day(0.45)
    reason = None
    if chance.hit(0.9 if closed else 0.1):
        common = ("RC2", *codes.CLOSED_AFTER_ASSESSMENT * 2)
        reason = chance.code(common if chance.hit(0.6) else codes.CLOSURE_REASONS, ("RC10", "RC0", "RC"))
    nothing = chance.flag(0.3)
    work: Group = [
        *_records(chance, "Assessments", _assessment, (4, 5, 2, 1)),
        *_records(chance, "CINPlanDates", _in_need_plan, (6, 4, 2)),
        *_records(chance, "Section47", _enquiry, (6, 4, 2)),
    ]
    episode = given(
        CINreferralDate=referred,
        ReferralSource=chance.code(codes.SOURCES, ("5E", "11", "1a", "8A"), missing=0.02),
        PrimaryNeedCode=chance.code(codes.NEEDS, ("N10", "N", "n1"), missing=0.1),
        CINclosureDate=closed,
        ReasonForClosure=reason,
        DateOfInitialCPC=chance.day(0.8),
    )
    episode += work
    episode += given(ReferralNFA=nothing)
    episode += _records(chance, "ChildProtectionPlans", _protection_plan, (6, 4, 2))
    return episode


def _records(chance: Chance, name: str, make: Callable[[Chance], Group], weights: tuple[int, ...]) -> Group:
    """Some records of a kind; now and then one stands there twice, or is empty."""
    made: Group = []
    for _ in range(chance.number(weights)):
        record: Group = [] if chance.hit(0.02) else make(chance)
        made += [(name, record)] * (2 if chance.hit(TWICE) else 1)
    return made


def _assessment(chance: Chance) -> Group:
    factors = [
        chance.code(codes.FACTORS, ("8A", "18a", "25A", "1D")) for _ in range(chance.number((2, 5, 3, 1)))
    ]
    if chance.hit(0.15):
        factors.append(chance.one(("21", "18A", "19A", "19a", "18a", "8A", "5A", "6A")))
    if factors and chance.hit(0.1):
        factors.append(factors[0])
    inside: Group = [("AssessmentFactors", code or "") for code in factors]
    return given(
        AssessmentActualStartDate=chance.day(0.04),
        AssessmentInternalReviewDate=chance.day(0.9),
        AssessmentAuthorisationDate=chance.day(0.4),
        FactorsIdentifiedAtAssessment=inside if inside or chance.hit(0.3) else None,
    )


def _in_need_plan(chance: Chance) -> Group:
    return given(CINPlanStartDate=chance.day(0.04), CINPlanEndDate=chance.day(0.4))


def _enquiry(chance: Chance) -> Group:
    return given(
        S47ActualStartDate=chance.day(0.04),
        InitialCPCtarget=chance.day(0.5),
        DateOfInitialCPC=chance.day(0.5),
        ICPCnotRequired=chance.flag(0.3),
    )


def _protection_plan(chance: Chance) -> Group:
    plan = given(
        CPPstartDate=chance.day(0.04),
        CPPendDate=chance.day(0.4),
        InitialCategoryOfAbuse=chance.code(codes.ABUSE, ("N", "SEX")),
        LatestCategoryOfAbuse=chance.code(codes.ABUSE, ("N", "SEX")),
        NumberOfPreviousCPP=chance.count(),
    )
    days = [chance.day(0.05) for _ in range(chance.number((2, 4, 2, 1)))]
    dated: Group = [("CPPreviewDate", day) for day in days if day is not None]
    if chance.hit(0.5):
        plan += [("Reviews", [element]) for element in dated]
    elif dated:
        plan.append(("Reviews", dated))
    if chance.hit(chance.odd):
        plan.append(("Reviews", []))
    return plan


def wild_pre_proceedings(chance: Chance, started: bool) -> Group:
    """A PreProceedingsandFGDM. started: it may say when it started."""
    return given(
        PPStartDate=chance.day(0.3) if started else chance.one((None, *BLANKS, "2026-13-01")),
        LBPSentDate=chance.day(0.3),
        FGDMMeetingOffer=chance.one((chance.flag(0.7), None)),
        FGDMMeetingFac=chance.one((chance.flag(), chance.flag(), None)),
        InitialPPMeetingDate=chance.day(0.3),
        ReviewMeetingsCount=chance.one((chance.count(), chance.count(), None)),
        StepDecisionDate=chance.day(0.3),
        PPOutcome=chance.code(codes.PRE_PROCEEDINGS_OUTCOMES, ("D", "AB"), missing=0.3),
        CourtAppDate=chance.day(0.3),
        LetterInitCPDate=chance.day(0.3),
    )
