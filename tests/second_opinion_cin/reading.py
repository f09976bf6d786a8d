"""Reading a CIN census XML file into plain records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from second_opinion_cin.census import (
    Assessment,
    Census,
    Characteristics,
    Child,
    Disability,
    Enquiry,
    Episode,
    Factor,
    InNeedPlan,
    PreProceedings,
    ProtectionPlan,
    Record,
    Review,
)
from second_opinion_cin.days import read_day

Values = dict[str, str]


def read_census(path: Path) -> Census:
    """The census in the file at `path`. Raises lxml's XMLSyntaxError when it is not whole."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
    root = etree.parse(str(path), parser).getroot()
    header = next(_parts(root, "Header"), None)
    details = {} if header is None else _values(next(_parts(header, "CollectionDetails"), None))
    year = details.get("Year", "")
    reader = _Reader()
    children = [child for group in _parts(root, "Children") for child in _parts(group, "Child")]
    return Census(
        year=int(year) if re.fullmatch("[0-9]{4}", year) else None,
        reference_date=read_day(details.get("ReferenceDate")),
        children=[reader.child(child) for child in children],
    )


def read_flag(text: str | None) -> bool | None:
    """True for 'true' and '1', False for 'false' and '0', in any case; None for all else."""
    return {"true": True, "1": True, "false": False, "0": False}.get((text or "").lower())


class _Reader:
    """Makes the records of one file and counts them, table by table."""

    def __init__(self) -> None:
        self._made: Counter[str] = Counter()

    def _place(self, kind: type[Record]) -> int:
        self._made[kind.table] += 1
        return self._made[kind.table]

    def child(self, element: etree._Element) -> Child:
        known = _values(next(_parts(element, "ChildIdentifiers"), None))
        characteristics = next(_parts(element, "ChildCharacteristics"), None)
        return Child(
            place=self._place(Child),
            local_id=known.get("LAchildID"),
            upn=known.get("UPN"),
            former_upn=known.get("FormerUPN"),
            upn_unknown=known.get("UPNunknown"),
            born=read_day(known.get("PersonBirthDate")),
            due=read_day(known.get("ExpectedPersonBirthDate")),
            sex=known.get("Sex"),
            gender=known.get("GenderCurrent"),
            died=read_day(known.get("PersonDeathDate")),
            characteristics=Characteristics(
                self._place(Characteristics), _values(characteristics).get("Ethnicity")
            ),
            disabilities=[
                Disability(self._place(Disability), code)
                for code in _codes(characteristics, "Disabilities", "Disability")
            ],
            episodes=[self._episode(part) for part in _parts(element, "CINdetails")],
        )

    def _episode(self, element: etree._Element) -> Episode:
        known = _values(element)
        return Episode(
            place=self._place(Episode),
            referred=read_day(known.get("CINreferralDate")),
            source=known.get("ReferralSource"),
            need=known.get("PrimaryNeedCode"),
            closed=read_day(known.get("CINclosureDate")),
            reason=known.get("ReasonForClosure"),
            conference=read_day(known.get("DateOfInitialCPC")),
            no_further_action=read_flag(known.get("ReferralNFA")),
            assessments=[self._assessment(part) for part in _parts(element, "Assessments")],
            in_need_plans=[self._in_need_plan(part) for part in _parts(element, "CINPlanDates")],
            enquiries=[self._enquiry(part) for part in _parts(element, "Section47")],
            protection_plans=[
                self._protection_plan(part) for part in _parts(element, "ChildProtectionPlans")
            ],
            pre_proceedings=[
                self._pre_proceedings(part) for part in _parts(element, "PreProceedingsandFGDM")
            ],
        )

    def _assessment(self, element: etree._Element) -> Assessment:
        known = _values(element)
        return Assessment(
            place=self._place(Assessment),
            started=read_day(known.get("AssessmentActualStartDate")),
            authorised=read_day(known.get("AssessmentAuthorisationDate")),
            factors=[
                Factor(self._place(Factor), code)
                for code in _codes(element, "FactorsIdentifiedAtAssessment", "AssessmentFactors")
            ],
        )

    def _in_need_plan(self, element: etree._Element) -> InNeedPlan:
        known = _values(element)
        return InNeedPlan(
            place=self._place(InNeedPlan),
            started=read_day(known.get("CINPlanStartDate")),
            ended=read_day(known.get("CINPlanEndDate")),
        )

    def _enquiry(self, element: etree._Element) -> Enquiry:
        known = _values(element)
        return Enquiry(
            place=self._place(Enquiry),
            started=read_day(known.get("S47ActualStartDate")),
            target=read_day(known.get("InitialCPCtarget")),
            conference=read_day(known.get("DateOfInitialCPC")),
            conference_not_required=read_flag(known.get("ICPCnotRequired")),
        )

    def _protection_plan(self, element: etree._Element) -> ProtectionPlan:
        known = _values(element)
        return ProtectionPlan(
            place=self._place(ProtectionPlan),
            started=read_day(known.get("CPPstartDate")),
            ended=read_day(known.get("CPPendDate")),
            first_category=known.get("InitialCategoryOfAbuse"),
            latest_category=known.get("LatestCategoryOfAbuse"),
            earlier_plans=known.get("NumberOfPreviousCPP"),
            reviews=[review for group in _parts(element, "Reviews") for review in self._reviews(group)],
        )

    def _reviews(self, group: etree._Element) -> Iterator[Review]:
        """One review for each day of a group, and one without a day for a group that has none."""
        days = [part.text for part in _parts(group, "CPPreviewDate")]
        for day in days or [None]:
            yield Review(self._place(Review), read_day(day))

    def _pre_proceedings(self, element: etree._Element) -> PreProceedings:
        known = _values(element)
        return PreProceedings(
            place=self._place(PreProceedings),
            started=read_day(known.get("PPStartDate")),
            letter_sent=read_day(known.get("LBPSentDate")),
            meeting_offered=known.get("FGDMMeetingOffer"),
            meeting_held=known.get("FGDMMeetingFac"),
            first_meeting=read_day(known.get("InitialPPMeetingDate")),
            review_meetings=known.get("ReviewMeetingsCount"),
            step_decided=read_day(known.get("StepDecisionDate")),
            outcome=known.get("PPOutcome"),
            court_application=read_day(known.get("CourtAppDate")),
            care_letter=read_day(known.get("LetterInitCPDate")),
        )


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _parts(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (part for part in element if _name(part) == name)


def _values(element: etree._Element | None) -> Values:
    """The texts right below an element by their names, blank ones left out; of two the first counts."""
    texts: dict[str, str] = {}
    for part in [] if element is None else element:
        texts.setdefault(_name(part), part.text or "")
    return {name: text for name, text in texts.items() if text.strip()}


def _codes(element: etree._Element | None, group: str, name: str) -> list[str]:
    """The codes of a group right below an element, blank ones left out."""
    found = None if element is None else next(_parts(element, group), None)
    texts = [] if found is None else [part.text or "" for part in _parts(found, name)]
    return [text for text in texts if text.strip()]
