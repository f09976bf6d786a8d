"""The authorities and their sources, as a council wrote them in its configuration folder."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, NoReturn

from caseclock.catalogue.contracts import check_schema
from caseclock.catalogue.header import LARGEST_DECLARATION, read_yaml
from caseclock.catalogue.systems import DateFormat, System, fold, system
from caseclock.errors import ConfigurationError
from caseclock.settings import settings

AUTHORITIES = "authorities.yaml"
MAPPING = "mappings/no_further_action.csv"
CLOSURES = "closures.csv"

MAPPING_COLUMNS = (
    "source_system", "entity", "source_field", "source_value", "reason_code", "disposition",
    "valid_from", "valid_to", "owner", "note",
)  # fmt: skip
ENTITIES = ("contact", "referral", "assessment", "section_47")


@dataclass(frozen=True)
class SourceConfig:
    """One source of an authority.

    where: a folder, workbook or XML file (beneath CASECLOCK_DATA unless absolute; `{as_at}` stands for the day), or
    for a database the name of a connection. required: without it there is no night. longest_age_days:
    how many days older than as_at a delivery may be. as_at: whether the delivery's manifest must say
    the day. wait_minutes: how long a night waits for it. settle_seconds: how long its files must have
    stopped growing. dates and plain_outcomes: what differs here from the case system's own.
    """

    name: str
    kind: Literal["folder", "database", "cin_census"]
    where: str
    system: str = "plain"
    schema: str | None = None
    required: bool = True
    longest_age_days: int = 0
    as_at: Literal["day_before", "manifest"] = "day_before"
    wait_minutes: int = 240
    settle_seconds: int = 60
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    files: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, DateFormat] = field(default_factory=dict)
    plain_outcomes: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def case_system(self) -> System:
        """The case system with what this source says differently."""
        return system(self.system).with_local(self.dates, self.plain_outcomes)

    def path(self, as_at: date) -> Path:
        """The folder or file for a day; ConfigurationError when it leads out of where it should lie."""
        base = settings().storage
        fixed = base / self.where.split("{", 1)[0]
        path = (base / self.where.replace("{as_at}", as_at.isoformat())).resolve()
        if ".." in Path(self.where).parts or "\0" in self.where or not path.is_relative_to(_parent(fixed)):
            raise ConfigurationError(
                "The source's path leads out of its folder.",
                where=f"source {self.name}",
                do="Write it without .. and without links.",
            )
        return path


@dataclass(frozen=True)
class Setting:
    """One setting of an authority; valid_from and valid_to are inclusive, None when open."""

    name: str
    value: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Authority:
    """One authority. code: the local authority's number in national returns. cut_over: the day on
    which its sources changed from an old case system, None when they did not."""

    name: str
    title: str
    code: str
    sources: tuple[SourceConfig, ...]
    settings: tuple[Setting, ...] = ()
    cut_over: date | None = None

    def source(self, name: str) -> SourceConfig:
        """The source called `name`; ConfigurationError lists the names when there is none."""
        for each in self.sources:
            if each.name == name:
                return each
        raise ConfigurationError(
            "The authority has no source of that name.",
            where=f"{self.name}: {name[:40]}",
            do=f"Use one of {', '.join(each.name for each in self.sources)}.",
        )


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


def authorities() -> tuple[Authority, ...]:
    """Every configured authority, in the order of the file.

    Raises ConfigurationError, naming the file and the entry, for one that is wrong or doubled.
    """
    path = settings().config / AUTHORITIES
    if not path.is_file():
        raise ConfigurationError(
            "The configuration has no authorities.yaml.",
            where=str(path.parent),
            do="Set CASECLOCK_CONFIG to the folder that holds it.",
        )
    document = _days_as_text(read_yaml(path))
    check_schema(document, "authorities", AUTHORITIES)
    found = tuple(_authority(entry) for entry in document["authorities"])
    _check_once([each.name for each in found], "authority")
    return found


def authority(name: str) -> Authority:
    """The authority called `name`; ConfigurationError lists the names when there is none."""
    every = authorities()
    for each in every:
        if each.name == name:
            return each
    raise ConfigurationError(
        "This authority is not configured.",
        where=name[:40],
        do=f"Use one of {', '.join(each.name for each in every) or 'those in ' + AUTHORITIES}.",
    )


def no_further_action_mapping() -> tuple[Mapped, ...]:
    """The council's mapping of reasons, empty without a file; ConfigurationError names the row."""
    rows = list(_csv_rows(MAPPING, MAPPING_COLUMNS))
    found = []
    for number, row in rows:
        if fold(row["entity"]).replace(" ", "_") not in ENTITIES:
            _refuse_row(MAPPING, number, f"entity is not one of {', '.join(ENTITIES)}")
        found.append(
            Mapped(
                source_system=fold(row["source_system"]),
                entity=fold(row["entity"]).replace(" ", "_"),
                source_field=row["source_field"].strip().lower(),
                source_value_folded=fold(row["source_value"]),
                reason_code=row["reason_code"].strip().upper(),
                disposition=row["disposition"].strip().upper(),
                valid_from=_day(row["valid_from"], MAPPING, number),
                valid_to=_day(row["valid_to"], MAPPING, number),
            )
        )
    return tuple(found)


