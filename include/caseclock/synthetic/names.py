"""Names, streets and postcodes that belong to nobody."""

from __future__ import annotations

FIRST_PARTS = ("Ad", "Bel", "Cor", "Dan", "El", "Fen", "Gar", "Hal", "Is", "Jor", "Kel", "Lor", "Mar", "Nel",
               "Or", "Pel", "Quil", "Ros", "Sel", "Tam")  # fmt: skip
LAST_PARTS = (
    "a",
    "an",
    "by",
    "den",
    "ett",
    "ia",
    "is",
    "lo",
    "min",
    "o",
    "ra",
    "rin",
    "sa",
    "son",
    "ta",
    "vin",
)
FAMILY_ENDINGS = (
    "bridge",
    "croft",
    "dale",
    "field",
    "gate",
    "holme",
    "ley",
    "mere",
    "more",
    "shaw",
    "thorpe",
    "wick",
)
STREETS = ("Larch", "Mill", "Canal", "Orchard", "Station", "Chapel", "Quarry", "Meadow")
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def forename(number: int) -> str:
    """A given name for a number; the same number gives the same name."""
    return FIRST_PARTS[number % len(FIRST_PARTS)] + LAST_PARTS[number // len(FIRST_PARTS) % len(LAST_PARTS)]


def surname(number: int) -> str:
    """A family name for a number; 3,840 numbers give different names."""
    ending = FAMILY_ENDINGS[number % len(FAMILY_ENDINGS)]
    rest = number // len(FAMILY_ENDINGS)
    return forename(rest) + ending


def street(number: int) -> tuple[str, str]:
    """A house and a street for a number."""
    return str(number % 97 + 1), f"{STREETS[number % len(STREETS)]} Row"


def postcode(district: int, place: int) -> str:
    """A postcode of a district; the area ZZ is given to no place."""
    first, second = LETTERS[place % len(LETTERS)], LETTERS[(place * 7 + district) % len(LETTERS)]
    return f"ZZ{district + 1} {place % 9 + 1}{first}{second}"
