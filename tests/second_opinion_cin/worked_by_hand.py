"""Children worked by hand: the rule in question, whether it fails, and the child."""

from __future__ import annotations

from second_opinion_cin.made_up_text import Group, given


def child(*episodes: Group, disabilities: tuple[str, ...] = ("NONE",), **identifiers: str | None) -> Group:
    """A Child, a girl born in 2015 without a disability where nothing else is said."""
    known = {"LAchildID": "K1", "PersonBirthDate": "2015-05-05", "Sex": "F"} | identifiers
    codes: Group = [("Disability", code) for code in disabilities]
    return [
        ("ChildIdentifiers", given(**known)),
        ("ChildCharacteristics", [("Ethnicity", "WBRI"), ("Disabilities", codes)]),
        *[("CINdetails", episode) for episode in episodes],
    ]


def episode(*records: tuple[str, Group], **values: str | None) -> Group:
    """A referral of 1 May 2025 that went further, where nothing else is said."""
    usual = {"CINreferralDate": "2025-05-01", "ReferralSource": "6", "PrimaryNeedCode": "N1"}
    return [*given(**(usual | {"ReferralNFA": "false"} | values)), *records]


def assessment(start: str | None, end: str | None = None, *factors: str) -> tuple[str, Group]:
    """An assessment with its factors."""
    inside: Group = [("AssessmentFactors", code) for code in factors]
    dates = given(AssessmentActualStartDate=start, AssessmentAuthorisationDate=end)
    return "Assessments", [*dates, ("FactorsIdentifiedAtAssessment", inside)]


def in_need_plan(start: str | None, end: str | None = None) -> tuple[str, Group]:
    """A child in need plan."""
    return "CINPlanDates", given(CINPlanStartDate=start, CINPlanEndDate=end)


def enquiry(start: str | None, conference: str | None = None, without: str | None = "0") -> tuple[str, Group]:
    """A section 47 enquiry. without: the flag that there need be no conference."""
    return "Section47", given(S47ActualStartDate=start, DateOfInitialCPC=conference, ICPCnotRequired=without)


def protection_plan(start: str | None, end: str | None = None, *reviews: str) -> tuple[str, Group]:
    """A child protection plan, and one group with all its reviews."""
    held: Group = [("CPPreviewDate", day) for day in reviews]
    dates = given(CPPstartDate=start, CPPendDate=end)
    return "ChildProtectionPlans", [*dates, ("Reviews", held)] if reviews else dates