def closures() -> tuple[date, ...]:
    """Days on which the council's offices are closed besides bank holidays, empty without a file."""
    found = set()
    for number, row in _csv_rows(CLOSURES, ("date",)):
        day = _day(row["date"], CLOSURES, number)
        if day is None:
            _refuse_row(CLOSURES, number, "the date is missing")
        found.add(day)
    return tuple(sorted(found))


def _days_as_text(document: Any) -> Any:
    """The document with dates as a person wrote them: YAML reads a day without quotes as a date."""
    if isinstance(document, dict):
        return {key: _days_as_text(value) for key, value in document.items()}
    if isinstance(document, list):
        return [_days_as_text(value) for value in document]
    return document.isoformat() if isinstance(document, date) else document


def _authority(entry: dict[str, Any]) -> Authority:
    where = f"{AUTHORITIES}, {entry['name']}"
    sources = tuple(_source(source) for source in entry["sources"])
    _check_once([source.name for source in sources], f"source of {entry['name']}")
    return Authority(
        name=entry["name"],
        title=entry["title"],
        code=entry["code"],
        sources=sources,
        settings=tuple(_setting(setting, where) for setting in entry.get("settings", ())),
        cut_over=_iso(entry["cut_over"], where) if entry.get("cut_over") else None,
    )


def _source(entry: dict[str, Any]) -> SourceConfig:
    words = {
        column: {text: tuple(keys) for text, keys in known.items()}
        for column, known in entry.get("plain_outcomes", {}).items()
    }
    source = SourceConfig(**{**entry, "plain_outcomes": words})
    if "://" in source.where:
        raise ConfigurationError(
            "An address does not belong in this file: it may hold a password.",
            where=f"{AUTHORITIES}, source {source.name}",
            do="Write the name of an Airflow connection or of an environment variable.",
        )
    system(source.system)
    return source


def _setting(entry: dict[str, Any], where: str) -> Setting:
    value = entry["value"]
    text = str(value).lower() if isinstance(value, bool) else str(value)
    start, end = entry.get("valid_from"), entry.get("valid_to")
    return Setting(entry["name"], text, _iso(start, where) if start else None, _iso(end, where) if end else None)


def _csv_rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    path = settings().config / name
    if not path.is_file():
        return
    if path.stat().st_size > 4 * LARGEST_DECLARATION:
        raise ConfigurationError("The file is too large for a mapping.", where=name, do="Split it, or correct it.")
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
        raise ConfigurationError("This is not CSV in UTF-8.", where=name, do="Save it as CSV UTF-8.") from None


def _day(text: str, file: str, row: int) -> date | None:
    if not text.strip():
        return None
    return _iso(text.strip(), f"{file}, row {row}")


def _iso(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigurationError("This is not a date.", where=where, do="Write dates as YYYY-MM-DD.") from None


def _check_once(names: list[str], what: str) -> None:
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise ConfigurationError(
            f"There are two of the same {what}.", where=f"{AUTHORITIES}, {doubled[0]}", do="Give each its own name."
        )


def _refuse_row(file: str, row: int, why: str) -> NoReturn:
    raise ConfigurationError(f"The row cannot be used: {why}.", where=f"{file}, row {row}", do="Correct that row.")


def _parent(fixed: Path) -> Path:
    return (fixed if fixed.is_dir() else fixed.parent).resolve()
