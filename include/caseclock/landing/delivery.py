"""Deliveries that are held: what one is, and finding the one for a day."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from caseclock.errors import AsAtRefused, DeliveryMissing
from caseclock.landing.disk import flush, room
from caseclock.settings import settings

MANIFEST = "manifest.json"
QUARANTINE = "quarantine.parquet"
CURRENT = "current"
"""Beside a day's deliveries: the name of the one that came last."""


@dataclass(frozen=True)
class Delivery:
    """A delivery in landing: its folder, and its manifest.

    The manifest: authority, source, system, kind, as_at, extracted_at, delivered_as_at (what the
    sender says it covers, or null), sha256, files, same_as, ignored_files,
    tables {name: {file, sha256, rows_in, rows_loaded, rows_quarantined, columns, extra_columns,
    iso_columns}}, refused_tables {name: {file, why, missing_columns, columns}}.
    """

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def as_at(self) -> date:
        """The day that it was taken for."""
        return date.fromisoformat(self.manifest["as_at"])

    @property
    def covers_to(self) -> date:
        """The last day that it covers: what its sender says, else `as_at`."""
        return date.fromisoformat(self.manifest["delivered_as_at"] or self.manifest["as_at"])

    @property
    def sha256(self) -> str:
        """Hash of its files and of how they were read."""
        return str(self.manifest["sha256"])

    @property
    def kind(self) -> str:
        """folder, workbook, database or cin_census."""
        return str(self.manifest["kind"])

    @property
    def system(self) -> str:
        """The case system it comes from."""
        return str(self.manifest["system"])

    @property
    def source(self) -> str:
        """Name of the source it comes from."""
        return str(self.manifest["source"])

    @property
    def tables(self) -> Mapping[str, Mapping[str, Any]]:
        """What the manifest says of each table that was taken, by its name."""
        tables: Mapping[str, Mapping[str, Any]] = self.manifest["tables"]
        return tables

    @property
    def refused_tables(self) -> Mapping[str, Mapping[str, Any]]:
        """What the manifest says of each table that was not taken, by its name."""
        tables: Mapping[str, Mapping[str, Any]] = self.manifest["refused_tables"]
        return tables

    @property
    def same_as(self) -> date | None:
        """The latest earlier day when its delivery was the same byte for byte, else None."""
        earlier = self.manifest["same_as"]
        return date.fromisoformat(earlier) if earlier else None

    def path(self, table: str) -> Path:
        """The Parquet file of a table."""
        return self.folder / f"{table}.parquet"

    @property
    def quarantine(self) -> Path:
        """The Parquet file of rows that were not taken: table, record, why, raw."""
        return self.folder / QUARANTINE


def place(authority: str, source_name: str) -> Path:
    """The folder of a source's deliveries."""
    return settings().landing / authority / source_name


def find(authority: str, source_name: str, as_at: date) -> Delivery:
    """The last delivery that came for a day; AsAtRefused when none is held."""
    found = current(place(authority, source_name) / as_at.isoformat())
    if found is None:
        raise AsAtRefused(
            f"The delivery of {as_at} is not held.",
            where=f"{authority}/{source_name}",
            do="Choose a day whose delivery is held; its frozen month remains in the warehouse.",
        )
    return found


def latest(authority: str, source_name: str, on_or_before: date) -> Delivery | None:
    """The last delivery of the latest day up to a day, inclusive; None when none is held."""
    for day in reversed(held_days(authority, source_name)):
        if day <= on_or_before and (found := current(place(authority, source_name) / day.isoformat())):
            return found
    return None


def published(authority: str, source_name: str, sha256: str, on_or_before: date) -> Delivery | None:
    """The delivery with this hash of the latest day up to a day, inclusive; None when it is not held.

    Unlike `latest` it never gives one that came later and that the gate stopped.
    """
    for day in reversed(held_days(authority, source_name)):
        folder = place(authority, source_name) / day.isoformat() / sha256[:12]
        if day <= on_or_before and (folder / MANIFEST).is_file():
            return read(folder)
    return None


def held_days(authority: str, source_name: str) -> list[date]:
    """The days for which deliveries are held, earliest first."""
    return sorted(day_folders(place(authority, source_name)))


def day_folders(folder: Path) -> dict[date, Path]:
    """The folder of each day beneath a source's folder."""
    found = {}
    for each in folder.iterdir() if folder.is_dir() else ():
        try:
            found[date.fromisoformat(each.name)] = each
        except ValueError:
            continue
    return found


def current(day: Path) -> Delivery | None:
    """The delivery of a day's folder that came last; None when there is none."""
    pointer = day / CURRENT
    if pointer.is_file():
        named = day / pointer.read_text(encoding="ascii").strip()
        if named.parent == day and (named / MANIFEST).is_file():
            return read(named)
    found = [read(manifest.parent) for manifest in day.glob(f"*/{MANIFEST}")]
    return max(found, key=lambda each: (each.manifest["extracted_at"], each.sha256), default=None)


def make_current(delivery: Delivery) -> Delivery:
    """Point a day's folder to the delivery that came last."""
    day = delivery.folder.parent
    own = day / f".{CURRENT}-{os.getpid()}"
    with room():
        flush(own, delivery.folder.name.encode("ascii"))
        os.replace(own, day / CURRENT)
    return delivery


def read(folder: Path) -> Delivery:
    """The delivery in a folder of landing; DeliveryMissing when its manifest cannot be read."""
    try:
        return Delivery(folder, json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        raise DeliveryMissing(
            "A held delivery cannot be read.", where=str(folder), do="Remove that folder and deliver again."
        ) from None
