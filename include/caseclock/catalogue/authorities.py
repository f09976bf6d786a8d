"""The authorities and their sources, as a council wrote them in its configuration folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from caseclock.catalogue.contracts import check_schema
from caseclock.catalogue.header import read_yaml
from caseclock.catalogue.local_settings import Setting, iso_day, read_settings
from caseclock.catalogue.systems import DateFormat, System, system
from caseclock.errors import ConfigurationError
from caseclock.settings import settings

AUTHORITIES = "authorities.yaml"
NAME = re.compile(r"[a-z][a-z0-9_]{1,30}")


@dataclass(frozen=True)
class SourceConfig:
    """One source of an authority.

    where: a folder, workbook or XML file (beneath CASECLOCK_DATA unless absolute; `{as_at}` stands for the day), or
    for a database the name of a connection. required: without it there is no night. longest_age_days:
    how many days older than as_at a delivery may be. as_at: whether the delivery's manifest must say
    the day. wait_minutes: how long a night waits for it. settle_seconds: how long its files must have
    stopped growing. dates and plain_outcomes: what differs here from the case system's own. by_hand: it was not
    configured but named on the command line, so nothing else may stand in for it.
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
    by_hand: bool = False

    @property
    def case_system(self) -> System:
        """The case system with what this source says differently."""
        return system(self.system).with_local(self.dates, self.plain_outcomes)

    def path(self, as_at: date) -> Path:
        """The folder or file for a day; ConfigurationError when it leads out of where it should lie."""
        if self.by_hand:  # a path as it is on the disk, in which braces are braces
            return Path(self.where)
        base = settings().storage
        if ".." not in Path(self.where).parts and "\0" not in self.where:
            fixed = base / self.where.split("{", 1)[0]
            path = (base / self.where.replace("{as_at}", as_at.isoformat())).resolve()
            if path.is_relative_to((fixed if fixed.is_dir() else fixed.parent).resolve()):
                return path
        raise ConfigurationError(
            "The source's path leads out of its folder.",
            where=f"source {self.name}",
            do="Write it without .. and without links.",
        )


@dataclass(frozen=True)
class Authority:
    """One authority.

    code: the local authority's number in national returns. cut_over: the day on which its sources
    changed from an old case system, None when they did not.
    """

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


def check_name(name: str) -> str:
    """The name of an authority, which is part of paths and of SQL; ConfigurationError when it may not be."""
    if NAME.fullmatch(name):
        return name
    raise ConfigurationError(
        "An authority's name is 2 to 31 letters, digits and underscores in lower case, a letter first.",
        where="authority",
        do="Correct the name in authorities.yaml or after --authority.",
    )


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
        settings=read_settings(entry.get("settings", []), where),
        cut_over=iso_day(entry["cut_over"], where) if entry.get("cut_over") else None,
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


def _check_once(names: list[str], what: str) -> None:
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise ConfigurationError(
            f"There are two of the same {what}.",
            where=f"{AUTHORITIES}, {doubled[0]}",
            do="Give each its own name.",
        )
