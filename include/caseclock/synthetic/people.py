"""The tables of people, their addresses and disabilities."""

from __future__ import annotations

import json

import numpy as np

from caseclock.synthetic.calibration import LOCALITIES
from caseclock.synthetic.cases import Cases
from caseclock.synthetic.casework import Casework
from caseclock.synthetic.contacts import EARLY_HELP, Contacts
from caseclock.synthetic.draws import (
    Dates,
    Flags,
    Rng,
    Texts,
    between,
    everyone,
    mark,
    only,
    pick,
    words,
    yes_no,
)
from caseclock.synthetic.names import forename, postcode, street, surname
from caseclock.synthetic.population import Families
from caseclock.synthetic.table import Rows, person_ids, row_ids
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import POSTCODES_A_DISTRICT
from caseclock.synthetic.working_days import NEVER, days_between, either

ETHNICITY = {"WBRI": 66, "WIRI": 0.5, "WIRT": 0.4, "WROM": 0.8, "WOTH": 5, "MWBC": 3, "MWBA": 1.5, "MWAS": 1.8,
             "MOTH": 2.5, "AIND": 1.2, "APKN": 4, "ABAN": 2, "AOTH": 2, "BCRB": 1.5, "BAFR": 3.5, "BOTH": 1.5,
             "CHNE": 0.3, "OOTH": 1.5, "REFU": 0.3, "NOBT": 0.7}  # fmt: skip
NATIONALITY = {"British": 92, "Polish": 2, "Romanian": 2, "Pakistani": 2, "Eritrean": 1, "Afghan": 1}
DISABILITIES = {
    "LD": 26,
    "AUT": 28,
    "BEH": 13,
    "COMM": 9,
    "MOB": 8,
    "PC": 4,
    "HEAR": 3,
    "VIS": 3,
    "CON": 3,
    "DDA": 3,
    "HAND": 3,
    "INC": 3,
}
NO_DISABILITY = "NONE"
HOUSES = 776
DISABLED = 0.06
DEATHS = 0.0006
SCHOOL_AGE_DAYS = 4 * 365 + 200
CHECK_LETTERS = np.array(list("ABCDEFGHJKLMNPQRTUVWXYZ"))
AUTHORITY_NUMBER = 1
"""With numbers of schools below 1000, which no school has: no pupil number here is anybody's."""
FORMER_NUMBER = 0.04
"""Share of the numbered children who had another number before."""


def deaths(rng: Rng, people: Families, opened: Cases, found: Contacts, window: Window) -> Dates:
    """Day of death of a few children, NaT for the others: never before anything else of theirs.

    Half of them die on the day on which their case closes, for that reason.
    """
    last = people.born.copy()
    np.maximum.at(last, opened.child, np.where(np.isnat(opened.closed), window.to, opened.closed))
    np.maximum.at(last, found.child, found.received + 5)
    helped = found.outcome == EARLY_HELP
    np.maximum.at(last, found.child[helped], window.to)
    closed_last = np.zeros(people.born.size, dtype=bool)
    closed_last[opened.child] = opened.closed == last[opened.child]
    # Leaving care at eighteen has rows of its own, dated up to the end of the records.
    possible = (last < window.to - 30) & (last < people.eighteen - 30)
    possible[opened.child[~np.isnat(opened.history.care_started)]] = False
    dies = mark(rng, possible & closed_last, DEATHS) | mark(rng, possible & ~closed_last, DEATHS)
    later = last + (rng.random(last.size) * ((window.to - last).astype(np.int64).clip(1))).astype(np.int64)
    day = either(closed_last, last, np.minimum(later, people.eighteen - 1))
    return either(dies, day)


def person_table(
    rng: Rng, people: Families, disabled: Flags, died: Dates, first_known: Dates, window: Window
) -> Rows:
    """ssd_person. first_known: day of each child's first record."""
    size = people.born.size
    unborn = people.born > window.to
    sex = pick(rng, size, {"M": 52.4, "F": 47.4, "U": 0.2})
    sex[unborn] = "U"
    numbers = rng.integers(0, 9999, size)
    at_school = days_between(people.born, window.to) > SCHOOL_AGE_DAYS
    numbered = mark(rng, at_school, 0.97)
    why_not = pick(rng, size, {"UN2": 60, "UN4": 40})
    why_not[~at_school] = "UN1"
    before = (first_known < window.change_over[0]) & mark(rng, everyone(size), 0.9)
    place = np.arange(size)
    with_nhs = mark(rng, ~unborn, 0.9)
    given = words([forename(number) for number in range(320)])[numbers % 320]
    given[unborn] = "Unborn"
    nations = pick(rng, people.first.size, NATIONALITY)[people.family]
    return {
        "pers_person_id": person_ids(place),
        "pers_forename": given,
        "pers_surname": words([surname(number) for number in range(3840)])[people.family % 3840],
        "pers_sex": sex,
        "pers_gender": sex.copy(),
        "pers_ethnicity": pick(rng, people.first.size, ETHNICITY)[people.family],
        "pers_dob": either(~unborn, people.born),
        "pers_common_child_id": only(with_nhs, (9_990_000_000 + place * 11).astype(str).astype(object)),
        "pers_legacy_id": only(before, np.char.add("L", (40_000 + place).astype(str)).astype(object)),
        "pers_upn_unknown": only(~numbered, why_not),
        "pers_send_flag": yes_no(disabled & (rng.random(size) < 0.6)),
        "pers_expected_dob": either(unborn, people.born),
        "pers_death_date": died,
        "pers_is_mother": yes_no(np.zeros(size, dtype=bool)),
        "pers_nationality": nations,
        "pers_upn": only(numbered, pupil_numbers(people.born)),
    }


