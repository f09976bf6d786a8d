"""Copying what a source delivers into landing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from caseclock.catalogue.authorities import SourceConfig
from caseclock.catalogue.contracts import contracts
from caseclock.errors import DeliveryRefused
from caseclock.landing.delivery import (
    MANIFEST,
    QUARANTINE,
    Delivery,
    current,
    day_folders,
    make_current,
    place,
    read,
)
from caseclock.landing.disk import flush, partial_folder, take_place
from caseclock.landing.table_file import QuarantineFile, write_table
from caseclock.sources.delivered import DeliveredFile, DeliveredTable, Source

FORM = 1
"""Version of how landing is written; a new one makes the same files a new delivery."""


def land(source: Source, authority: str, config: SourceConfig, as_at: date) -> Delivery:
    """Copy a source's delivery into landing for a day and return it.

    A delivery that is there already is not copied again. Nothing is visible before all of it is
    written and flushed. Raises what the source raises; DeliveryRefused also when rows were promised
    that did not come or a file changed meanwhile, and StorageFull when there is no room. Landing is
    then as it was.
    """
    folder = place(authority, config.name)
    before = source.files()
    if before is not None:
        held = folder / as_at.isoformat() / _identity(before, source, config)[:12]
        if (held / MANIFEST).is_file():
            return make_current(read(held))
    with partial_folder(folder) as partial:
        told, content = _write_tables(source, partial, before or ())
        if source.files() != before:
            raise DeliveryRefused(
                "A file changed while it was read.",
                where=source.place,
                do="Start again when it has been written.",
            )
        files = content if before is None else before
        identity = _identity(files, source, config)
        manifest = {
            "authority": authority,
            "source": config.name,
            "system": config.system,
            "kind": source.kind,
            "as_at": as_at.isoformat(),
            "sha256": identity,
            "files": [vars(file) for file in files],
            "same_as": _same_as(folder, as_at, files),
            **told,
        }
        flush(partial / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True, default=list).encode())
        target = folder / as_at.isoformat() / identity[:12]
        take_place(partial, target, MANIFEST)
    return make_current(read(target))


def _write_tables(
    source: Source, partial: Path, files: Sequence[DeliveredFile]
) -> tuple[dict[str, Any], list[DeliveredFile]]:
    said = source.said()
    hashes = {file.name: file.sha256 for file in files}
    taken: dict[str, Any] = {}
    refused: dict[str, Any] = {}
    content: list[DeliveredFile] = []
    with QuarantineFile(partial / QUARANTINE) as quarantine:
        for table in source.tables():
            if table.missing_required:
                refused[table.table] = {
                    "file": table.file,
                    "why": "required columns are missing",
                    "missing_columns": table.missing_required,
                    "columns": table.columns,
                }
                continue
            counts, digest = write_table(table, partial / f"{table.table}.parquet", quarantine)
            _check_promise(table, said.rows.get(table.file), counts["rows_in"])
            content.append(DeliveredFile(table.file, digest, counts["rows_in"]))
            taken[table.table] = {
                "file": table.file,
                "sha256": hashes.get(table.file, digest),
                **counts,
                "columns": table.columns,
                "extra_columns": table.extra_columns,
                "iso_columns": table.iso_columns,
            }
    return {
        "extracted_at": said.extracted_at or max((file.written_at for file in files), default=""),
        "delivered_as_at": said.as_at or None,
        "ignored_files": source.ignored(),
        "tables": taken,
        "refused_tables": refused,
    }, content


def _check_promise(table: DeliveredTable, promised: int | None, came: int) -> None:
    if promised is not None and promised != came:
        raise DeliveryRefused(
            f"The manifest promises {promised} rows and {came} came.",
            where=table.file,
            do="Deliver the whole file again.",
        )


def _identity(files: Sequence[DeliveredFile], source: Source, config: SourceConfig) -> str:
    """Hash of what was delivered and of everything that decides how it is written to landing."""
    known = {
        name: [[c.name, c.required, c.multiline, *c.aliases] for c in contract.columns]
        for name, contract in contracts().items()
    }
    told = [
        [FORM, source.kind, config.system, dict(source.reading), config.case_system.column_aliases],
        _contents(files),
        hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest(),
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _contents(files: Sequence[DeliveredFile]) -> list[list[str]]:
    return sorted([file.name, file.sha256] for file in files)


def _same_as(folder: Path, as_at: date, files: Sequence[DeliveredFile]) -> str | None:
    """The latest earlier day that has a delivery, when that delivery has the same files."""
    earlier = [day for day in day_folders(folder) if day < as_at]
    before = current(folder / max(earlier).isoformat()) if earlier else None
    if before is None:
        return None
    same = sorted([file["name"], file["sha256"]] for file in before.manifest["files"]) == _contents(files)
    return before.as_at.isoformat() if same else None