# Sums of place times value: 1 at place 2 is 2, C; 1 at place 13 is 13, P; C is 2, at place 13 26, less 23 3, D.
CHECKED = [
    "C100000000000",
    "P000000000001",
    "A00000000000A",
    "D00000000000C",
    "L00000000000Z",
    "B10000000000O",
]
FIRST_PLAN = ("2025-06-02", "2025-09-01")
IDENTIFIERS = [
    *[("1510", False, child(UPN=upn)) for upn in (*CHECKED, "A10000000000", "A1000000000X0", None)],
    *[("1510", True, child(UPN=upn)) for upn in ("A100000000000", "c100000000000", "I100000000000")],
    *[("1540", False, child(UPN=upn)) for upn in ("A2011", "A201123456", "A20112345678X", None)],
    *[("1540", True, child(UPN=upn)) for upn in ("A201", "A", "A201X", "A2011234567X1", "A2011 2")],
    *[("1550", True, child(UPN=f"A20112345678{last}")) for last in "IOSa-"],
    *[("1550", False, child(UPN=f"A20112345678{last}")) for last in ("Z", "9", "", "I1")],
    *[("1530", number == "999", child(UPN=f"A{number}123456789")) for number in ("201", "943", "999")],
    *[("1560Q", False, child(FormerUPN=upn)) for upn in ("i201123456789", "O20112345678z")],
    *[("1560Q", True, child(FormerUPN=upn)) for upn in ("1201123456789", "A2011234567890", " A20112345678")],
    *[("1570", size > 20, child(LAchildID="x" * size)) for size in (20, 21)],
    *[("1580", bad, child(LAchildID=text)) for text, bad in (("aZ09", False), ("A-1", True), (" A", True))],
    *[("8530Q", True, child(ExpectedPersonBirthDate=day)) for day in ("2026-02-28", "2027-01-01")],
    *[("8530Q", False, child(ExpectedPersonBirthDate=day)) for day in ("2026-03-01", "2026-12-31", "soon")],
    ("8770Q", True, child(episode(), PersonBirthDate="2020-08-31", UPNunknown="UN1")),
    ("8770Q", False, child(episode(), PersonBirthDate="2020-09-01", UPNunknown="UN1")),
    ("8770Q", False, child(episode(), PersonBirthDate="2020-08-31", UPNunknown="UN2")),
    ("8770Q", False, child(episode(ReferralNFA="1"), PersonBirthDate="2020-08-31")),
    ("8775Q", False, child(episode(), PersonBirthDate="2001-03-31")),
    ("8775Q", True, child(episode(), PersonBirthDate="2001-03-30")),
    ("8775Q", False, child(episode(CINclosureDate="2026-03-30"), PersonBirthDate="2001-03-30")),
    ("8772", True, child(episode(ReferralNFA="yes"), UPNunknown="UN7")),
    ("8772", False, child(UPNunknown="UN7")),
    ("8540", False, child(episode(ReferralNFA="true"), disabilities=())),
    ("8540", True, child(episode(ReferralNFA="FALSE"), disabilities=("none",))),
    ("8790", True, child(disabilities=("none", "ZZ"))),
    ("8790", False, child(disabilities=("none", "NONE"))),
]
EPISODES = [
    *[
        ("8569Q", False, child(episode(CINreferralDate="2025-03-31", ReferralNFA=flag)))
        for flag in (None, "1")
    ],
    *[
        ("8569Q", True, child(episode(CINreferralDate=day, ReferralNFA="")))
        for day in ("2025-03-28", "2025-03-30")
    ],
    ("8569Q", False, child(episode(CINreferralDate="2025-03-28", ReferralNFA="False"))),
    ("8606", False, child(episode(CINreferralDate="2025-05-01"), PersonBirthDate="2026-02-05")),
    ("8606", True, child(episode(CINreferralDate="2025-05-01"), PersonBirthDate="2026-02-06")),
    ("8816", True, child(episode(), episode(CINreferralDate="2025-05-02", ReferralNFA="1"))),
    ("8816", False, child(episode(), episode())),
    ("8820", True, child(episode(), episode())),
    ("8820", False, child(episode(CINreferralDate="2025-04-20", CINclosureDate="2025-05-01"), episode())),
    ("8820", True, child(episode(CINclosureDate="2025-05-02", ReferralNFA="1"), episode(ReferralNFA="1"))),
    ("8820", False, child(episode(ReferralNFA="1"), episode(ReferralNFA="x"))),
    ("8820", False, child(episode(ReferralNFA="1"), episode(CINreferralDate="2026-03-31"))),
    ("8820", False, child(episode(), episode(CINreferralDate="2026-03-31"))),
    ("8820", True, child(episode(), episode(CINreferralDate="2026-03-30"))),
    ("8565", False, child(episode(protection_plan("2025-06-02"), CINclosureDate="2025-06-01"))),
    ("8565", True, child(episode(in_need_plan("2025-06-02"), CINclosureDate="2025-06-01"))),
    ("8565", False, child(episode(in_need_plan("2025-06-01"), CINclosureDate="2025-06-01"))),
    ("8640", True, child(episode(ReasonForClosure="RC10"))),
    ("8670Q", False, child(episode(assessment("2026-01-27")))),
    ("8670Q", True, child(episode(assessment("2026-01-26")))),
    ("8670Q", False, child(episode(assessment("2026-01-26", "2026-03-31")))),
    ("8863Q", True, child(episode(assessment(*FIRST_PLAN), assessment("2025-09-01", "2025-09-02")))),
    ("8863Q", False, child(episode(assessment(*FIRST_PLAN), assessment("2025-09-02", "2025-09-03")))),
    ("8863Q", True, child(episode(*[assessment(*FIRST_PLAN)] * 2))),
    ("8873Q", True, child(episode(assessment("2025-06-02", None, "21")))),
    ("8873Q", False, child(episode(assessment("2025-06-02", None, "21"), ReasonForClosure="RC9"))),
    ("8873Q", False, child(episode(*[assessment("2025-06-02", None, "21")] * 2))),
    ("8897Q", True, child(episode(assessment("2025-06-02", "2026-04-30")))),
    ("8897Q", False, child(episode(assessment("2025-03-02", "2025-03-31")))),
    ("8897Q", True, child(episode(assessment("2025-06-02", "2025-07-01", "8A")))),
]
PLANS = [
    ("8675Q", False, child(episode(enquiry("2026-03-10")))),
    ("8675Q", True, child(episode(enquiry("2026-03-09")))),
    ("8675Q", False, child(episode(enquiry("2026-03-09", None, None)))),
    ("8615", True, child(episode(enquiry("20250602", "2025-06-10")))),
    ("8890", True, child(episode(*[enquiry("2025-06-02", "2025-06-10")] * 2))),
    ("8890", False, child(episode(*[enquiry("2025-06-02", None, "TRUE")] * 2))),
    ("8868", False, child(episode(enquiry("2025-06-02", "2025-06-10", "1"), CINclosureDate="2025-07-01"))),
    ("2885", False, child(episode(enquiry("2025-06-02", "2025-06-10"), protection_plan("2025-06-10")))),
    ("2885", True, child(episode(enquiry("2025-06-02", "2025-06-10"), protection_plan("2025-06-11")))),
    ("2885", True, child(episode(enquiry("2025-06-02", "2025-06-10", "1"), protection_plan("2025-06-10")))),
    ("2885", False, child(episode(protection_plan("2025-06-10"), DateOfInitialCPC="2025-06-10"))),
    ("2885", True, child(episode(protection_plan("2025-06-10")))),
    ("2885", False, child(episode(protection_plan("2025-03-31")))),
    (
        "2884",
        True,
        child(episode(enquiry("2025-06-02", "2025-06-10")), episode(DateOfInitialCPC="2025-06-10")),
    ),
    ("4003", True, child(episode(in_need_plan(*FIRST_PLAN), protection_plan(None, None, "2025-06-02")))),
    ("4003", False, child(episode(in_need_plan(*FIRST_PLAN), protection_plan(None, None, "2025-09-01")))),
    ("4003", True, child(episode(in_need_plan(*FIRST_PLAN), protection_plan(None, None, "2025-08-31")))),
    (
        "4003",
        False,
        child(episode(in_need_plan(*FIRST_PLAN), protection_plan(None, "2025-08-31", "2025-08-31"))),
    ),
    ("4003", True, child(episode(in_need_plan("2025-06-02"), protection_plan(None, None, "2026-03-31")))),
    ("4003", False, child(episode(in_need_plan("2025-06-02"), protection_plan(None, None, "2026-04-01")))),
    (
        "4014",
        True,
        child(episode(in_need_plan(*FIRST_PLAN)), episode(in_need_plan("2025-09-01", "2025-09-02"))),
    ),
    ("4014", False, child(episode(in_need_plan(*FIRST_PLAN)), episode(in_need_plan("2025-09-02")))),
    ("4016", True, child(episode(protection_plan(*FIRST_PLAN)), episode(in_need_plan("2025-06-02")))),
    ("4016", False, child(episode(protection_plan(*FIRST_PLAN), in_need_plan("2025-09-01")))),
    ("4016", True, child(episode(protection_plan("2025-06-02"), in_need_plan("2026-03-31")))),
    ("4016", False, child(episode(protection_plan("2025-06-02"), in_need_plan("2026-04-01")))),
    ("4017", True, child(episode(in_need_plan(*FIRST_PLAN), protection_plan("2025-06-02")))),
    ("8841", True, child(episode(protection_plan("2025-06-02", None, "2025-06-02")))),
    ("8842Q", True, child(episode(protection_plan("2025-06-02", None, "2025-07-02", "")))),
]

CASES = [*IDENTIFIERS, *EPISODES, *PLANS]
