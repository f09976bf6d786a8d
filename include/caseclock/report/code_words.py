"""Codes of breakdowns and bands in words: of the census's code sets, and of the case systems' short forms."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

CODES = Path(__file__).parents[1] / "catalogue" / "cin_census_codes.csv"

CASES = {"CIN": "Child in need", "CP": "Child protection", "CLA": "Looked after", "CL": "Care leaver"}

PARTICIPATION = {
    "PN0": "Under 4 at the review",
    "PN1": "Attended and spoke",
    "PN2": "Attended, an advocate spoke",
    "PN3": "Attended, took part without speech",
    "PN4": "Attended, did not take part",
    "PN5": "Not there, an advocate spoke",
    "PN6": "Not there, sent views",
    "PN7": "Not there, no views sent",
}
"""The participation codes of the return on children looked after."""

SETS = {"source": "referral_source", "need": "primary_need"}
"""A word of a category's own name to the code set that its members are of."""

BANDS = {"referral_source_mix": "referral_source", "ceased_cin_reason": "reason_for_closure"}
"""Measures whose bands are codes, with their code set."""


def member(breakdown: str, code: str, about: str, titles: Mapping[str, str]) -> str:
    """One member of a breakdown in words; about: what a measure's own category is; titles: those of measures."""
    if code in ("unknown", "not applicable"):
        return "Not known" if code == "unknown" else "Does not apply"
    if breakdown in ("sex", "ethnicity"):
        return _first_up(_set(breakdown).get(code, code))
    if breakdown != "category":
        return _first_up(code)
    found = next((name for word, name in SETS.items() if word in about.lower()), "")
    return titles.get(code) or PARTICIPATION.get(code) or CASES.get(code) or _coded(code, found)


def band(measure: str, label: str) -> str:
    """The label of a measure's band in words."""
    return _coded(label, BANDS.get(measure, ""))


def _coded(code: str, code_set: str) -> str:
    if code_set and code in _set(code_set):
        return f"{_first_up(_set(code_set)[code])} ({code})"
    if code.startswith(("ssd_", "ext_")):
        return code
    return _first_up(
        code.replace("_", " ").replace("-", "–") if code[:1].isdigit() else code.replace("_", " ")
    )


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _set(name: str) -> dict[str, str]:
    with CODES.open(encoding="utf-8", newline="") as text:
        return {
            row["code"]: row["meaning"]
            for row in csv.DictReader(text)
            if row["code_set"] == name and row["meaning"]
        }
