"""The tables that a council keeps beside its sources: its words for reasons, and its closures."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from caseclock.catalogue.header import LARGEST_DECLARATION
from caseclock.catalogue.local_settings import iso_day, reason_codes
from caseclock.catalogue.systems import fold
from caseclock.errors import ConfigurationError
from caseclock.settings import settings

MAPPING = "mappings/no_further_action.csv"
CLOSURES = "closures.csv"

MAPPING_COLUMNS = (
    "source_system", "entity", "source_field", "source_value", "reason_code", "disposition",
    "valid_from", "valid_to", "owner", "note",
)  # fmt: skip
ENTITIES = ("contact", "referral", "assessment", "section_47")
DISPOSITIONS = (
    "PROGRESSED_REFERRAL", "PROGRESSED_ASSESSMENT", "PROGRESSED_STRATEGY_S47", "EXISTING_CASE", "EARLY_HELP",
    "INFO_ADVICE", "ROUTED_ELSEWHERE", "NO_FURTHER_ACTION", "PENDING", "UNKNOWN",
)  # fmt: skip


@dataclass(frozen=True)
class Mapped:
    """One row of the mapping of reasons: a folded value of a source field, and what it means."""

    source_system: str
    entity: str
    source_field: str
    source_value_folded: str
    reason_code: str
    disposition: str
    valid_from: date | None
    valid_to: date | None


def no_further_action_mapping() -> tuple[Mapped, ...]:
    """The council's mapping of reasons, empty without a file; ConfigurationError names the row."""
    rows = list(csv_rows(MAPPING, MAPPING_COLUMNS))
    found = []
    for number, row in rows:
        if fold(row["entity"]).replace(" ", "_") not in ENTITIES:
            _refuse_row(MAPPING, number, f"entity is not one of {', '.join(ENTITIES)}")
        mapped = Mapped(
            source_system=fold(row["source_system"]),
            entity=fold(row["entity"]).replace(" ", "_"),
            source_field=row["source_field"].strip().lower(),
            source_value_folded=fold(row["source_value"]),
            reason_code=row["reason_code"].strip().upper(),
            disposition=row["disposition"].strip().upper(),
            valid_from=_day(row["valid_from"], MAPPING, number),
            valid_to=_day(row["valid_to"], MAPPING, number),
        )
        if mapped.reason_code and mapped.reason_code.lower() not in reason_codes():
            _refuse_row(MAPPING, number, "its reason_code is not in the list of reasons")
        if mapped.disposition and mapped.disposition not in DISPOSITIONS:
            _refuse_row(MAPPING, number, f"disposition is not one of {', '.join(DISPOSITIONS)}")
        if mapped.valid_from and mapped.valid_to and mapped.valid_from > mapped.valid_to:
            _refuse_row(MAPPING, number, "it ends before it begins")
        found.append(mapped)
    return tuple(found)


def closures() -> tuple[date, ...]:
    """Days on which the council's offices are closed besides bank holidays, empty without a file."""
    found = set()
    for number, row in csv_rows(CLOSURES, ("date",)):
        day = _day(row["date"], CLOSURES, number)
        if day is None:
            _refuse_row(CLOSURES, number, "the date is missing")
        found.add(day)
    return tuple(sorted(found))


def csv_rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file of the council's configuration with their numbers; none without the file.

    Raises ConfigurationError for a file that is too large, is not CSV in UTF-8, lacks one of `columns`, or
    has a row with more fields than the header.
    """
    path = settings().config / name
    if not path.is_file():
        return
    if path.stat().st_size > 4 * LARGEST_DECLARATION:
        raise ConfigurationError(
            "The file is too large for a mapping.", where=name, do="Split it, or correct it."
        )
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True, restval="")
            if missing := [column for column in columns if column not in (reader.fieldnames or ())]:
                raise ConfigurationError(
                    f"Columns are missing: {', '.join(missing)}.", where=name, do="Add them to the header."
                )
            for number, row in enumerate(reader, start=1):
                if None in row:
                    _refuse_row(name, number, "it has more fields than the header")
                yield number, row
    except (UnicodeDecodeError, csv.Error):
        raise ConfigurationError(
            "This is not CSV in UTF-8.", where=name, do="Save it as CSV UTF-8."
        ) from None


def _day(text: str, file: str, row: int) -> date | None:
    if not text.strip():
        return None
    return iso_day(text.strip(), f"{file}, row {row}")


def _refuse_row(file: str, row: int, why: str) -> NoReturn:
    raise ConfigurationError(
        f"The row cannot be used: {why}.", where=f"{file}, row {row}", do="Correct that row."
    )
