"""Made-up CIN census files: at the limits of the rules, without a fault, or large.

The same arguments give the same file.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from second_opinion_cin import codes
from second_opinion_cin.made_up_chance import BLANKS, Chance
from second_opinion_cin.made_up_faults import plant, spoil
from second_opinion_cin.made_up_return import balance_plans, settle_unknown_sex
from second_opinion_cin.made_up_sound import first_sound_child, sound_child
from second_opinion_cin.made_up_text import Group, given, groups, xml
from second_opinion_cin.made_up_wild import wild_child, wild_pre_proceedings

ODD_DISABILITIES = (*codes.DISABILITIES, "none", "ZZ", "ld", " LD", "NONE ", "None")


def write_census(path: Path, seed: int, children: int = 50, year: int = 2026, faults: float = 0.06) -> None:
    """Write a census whose days and values lie at the limits of the rules.

    children: how many; of 50 exactly one is the 2 per cent of rule 2886Q. year: the collection, by the
    year it ends in. faults: the share of values that are blank, missing or written in a wrong way; every
    third seed has none, and one in eight a faulty header.
    """
    chance = Chance(seed, year, faults if seed % 3 else 0.0)
    kinds = chance.one((0, 1, 6, 7, 7, 8, 8, 9, len(ODD_DISABILITIES)))
    chance.disabilities = tuple(chance.random.sample(ODD_DISABILITIES, kinds))
    chance.most_disabilities = min(kinds, chance.one((1, 3, 3)))
    made = []
    for serial in range(1, children + 1):
        kind = chance.number((5, 4, 1))
        child = sound_child(chance, serial) if kind else wild_child(chance, serial)
        for _ in range(chance.random.randint(1, 3) if kind == 1 else 0):
            spoil(chance, child, serial)
        made.append(child)
    settle_unknown_sex(chance, made)
    balance_plans(chance, made)
    _add_pre_proceedings(chance, made)
    _write(path, _header(chance, faulty=seed % 8 == 7 and faults > 0), made)


def write_sound_census(path: Path, seed: int, children: int = 50, year: int = 2026) -> None:
    """Write a census in which no rule of the year finds anything; it has at least one child."""
    chance = Chance(seed, year)
    others = (sound_child(chance, serial) for serial in range(2, children + 1))
    _write(path, _header(chance), chain([first_sound_child(chance)], others))


def write_large_census(
    path: Path, children: int, seed: int = 1, year: int = 2026, faulty: float = 0.05
) -> None:
    """Write a census of plausible children, about 8 records and 1.2 kB each.

    faulty: the share of children in whom rules find something.
    """
    chance = Chance(seed, year)

    def made() -> Iterable[Group]:
        yield first_sound_child(chance)
        for serial in range(2, children + 1):
            child = sound_child(chance, serial)
            if chance.hit(faulty):
                plant(chance, child)
            yield child

    _write(path, _header(chance), made())


def _write(path: Path, header: Group, children: Iterable[Group]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n')
        file.write(xml([("Header", header)], 1))
        file.write(" <Children>\n")
        for child in children:
            file.write(xml([("Child", child)], 2))
        file.write(" </Children>\n</Message>\n")


def _header(chance: Chance, *, faulty: bool = False) -> Group:
    year, day = str(chance.year), chance.period.last.isoformat()
    if faulty:
        year, day = chance.one(
            (
                (year, f"{year}-03-28"), (year, f"{chance.year - 1}-03-31"), (year, f"{year}-07-21"),
                (year, f"{year}0331"), (year, chance.one(BLANKS)), ("", day), (f" {year}", day), ("20x6", day),
                ("20x6", "31/03/2026"), (f"{year}/27", ""), (year, "2024-02-29"),
            )
        )  # fmt: skip
    return [
        ("CollectionDetails", [("Collection", "CIN"), ("Year", year), ("ReferenceDate", day)]),
        (
            "Source",
            given(
                SourceLevel="L", LEA="201", SoftwareCode="Casework", Release="4.2", SerialNo="001",
                DateTime=f"{chance.year}-05-04T09:30:00",
            ),
        ),
    ]  # fmt: skip


def _add_pre_proceedings(chance: Chance, children: list[Group]) -> None:
    """Give some referrals the module that 2027 brings; some files have it without a start, or not at all."""
    kind = chance.one(("none", "unstarted", "full", "full")) if chance.year >= 2027 else "none"
    if chance.year < 2027 and chance.hit(chance.odd):
        kind = "full"
    for child in children if kind != "none" else []:
        chance.begin_child()
        for episode in groups(child, "CINdetails"):
            for _ in range(chance.number((3, 2, 1))):
                module = wild_pre_proceedings(chance, kind == "full")
                episode.append(("PreProceedingsandFGDM", module))
