"""Settling a made-up file on one or the other side of the rules on the whole return."""

from __future__ import annotations

from datetime import timedelta

from second_opinion_cin import codes
from second_opinion_cin.days import is_weekend, read_day
from second_opinion_cin.made_up_chance import Chance
from second_opinion_cin.made_up_text import Group, given, groups, put, texts


def settle_unknown_sex(chance: Chance, children: list[Group]) -> None:
    """Leave the children of unknown sex as they are, or make them 2 per cent, or one more than that."""
    more = chance.one((None, 0, 0, 1))
    if more is None:
        return
    recent = chance.year >= 2025
    name, known, unknown = ("Sex", "F", "U") if recent else ("GenderCurrent", "2", "0")
    wanted = len(children) * 2 // 100 + more
    found = 0
    for child in children:
        for identifiers in groups(child, "ChildIdentifiers"):
            if any(read_day(day) for day in texts(identifiers, "ExpectedPersonBirthDate")):
                continue
            found += 1
            if found <= wanted:
                put(identifiers, name, chance.one((unknown, "", None)), before="PersonDeathDate")
            else:
                put(identifiers, name, known, before="PersonDeathDate")


def balance_plans(chance: Chance, children: list[Group]) -> None:
    """Leave plans and conferences of the year as they are, or make them as many, or the plans one more."""
    more = chance.one((None, 0, 1))
    last = next((child for child in reversed(children) if any(groups(child, "CINdetails"))), None)
    if more is None or last is None:
        return
    plans, conferences = 0, 0
    for child in children:
        plans += sum(chance.period.covers(read_day(day)) for day in texts(child, "CPPstartDate"))
        conferences += sum(chance.period.covers(read_day(day)) for day in texts(child, "DateOfInitialCPC"))
    short = conferences + more - plans
    day = chance.period.first + timedelta(days=chance.random.randint(100, 200))
    while is_weekend(day):
        day += timedelta(days=1)
    enquiry = given(S47ActualStartDate=day.isoformat(), DateOfInitialCPC=day.isoformat(), ICPCnotRequired="0")
    plan = given(
        CPPstartDate=day.isoformat(),
        InitialCategoryOfAbuse=codes.ABUSE[0],
        LatestCategoryOfAbuse=codes.ABUSE[0],
        NumberOfPreviousCPP="0",
    )
    episode = given(CINreferralDate=day.isoformat(), ReferralSource="6", PrimaryNeedCode="N1")
    episode += [("Section47", enquiry)] * -short
    episode.append(("ReferralNFA", "false"))
    episode += [("ChildProtectionPlans", plan)] * short
    last.append(("CINdetails", episode))
