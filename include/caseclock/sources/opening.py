"""Choosing the source that reads what a configuration or a path points to."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from caseclock.catalogue.authorities import SourceConfig
from caseclock.catalogue.systems import system
from caseclock.errors import DeliveryMissing, DeliveryRefused
from caseclock.sources.csv_pass import CsvForm
from caseclock.sources.database import Database
from caseclock.sources.delivered import Source
from caseclock.sources.folder import SUFFIXES, Folder
from caseclock.sources.manifest import MANIFEST, read_manifest
from caseclock.sources.workbook import Workbook

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls")


def open_source(config: SourceConfig, as_at: date) -> Source:
    """The source that a configuration describes, for one day.

    Nothing is read yet, besides the names in a folder. Raises DeliveryMissing when the folder or file
    is not there or empty, DeliveryRefused for a kind of file that is not read, ConfigurationError for
    a connection or path that cannot be used.
    """
    aliases = config.case_system.column_aliases
    if config.kind == "database":
        return Database(config.where, aliases, config.schema)
    path = _delivered_path(config, as_at)
    if path.is_dir():
        return Folder(path, aliases, CsvForm(config.encoding, config.delimiter), config.files)
    if path.is_file() and path.suffix.lower() == ".xml":
        from caseclock.sources.cin_census import CinCensus

        return CinCensus(path)
    if path.is_file() and path.suffix.lower() in WORKBOOKS:
        return Workbook(path, aliases)
    raise DeliveryRefused(
        "This kind of file is not read.",
        where=path.name,
        do="Give a folder of SSD tables, an .xlsx workbook, or a CIN census .xml file.",
    )


def ad_hoc(path: Path | str, system_name: str | None = None) -> SourceConfig:
    """The configuration of a path that was given by hand: a folder, a workbook or a CIN census file.

    system_name: the case system; None takes what a manifest in the folder says, else plain.
    """
    path = Path(path).resolve()
    census = path.suffix.lower() == ".xml" and not path.is_dir()
    kind: Literal["cin_census", "folder"] = "cin_census" if census else "folder"
    manifest = path / MANIFEST
    if system_name is None and manifest.is_file():
        system_name = read_manifest(manifest).system or None
    name = system(system_name or "plain").name
    return SourceConfig(name=kind, kind=kind, where=str(path), system=name, by_hand=True)


def _delivered_path(config: SourceConfig, as_at: date) -> Path:
    path = config.path(as_at)
    if not path.exists():
        raise DeliveryMissing(
            "The delivery is not there.", where=str(path), do="Deliver it, or correct `where`."
        )
    if not path.is_dir():
        return path
    names = [file for file in sorted(path.iterdir()) if not file.name.startswith(".")]
    if not names:
        raise DeliveryMissing("The folder is empty.", where=str(path), do="Deliver the tables there.")
    if any(file.suffix.lower() in SUFFIXES for file in names):
        return path
    single = [file for file in names if file.suffix.lower() in (*WORKBOOKS, ".xml")]
    if len(single) > 1:
        raise DeliveryRefused(
            "The folder holds several workbooks or XML files.",
            where=str(path),
            do="Leave the one to be read.",
        )
    return _no_link(single[0]) if single else path


def _no_link(path: Path) -> Path:
    if path.is_symlink():
        raise DeliveryRefused("The file is a link.", where=path.name, do="Deliver the file itself.")
    return path
