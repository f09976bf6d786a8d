"""Code sets of the CIN census, and the local authorities that may issue a pupil number."""

from __future__ import annotations


def _codes(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The letters of pupil numbers; the place of each, from 0, is its value."""

SEXES = ("M", "F", "U")
GENDERS = ("0", "1", "2", "9")
ETHNICITIES = _codes(
    "ABAN AIND AOTH APKN BAFR BCRB BOTH CHNE MOTH MWAS MWBA MWBC NOBT OOTH REFU WBRI WIRI WIRT WOTH WROM"
)
NO_DISABILITY = "NONE"
DISABILITIES = _codes("MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA")
SOURCES = _codes("1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10")
SOURCES_TO_2022 = tuple(code for code in SOURCES if code != "5D")
NEEDS = tuple(f"N{number}" for number in range(10))
CLOSURE_REASONS = tuple(f"RC{number}" for number in range(1, 10))
CLOSURE_REASONS_TO_2022 = CLOSURE_REASONS[:-1]
CLOSED_AFTER_ASSESSMENT = ("RC8", "RC9")
UPN_UNKNOWN = tuple(f"UN{number}" for number in range(1, 8))
ABUSE = ("NEG", "PHY", "SAB", "EMO", "MUL")
FACTORS = _codes(
    "1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 6A 6B 6C 7A 8B 8C 8D 8E 8F 9A 10A 11A 12A 13A 14A 15A "
    "16A 17A 18A 18B 18C 19A 19B 19C 20 21 22A 23A 24A"
)
NO_FACTOR = "21"
PRE_PROCEEDINGS_OUTCOMES = ("A", "B", "C")

_AUTHORITIES = (
    "001-005 201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 420 660-681 701-708 800-803 "
    "805-808 810-813 815 816 820-823 825 826 830 831 835-839 840 841 845 846 850-852 855-857 860 861 865-896 "
    "908 909 916 919 921 925 926 928 929 931 933 935-938 940-943"
)


def _numbers(ranges: str) -> frozenset[str]:
    found: set[str] = set()
    for each in ranges.split():
        first, _, last = each.partition("-")
        found |= {f"{number:03}" for number in range(int(first), int(last or first) + 1)}
    return frozenset(found)


AUTHORITIES = _numbers(_AUTHORITIES)
