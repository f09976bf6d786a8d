"""A folder of files, each called after its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from caseclock.catalogue.contracts import contract_for, contracts
from caseclock.errors import ConfigurationError, DeliveryMissing, DeliveryRefused
from caseclock.sources.csv_file import read_csv
from caseclock.sources.csv_pass import CsvForm
from caseclock.sources.delivered import DeliveredFile, DeliveredTable, Kind, Said
from caseclock.sources.file_facts import file_facts
from caseclock.sources.manifest import MANIFEST, Promised, read_manifest
from caseclock.sources.parquet_file import read_parquet

SUFFIXES = (".csv", ".txt", ".parquet")


class Folder:
    """A source: a folder of CSV and Parquet files, with or without a manifest.

    patterns: for a table, the file pattern under which it is delivered when it is not the table's own
    name. A name or pattern that leads out of the folder, and a link, are refused.
    """

    kind: Kind = "folder"

    def __init__(
        self,
        path: Path,
        aliases: Mapping[str, Mapping[str, str]],
        form: CsvForm | None = None,
        patterns: Mapping[str, str] | None = None,
    ) -> None:
        self._path, self._aliases, self._form = path, aliases, form or CsvForm()
        self._patterns = dict(patterns or {})
        for pattern in self._patterns.values():
            _check_pattern(pattern)
        self.place = str(path)
        self.reading: Mapping[str, str] = {"encoding": self._form.encoding, "delimiter": self._form.delimiter}
        self._facts: dict[str, DeliveredFile] = {}

    def files(self) -> list[DeliveredFile]:
        """The tables' files, hashed and compared with what a manifest promises of them.

        Raises DeliveryMissing for a folder without any and DeliveryRefused for a file that is not as
        promised, is a link, or is empty.
        """
        manifest = self._manifest()
        promised = manifest.files if manifest else {}
        found = self._found()
        self._facts = {table: file_facts(file) for table, file in found.items()}
        for facts in self._facts.values():
            if facts.size == 0:
                _refuse(
                    "The file is empty.", facts.name, "Deliver it again; a table without rows has a header."
                )
            promise = promised.get(facts.name)
            if promise and promise.sha256 and promise.sha256 != facts.sha256:
                _refuse(
                    "The file is not the one that the manifest describes.",
                    facts.name,
                    "Deliver it again, whole.",
                )
        names = {facts.name for facts in self._facts.values()}
        for name in sorted(set(promised) - names):
            _refuse(
                "The manifest promises a file that did not come.",
                name,
                "Deliver it, or correct the manifest.",
            )
        return list(self._facts.values())

    def said(self) -> Said:
        """What the manifest says."""
        manifest = self._manifest()
        return manifest.said() if manifest else Said()

    def ignored(self) -> list[str]:
        """Names of other files in the folder."""
        taken = {file.name for file in self._found().values()}
        return sorted(file.name for file in self._path.iterdir() if file.name not in taken | {MANIFEST})

    def tables(self) -> Iterator[DeliveredTable]:
        """One table a file."""
        for table, file in self._found().items():
            contract = contracts()[table]
            if file.suffix.lower() == ".parquet":
                yield read_parquet(file, contract, self._aliases)
            else:
                yield read_csv(file, contract, self._aliases, self._form)

    def _manifest(self) -> Promised | None:
        path = self._path / MANIFEST
        return read_manifest(path) if path.is_file() and not path.is_symlink() else None

    def _found(self) -> dict[str, Path]:
        """File of each table, in the order of the tables."""
        found: dict[str, Path] = {}
        for file in sorted(self._path.iterdir()):
            table = self._table_of(file)
            if table is None:
                continue
            if file.is_symlink() or not file.resolve().is_relative_to(self._path.resolve()):
                _refuse("The file is a link.", file.name, "Deliver the file itself.")
            if not file.is_file():
                continue
            if table in found:
                _refuse(
                    f"Two files hold {table}.",
                    f"{found[table].name}, {file.name}",
                    "Deliver each table once.",
                )
            found[table] = file
        if not found:
            raise DeliveryMissing(
                "The folder holds no file that is called after a table.",
                where=self.place,
                do="Deliver files such as ssd_person.csv.",
            )
        return dict(sorted(found.items()))

    def _table_of(self, file: Path) -> str | None:
        for table, pattern in self._patterns.items():
            if file.match(pattern):
                contract = contract_for(table)
                if contract is None:
                    raise ConfigurationError(
                        "There is no table of that name.",
                        where=f"files: {table[:40]}",
                        do="Use a contract's name.",
                    )
                return contract.table
        if file.suffix.lower() not in SUFFIXES:
            return None
        contract = contract_for(file.stem)
        return contract.table if contract else None


def _check_pattern(pattern: str) -> None:
    parts = Path(pattern).parts
    if Path(pattern).is_absolute() or ".." in parts or len(parts) != 1 or "\\" in pattern or "\0" in pattern:
        raise ConfigurationError(
            "A file pattern must stay in the source's folder.",
            where=f"files: {pattern[:60]}",
            do="Write a file name, with * where it varies.",
        )
    if not pattern.lower().endswith(SUFFIXES):
        raise ConfigurationError(
            "A file pattern must end in .csv, .txt or .parquet.",
            where=f"files: {pattern[:60]}",
            do="Write its ending.",
        )


def _refuse(what: str, where: str, do: str) -> NoReturn:
    raise DeliveryRefused(what, where=where, do=do)