def pupil_numbers(born: Dates, authority: int = AUTHORITY_NUMBER) -> Texts:
    """A pupil number for each child, all different, with the right check letter."""
    place = np.arange(born.size)
    year = (born.astype("datetime64[Y]").astype(np.int64) + 1970 + 4) % 100
    digits = authority * 10**9 + place // 1_000 * 10**5 + year * 10**3 + place % 1_000
    weights = np.arange(13, 1, -1)
    total = sum((digits // 10**power % 10) * weights[power] for power in range(12))
    text = np.char.zfill(digits.astype(str), 12)
    return np.char.add(CHECK_LETTERS[np.asarray(total) % 23], text).astype(object)


def former_numbers(rng: Rng, people: Rows) -> Rows:
    """ssd_linked_identifiers: pupil numbers from another authority's time. people: the rows of ssd_person."""
    had = np.flatnonzero(mark(rng, people["pers_upn"].astype(bool), FORMER_NUMBER))
    born = people["pers_dob"]
    known = ~np.isnat(born)
    number = np.full(born.size, None, dtype=object)
    number[known] = pupil_numbers(either(known, born, born[known].min()), AUTHORITY_NUMBER + 1)[known]
    since = born[had] + SCHOOL_AGE_DAYS
    return {
        "link_table_id": row_ids("linked_identifier", had.size),
        "link_person_id": people["pers_person_id"][had],
        "link_identifier_type": words(["Former Unique Pupil Number"] * had.size),
        "link_identifier_value": number[had],
        "link_valid_from_date": since,
        "link_valid_to_date": np.full(had.size, NEVER),
    }


def addresses(rng: Rng, people: Families, window: Window) -> Rows:
    """ssd_address: where each family lives, and for a quarter of them where it lived before."""
    families = people.first.size
    moved = mark(rng, everyone(families), 0.25)
    earliest = np.full(families, window.start - 2000)
    moved_on = window.start + between(rng, families, 0, window.days - 1)
    district = people.locality
    homes = np.array(
        [[postcode(a, b) for b in range(POSTCODES_A_DISTRICT)] for a in range(len(LOCALITIES))], dtype=object
    )
    house = rng.integers(0, HOUSES, (2, families))
    where = [homes[district, rng.integers(0, POSTCODES_A_DISTRICT, families)] for _ in range(2)]
    parts = []
    for turn, (chosen, start, end) in enumerate((
        (everyone(families), either(moved, moved_on, earliest), np.full(families, NEVER)),
        (moved, earliest, moved_on - 1),
    )):  # fmt: skip
        child = np.flatnonzero(chosen[people.family])
        family = people.family[child]
        # A child who was born later has lived there since the birth.
        began = np.maximum(start[family], people.born[child])
        real = ~(end[family] < began) & (began <= window.to)
        child, family, began = child[real], family[real], began[real]
        parts.append((child, began, end[family], where[turn][family], house[turn][family]))
    child, began, ended, code, number = (np.concatenate(each) for each in zip(*parts, strict=True))
    order = np.lexsort((began, child))
    texts = words(
        [json.dumps(dict(zip(("HOUSE", "STREET"), street(place), strict=True))) for place in range(HOUSES)]
    )
    return {
        "addr_table_id": row_ids("address", child.size),
        "addr_person_id": person_ids(child[order]),
        "addr_address_type": words(["Home"] * child.size),
        "addr_address_start_date": began[order],
        "addr_address_end_date": ended[order],
        "addr_address_postcode": code[order],
        "addr_address_json": texts[number[order]],
    }


def disabled_children(rng: Rng, people: Families, opened: Cases, known: Casework) -> Flags:
    """Every child whose need is disability, and some others."""
    disabled = mark(rng, np.ones(people.born.size, dtype=bool), DISABLED)
    disabled[opened.child[known.need == "N2"]] = True
    return disabled


def disabilities(rng: Rng, disabled: Flags, born: Flags) -> Rows:
    """ssd_disability: one or two kinds for each disabled child, and of the others who are born that there is none."""
    child = np.flatnonzero(disabled)
    kind = pick(rng, child.size, DISABILITIES)
    both = np.flatnonzero(mark(rng, kind != "LD", 0.25))
    able = np.flatnonzero(born & ~disabled)
    child = np.concatenate([child, child[both], able])
    kind = np.concatenate([kind, words(["LD"] * both.size), words([NO_DISABILITY] * able.size)])
    order = np.argsort(child, kind="stable")
    return {
        "disa_table_id": row_ids("disability", child.size),
        "disa_person_id": person_ids(child[order]),
        "disa_disability_code": kind[order],
    }
