"""A CIN census file as it stands: children and, below each, the records of its tables.

Texts are kept as sent, but an element that is not there, is empty or holds only white space is None.
Days are read where they are written YYYY-MM-DD and are None otherwise. A flag is True, False, or None
for a blank and for any other text. Records are told apart by their place, never by their values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from second_opinion_cin.days import Period


@dataclass(eq=False)
class Record:
    """A row of one of the census tables. place: where it stands in its table, from 1."""

    table: ClassVar[str]
    place: int


@dataclass(eq=False)
class Characteristics(Record):
    """What is known of a child beside its identifiers; there is one for every child."""

    table = "child_characteristics"
    ethnicity: str | None


@dataclass(eq=False)
class Disability(Record):
    """One disability code of a child, never blank."""

    table = "disabilities"
    code: str


@dataclass(eq=False)
class Factor(Record):
    """One factor that an assessment found, never blank."""

    table = "assessment_factors"
    code: str


@dataclass(eq=False)
class Assessment(Record):
    """An assessment; open while it has no day of authorisation."""

    table = "assessments"
    started: date | None
    authorised: date | None
    factors: list[Factor] = field(default_factory=list)


@dataclass(eq=False)
class InNeedPlan(Record):
    """A child in need plan."""

    table = "cin_plan_dates"
    started: date | None
    ended: date | None


@dataclass(eq=False)
class Enquiry(Record):
    """A section 47 enquiry. target: by when a conference was due."""

    table = "section_47"
    started: date | None
    target: date | None
    conference: date | None
    conference_not_required: bool | None


@dataclass(eq=False)
class Review(Record):
    """A review of a child protection plan; a group without a day is a review too."""

    table = "reviews"
    held: date | None


@dataclass(eq=False)
class ProtectionPlan(Record):
    """A child protection plan."""

    table = "child_protection_plans"
    started: date | None
    ended: date | None
    first_category: str | None
    latest_category: str | None
    earlier_plans: str | None
    reviews: list[Review] = field(default_factory=list)


@dataclass(eq=False)
class PreProceedings(Record):
    """One pre-proceedings module. Flags stay texts where a rule asks whether they are blank."""

    table = "pre_proceedings"
    started: date | None
    letter_sent: date | None
    meeting_offered: str | None
    meeting_held: str | None
    first_meeting: date | None
    review_meetings: str | None
    step_decided: date | None
    outcome: str | None
    court_application: date | None
    care_letter: date | None


@dataclass(eq=False)
class Episode(Record):
    """A referral and what followed. conference: an initial conference recorded at the referral itself."""

    table = "cin_details"
    referred: date | None
    source: str | None
    need: str | None
    closed: date | None
    reason: str | None
    conference: date | None
    no_further_action: bool | None
    assessments: list[Assessment] = field(default_factory=list)
    in_need_plans: list[InNeedPlan] = field(default_factory=list)
    enquiries: list[Enquiry] = field(default_factory=list)
    protection_plans: list[ProtectionPlan] = field(default_factory=list)
    pre_proceedings: list[PreProceedings] = field(default_factory=list)


@dataclass(eq=False)
class Child(Record):
    """One Child element. due: the expected birth date of an unborn child."""

    table = "child_identifiers"
    local_id: str | None
    upn: str | None
    former_upn: str | None
    upn_unknown: str | None
    born: date | None
    due: date | None
    sex: str | None
    gender: str | None
    died: date | None
    characteristics: Characteristics
    disabilities: list[Disability]
    episodes: list[Episode]


@dataclass(eq=False)
class Census:
    """A whole file. year, reference_date: the header's, None when they cannot be read."""

    year: int | None
    reference_date: date | None
    children: list[Child]

    @property
    def period(self) -> Period | None:
        """The period by the reference date, or by the year where there is none; None without either."""
        if self.reference_date is not None:
            return Period(self.reference_date)
        return Period(date(self.year, 3, 31)) if self.year else None
