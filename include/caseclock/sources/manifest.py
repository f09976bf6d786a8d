"""The manifest that may come with a folder of files: what its sender says was sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from caseclock.errors import DeliveryRefused
from caseclock.sources.delivered import Said

MANIFEST = "manifest.json"
LARGEST = 1 << 20


@dataclass(frozen=True)
class PromisedFile:
    """What the manifest says of a file; rows is None and sha256 empty when it does not."""

    rows: int | None
    sha256: str


@dataclass(frozen=True)
class Promised:
    """A manifest: `{system, as_at, extracted_at, files: {name: {rows, sha256}}}`, each part optional."""

    system: str
    as_at: str
    extracted_at: str
    files: Mapping[str, PromisedFile]

    def said(self) -> Said:
        """The same as every source says it."""
        rows = {name: file.rows for name, file in self.files.items() if file.rows is not None}
        return Said(self.system, self.as_at, self.extracted_at, rows)


def read_manifest(path: Path) -> Promised:
    """Read a manifest; DeliveryRefused says which part is wrong."""
    if path.stat().st_size > LARGEST:
        _refuse("The manifest is too large.")
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        _refuse("The manifest is not JSON.")
    if not isinstance(document, dict) or not isinstance(document.get("files", {}), dict):
        _refuse("The manifest is not a list of names and values.")
    as_at, extracted_at = _text(document, "as_at"), _text(document, "extracted_at")
    try:
        if as_at:
            date.fromisoformat(as_at)
        if extracted_at:
            datetime.fromisoformat(extracted_at)
    except ValueError:
        _refuse("The manifest's as_at or extracted_at is not an ISO date.")
    return Promised(
        _text(document, "system"),
        as_at,
        extracted_at,
        {str(name): _file(entry) for name, entry in document.get("files", {}).items()},
    )


def _file(entry: Any) -> PromisedFile:
    if not isinstance(entry, dict):
        _refuse("The manifest's `files` is not {name: {rows, sha256}}.")
    rows = entry.get("rows")
    if rows is not None and (not isinstance(rows, int) or isinstance(rows, bool) or rows < 0):
        _refuse("A row count in the manifest is not a whole number.")
    return PromisedFile(rows, _text(entry, "sha256").lower())


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    if value is not None and not isinstance(value, str):
        _refuse(f"The manifest's {key} is not a text.")
    return value or ""


def _refuse(what: str) -> NoReturn:
    raise DeliveryRefused(what, where=MANIFEST, do="Correct the manifest, or leave it out.") from None
