"""Reading one workbook, one sheet a table, with a guard before it and a child process around it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from lxml import etree

from caseclock.catalogue.contracts import contract_for, contracts
from caseclock.errors import DeliveryMissing, DeliveryRefused
from caseclock.settings import private_folder, settings
from caseclock.sources import workbook_child
from caseclock.sources.csv_file import read_csv
from caseclock.sources.csv_pass import CsvForm
from caseclock.sources.delivered import DeliveredFile, DeliveredTable, Kind, Said
from caseclock.sources.file_facts import file_facts
from caseclock.sources.zip_guard import UNREADABLE_ZIP, guard_workbook

MEMORY = 2 << 30
"""Bytes of address space that the child process may have."""

SECONDS = 300
LARGEST_SHEET_LIST = 1 << 20


@dataclass(frozen=True)
class _Sheet:
    """What the child process wrote of one sheet: its file, and where Excel itself kept dates."""

    file: str
    iso: frozenset[int]


class Workbook:
    """A source: an .xlsx workbook whose sheets are called after tables."""

    kind: Kind = "workbook"

    def __init__(
        self, path: Path, aliases: Mapping[str, Mapping[str, str]], said: Said | None = None
    ) -> None:
        self._path, self._aliases, self._said = path, aliases, said or Said()
        self.place = str(path)
        self.reading: Mapping[str, str] = {}

    def files(self) -> list[DeliveredFile]:
        """The workbook itself."""
        return [file_facts(self._path)]

    def said(self) -> Said:
        """Nothing, unless a manifest lay beside it."""
        return self._said

    def ignored(self) -> list[str]:
        """How many sheets belong to no table; their names are not told."""
        others = [name for name in self._sheets() if contract_for(name) is None]
        return [f"{len(others)} sheets"] if others else []

    def tables(self) -> Iterator[DeliveredTable]:
        """One table a sheet, in the order of the tables' names.

        Raises DeliveryRefused for a workbook that the guard or the limits stop, and for two sheets of
        one table; DeliveryMissing when no sheet is called after a table.
        """
        guard_workbook(self._path)
        wanted: dict[str, str] = {}
        for name in self._sheets():
            contract = contract_for(name)
            if contract is None:
                continue
            if contract.table in wanted:
                self._refuse(f"Two sheets hold {contract.table}.", "Deliver each table once.")
            wanted[contract.table] = name
        if not wanted:
            raise DeliveryMissing(
                "No sheet of the workbook is called after a table.",
                where=self._path.name,
                do="Name each sheet after its table, such as ssd_person.",
            )
        with tempfile.TemporaryDirectory(dir=private_folder(settings().work)) as folder:
            told = self._parse(Path(folder), sorted(wanted.values()))
            for table, sheet in sorted(wanted.items()):
                yield self._table(Path(folder), table, told[sheet])

    def _table(self, folder: Path, table: str, told: _Sheet) -> DeliveredTable:
        file = folder / told.file
        sheet = f"{self._path.name}, sheet {table}"
        if file.stat().st_size == 0:
            raise DeliveryRefused(
                "The sheet is empty: it has no header.", where=sheet, do="Deliver a header."
            )
        form = CsvForm(delimiter=workbook_child.DELIMITER)
        return read_csv(file, contracts()[table], self._aliases, form, named=sheet, iso_positions=told.iso)

    def _parse(self, folder: Path, sheets: list[str]) -> dict[str, _Sheet]:
        largest = settings().largest_unpacked_mb << 20
        command = [sys.executable, "-m", workbook_child.__name__, str(self._path), str(folder)]
        try:
            ended = subprocess.run(
                [*command, str(MEMORY), str(largest), *sheets],
                timeout=SECONDS,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
        except subprocess.TimeoutExpired:
            self._refuse(
                f"The workbook was not read within {SECONDS} seconds.", "Deliver CSV or Parquet files."
            )
        if ended.returncode:
            self._refuse(
                "The workbook is damaged, or needs more memory than a workbook may have.",
                "Save it anew in Excel, or deliver CSV or Parquet files.",
            )
        told = json.loads((folder / "sheets.json").read_text(encoding="utf-8"))
        return {each["sheet"]: _Sheet(each["file"], frozenset(each["iso"])) for each in told}

    def _sheets(self) -> list[str]:
        guard_workbook(self._path)
        try:
            with zipfile.ZipFile(self._path) as archive, archive.open("xl/workbook.xml") as part:
                text = part.read(LARGEST_SHEET_LIST + 1)
            if len(text) > LARGEST_SHEET_LIST or b"<!DOCTYPE" in text:
                raise ValueError
            root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))
        except (etree.XMLSyntaxError, *UNREADABLE_ZIP):
            self._refuse("The workbook's list of sheets cannot be read.", "Save it anew in Excel.")
        return [str(entry.get("name")) for entry in root.iter() if str(entry.tag).endswith("}sheet")]

    def _refuse(self, what: str, do: str) -> NoReturn:
        raise DeliveryRefused(what, where=self._path.name, do=do) from None
