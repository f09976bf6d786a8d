"""How a value of a census table stands in the department's XML."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from caseclock.catalogue.contracts import contracts

LONDON = ZoneInfo("Europe/London")
BLANKS = " \t\r\n"
"""A text of these alone is read as nothing, so it is written as nothing."""

FLAGS = {"Y": "1", "N": "0"}

Form = Callable[[object], str]


@cache
def forms(table: str) -> dict[str, Form]:
    """For each column of a census table, what makes the XML's text of a value that is not null.

    A date becomes YYYY-MM-DD, a moment YYYY-MM-DDThh:mm:ss in London, a flag 1 or 0; a text stays as it is.
    Dates and moments may come as ISO text, moments with their offset. A value that has no such form raises
    ValueError or KeyError.
    """
    return {column.name: FORM_OF.get(column.type, str) for column in contracts("cin_census")[table].columns}


def _text(value: object) -> str:
    said = str(value)
    return said if said.strip(BLANKS) else ""


def _flag(value: object) -> str:
    return FLAGS[str(value)]


def _moment(value: object) -> str:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment.astimezone(LONDON).replace(tzinfo=None).isoformat()


FORM_OF: dict[str, Form] = {"text": _text, "flag": _flag, "moment": _moment}
