"""Tables before they are written: columns by name, and how their rows are numbered."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from caseclock.synthetic.draws import Dates, Flags, Numbers

Column = npt.NDArray[Any]
Rows = dict[str, Column]
"""Columns of a table by their contract names, all of one length.

datetime64[D] is a date and datetime64[s] a London wall time, NaT for none; int64 is an id, -1 for
none; int32 a number; float64 a decimal, NaN for none; object is text, None for none. A text of an
outcome column is its keys without `_FLAG`, joined by `|`.
"""
Tables = dict[str, Rows]

NO_ID = -1

ID_STARTS = {
    name: (place + 1) * 1_000_000 + 1
    for place, name in enumerate((
        "contact", "referral", "assessment", "factors", "need_plan", "need_visit", "enquiry", "conference",
        "plan", "review", "plan_visit", "care_episode", "care_period", "placement", "care_review",
        "care_visit", "legal_status", "involvement", "care_leaver", "early_help", "address", "disability",
        "missing", "permanence", "meeting", "linked_identifier", "pre_proceedings",
        "discussion", "transfer_in", "core_group", "need_review", "permanence_review", "education_plan",
        "pathway_plan", "leaver_home", "leaver_contact", "health_check", "questionnaire", "care_plan",
        "allocation", "complaint", "resolution", "audit", "audit_action", "advocacy", "view_of_child",
        "post", "corrective_action",
    ))
}  # fmt: skip
FIRST_PERSON, FIRST_WORKER, FIRST_TEAM = 100_001, 7_001, 501


def ids(kind: str, places: Numbers) -> Numbers:
    """The ids of the things of one kind at `places`; no id where the place is negative."""
    return np.where(places < 0, NO_ID, places + ID_STARTS[kind])


def row_ids(kind: str, size: int) -> Numbers:
    """The ids of `size` rows in the order of the file."""
    return ids(kind, np.arange(size))


def person_ids(child: Numbers) -> Numbers:
    """The ids of children."""
    return child + FIRST_PERSON


def child_places(person: Numbers) -> Numbers:
    """The places of children by their ids."""
    return person - FIRST_PERSON


def dates_at(values: Dates, place: Numbers) -> Dates:
    """The dates at `place`, NaT where it is negative."""
    found = np.full(place.size, np.datetime64("NaT"), dtype=values.dtype)
    found[place >= 0] = values[place[place >= 0]]
    return found


def places_of(chosen: Flags) -> Numbers:
    """For each row: its place among the chosen ones, -1 for the others."""
    return np.where(chosen, np.cumsum(chosen) - 1, -1)


def size_of(rows: Rows) -> int:
    """Number of rows of a table."""
    return int(next(iter(rows.values())).size)


def sorted_rows(rows: Rows, *by: str) -> Rows:
    """The rows in order of the columns `by`, the first one deciding first."""
    order = np.lexsort([rows[name] for name in reversed(by)])
    return {name: values[order] for name, values in rows.items()}
