"""The one grammar: a YAML header in a comment, then one readable SELECT."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from caseclock.errors import ConfigurationError

# The loader in C is as safe, and reads some hundred headers in a tenth of the time.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

LARGEST_DECLARATION = 256 * 1024
"""Bytes; a declaration is read by people, and a larger one is a mistake or an attack."""

DEEPEST = 50
"""Levels of nesting that a declaration may have."""


@dataclass(frozen=True)
class Declaration:
    """A declared thing: where it is written, its header, and its SELECT without a semicolon."""

    path: Path
    header: dict[str, Any]
    select: str

    @property
    def sha256(self) -> str:
        """Hash of the SELECT with its white space folded, so that a new line is no new version."""
        return hashlib.sha256(" ".join(self.select.split()).encode()).hexdigest()


def read_yaml(path: Path) -> Any:
    """Read one YAML file safely; ConfigurationError names the file and the line."""
    if path.stat().st_size > LARGEST_DECLARATION:
        raise ConfigurationError(
            "The file is too large for a declaration.", where=path.name, do="Split it, or correct it."
        )
    return _load(_text(path), path)


def read_declaration(path: Path) -> Declaration:
    """Read one `.sql` file of the grammar.

    Raises ConfigurationError, with the file's name, when the header is missing or is not YAML, or
    when no SELECT follows it.
    """
    if path.stat().st_size > LARGEST_DECLARATION:
        raise ConfigurationError(
            "The file is too large for a declaration.", where=path.name, do="Split it, or correct it."
        )
    text = _text(path)
    start, end = text.find("/*---"), text.find("---*/")
    if start != 0 or end < 0:
        raise ConfigurationError(
            "The header is missing.",
            where=path.name,
            do="Begin the file with /*--- and end the header with ---*/.",
        )
    header = _load(text[len("/*---") : end], path)
    select = text[end + len("---*/") :].strip().rstrip(";").strip()
    if not isinstance(header, dict):
        raise ConfigurationError(
            "The header holds no keys.", where=path.name, do="Write it as `name: value` lines."
        )
    if not re.match(r"(--[^\n]*\n\s*)*(select|with)\b", select, re.IGNORECASE):
        raise ConfigurationError("No SELECT follows the header.", where=path.name, do="Write one SELECT.")
    return Declaration(path, header, select)


def read_folder(folder: Path, pattern: str = "*.sql") -> list[Declaration]:
    """Every declaration in `folder`, in the order of their file names."""
    return [read_declaration(path) for path in sorted(folder.glob(pattern))]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ConfigurationError(
            "This is not text in UTF-8.", where=path.name, do="Save it in UTF-8."
        ) from None


def _load(text: str, path: Path) -> Any:
    try:
        _refuse_traps(text, path)
        return yaml.load(text, _LOADER)  # noqa: S506 it is a safe one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise ConfigurationError(
            "This is not YAML.", where=f"{path.name}{line}", do="Correct it there."
        ) from None
    except ValueError:  # a day without quotes becomes a date, and there is no 30 February
        raise ConfigurationError(
            "A date in the file is not a date.", where=path.name, do="Correct it there."
        ) from None


def _refuse_traps(text: str, path: Path) -> None:
    """Refuse what a few lines can blow up: parts that refer to others, and nesting without end."""
    depth = 0
    for event in yaml.parse(text, _LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise ConfigurationError(
                "The file refers to its own parts (& and *), which a few lines can blow up to any size.",
                where=path.name,
                do="Write each part out.",
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ConfigurationError(
                "The file is nested too deep for a declaration.", where=path.name, do="Correct it."
            )
