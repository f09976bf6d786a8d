"""Census files made up for tests, and what they hold as tables; written here a second time, by hand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import duckdb

from caseclock.catalogue.cin_layout import layout
from caseclock.returns.census_from_file import read_census

Row = dict[str, Any]

ODD = ["<&>\"'", "é – 子", "a]]>b", "  outer  ", "in ner", "tab\there", "line\nend", "\u00a0", "\U0001f600"]


def census_xml(seed: int, children: int, year: int = 2026) -> Iterator[str]:
    """The pieces of a census file: every group, blanks, gaps, odd text, in the department's order."""
    chance = random.Random(seed)
    yield '<?xml version="1.0" encoding="utf-8"?>\n<Message><Header><CollectionDetails>'
    yield f"<Collection>CIN</Collection><Year>{year}</Year><ReferenceDate>{year}-03-31</ReferenceDate>"
    yield "</CollectionDetails><Source><SourceLevel>L</SourceLevel><LEA>201</LEA><SoftwareCode>a &amp; b"
    yield "</SoftwareCode><SerialNo>001</SerialNo><DateTime>2026-06-01T09:30:00</DateTime></Source></Header>"
    yield "<Children>"
    for number in range(1, children + 1):
        yield "<Child>" + _identifiers(chance, number, year) + _characteristics(chance)
        yield (
            "".join(_referral(chance, year) for _ in range(chance.choice((0, 1, 1, 1, 2, 3)))) + "</Child>\n"
        )
    yield "</Children></Message>"


def _identifiers(chance: random.Random, number: int, year: int) -> str:
    if chance.random() < 0.02:
        return ""
    sex = _some(chance, "Sex", "MFU") if year >= 2025 else _some(chance, "GenderCurrent", "0129")
    local_id = "K1" if chance.random() < 0.02 else f"K{number}{chance.choice(ODD)}"
    return (
        f"<ChildIdentifiers><LAchildID>{escape(local_id)}</LAchildID>"
        + _some(chance, "UPN", ["A123456789012", "B000000000000"])
        + _some(chance, "UPNunknown", ["UN1", "UN7"])
        + _day(chance, "PersonBirthDate") + sex + _day(chance, "PersonDeathDate", 0.1)
        + "</ChildIdentifiers>"
    )  # fmt: skip


def _characteristics(chance: random.Random) -> str:
    kinds = "".join(_some(chance, "Disability", ["LD", "MOB", "", " "], 0.5) for _ in range(4))
    group = f"<Disabilities>{kinds}</Disabilities>" if chance.random() < 0.5 else ""
    return (
        f"<ChildCharacteristics>{_some(chance, 'Ethnicity', ['WBRI', 'REFU'])}{group}</ChildCharacteristics>"
    )


def _referral(chance: random.Random, year: int) -> str:
    if chance.random() < 0.03:
        return "<CINdetails/>"
    flag = ["0", "1", "true", "FALSE", "perhaps"]
    inside = _day(chance, "CINreferralDate", 0.95) + _some(chance, "ReferralSource", ["1A", "10"])
    inside += _some(chance, "PrimaryNeedCode", ["N1", "N9"]) + _day(chance, "CINclosureDate")
    inside += _some(chance, "ReasonForClosure", ["RC1", "RC8"]) + _day(chance, "DateOfInitialCPC", 0.1)
    for _ in range(chance.randrange(3)):
        codes = "".join(
            _some(chance, "AssessmentFactors", ["1A", "21", ""]) for _ in range(chance.randrange(5))
        )
        inside += "<Assessments>" + _day(chance, "AssessmentActualStartDate", 0.9)
        inside += _day(chance, "AssessmentInternalReviewDate", 0.2) + _day(
            chance, "AssessmentAuthorisationDate"
        )
        inside += f"<FactorsIdentifiedAtAssessment>{codes}</FactorsIdentifiedAtAssessment></Assessments>"
    for _ in range(chance.randrange(2)):
        inside += (
            f"<CINPlanDates>{_day(chance, 'CINPlanStartDate')}{_day(chance, 'CINPlanEndDate')}</CINPlanDates>"
        )
    for _ in range(chance.randrange(3)):
        inside += "<Section47>" + _day(chance, "S47ActualStartDate", 0.9) + _day(chance, "InitialCPCtarget")
        inside += _day(chance, "DateOfInitialCPC") + _some(chance, "ICPCnotRequired", flag) + "</Section47>"
    inside += _some(chance, "ReferralNFA", flag, 0.9)
    for _ in range(chance.randrange(2)):
        reviews = [_day(chance, "CPPreviewDate", 0.8) for _ in range(chance.randrange(4))]
        grouped = [[each] for each in reviews] if chance.random() < 0.3 else [reviews] if reviews else []
        inside += "<ChildProtectionPlans>" + _day(chance, "CPPstartDate", 0.9) + _day(chance, "CPPendDate")
        inside += _some(chance, "InitialCategoryOfAbuse", ["NEG"]) + _some(
            chance, "LatestCategoryOfAbuse", ["EMO"]
        )
        inside += _some(chance, "NumberOfPreviousCPP", ["0", "12", "-1", "x", "007"])
        inside += (
            "".join(f"<Reviews>{''.join(group)}</Reviews>" for group in grouped) + "</ChildProtectionPlans>"
        )
    if year >= 2027 and chance.random() < 0.2:
        inside += (
            "<PreProceedingsandFGDM>" + _day(chance, "PPStartDate") + _some(chance, "FGDMMeetingOffer", flag)
        )
        inside += _some(chance, "ReviewMeetingsCount", "035") + "</PreProceedingsandFGDM>"
    return f"<CINdetails>{inside}</CINdetails>"


def _some(chance: random.Random, name: str, values: Any, often: float = 0.7) -> str:
    if chance.random() > often:
        return chance.choice(("", f"<{name}/>"))
    return f"<{name}>{escape(chance.choice(values))}</{name}>"


def _day(chance: random.Random, name: str, often: float = 0.5) -> str:
    day = f"20{chance.randrange(10, 27)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return _some(chance, name, [day] * 9 + ["2026-02-30"], often)


def read_tables(path: Path, connection: duckdb.DuckDBPyConnection | None = None) -> dict[str, list[Row]]:
    """The tables of a census file, each in the order of its records."""
    work = connection or duckdb.connect()
    work.execute("set TimeZone='Europe/London'")
    read_census(work, path)
    return tables_of(work)


def tables_of(work: duckdb.DuckDBPyConnection) -> dict[str, list[Row]]:
    """The return's tables in a work file, each in the order of its records."""
    tables = {}
    for table in layout().tables:
        answer = work.execute(f"select * from cin_census.{table} order by record")
        names = [column[0] for column in answer.description]
        tables[table] = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    return tables


def in_order(tables: dict[str, list[Row]]) -> list[tuple[str, Row]]:
    """Their rows as they are written: the header, then child after child."""
    rows = [(table, row) for table, every in tables.items() for row in every]
    return sorted(rows, key=lambda given: given[1].get("child") or 0)
