"""Looking at a workbook from outside before anything in it is unpacked."""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path
from typing import NoReturn

from caseclock.errors import DeliveryRefused
from caseclock.settings import settings

MOST_PARTS = 2_000
HIGHEST_RATIO = 100
RATIO_COUNTS_FROM = 1 << 20
"""Bytes unpacked; a part smaller than this may be as empty as it likes."""

UNREADABLE_ZIP = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)
"""What Python raises for a zip that is cut off, damaged, or packed in a way it does not know."""

_PACKED = (".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".gz", ".7z", ".rar", ".bz2", ".xz")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def guard_workbook(path: Path) -> None:
    """Refuse what is no plain .xlsx workbook, or one that would unpack beyond the limits.

    Raises DeliveryRefused: an old .xls, a password, HTML or text under this name, macros, and by the
    zip's own directory: too many parts, more than CASECLOCK_LARGEST_UNPACKED_MB in all, a part packed
    more than 100 to 1, overlapping parts, archives inside, links, and names that lead out of a folder.
    """
    _guard_kind(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except UNREADABLE_ZIP:
        _refuse(path, "The workbook is cut off or damaged.", "Deliver it again.")
    limit = settings().largest_unpacked_mb << 20
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or len(set(names)) < len(names):
        _refuse(path, "The workbook has too many parts, or two of one name.", "Save it anew in Excel.")
    if sum(part.file_size for part in parts) > limit:
        _refuse(path, "The workbook is too large unpacked.", "Deliver CSV or Parquet files.")
    if sum(part.compress_size for part in parts) > path.stat().st_size:
        _refuse(path, "The workbook's parts overlap.", "Save it anew in Excel.")
    for part in parts:
        _guard_part(path, part)
    if "xl/workbook.xml" not in names:
        _refuse(path, "This is not an .xlsx workbook.", "Save it as .xlsx.")


def _guard_kind(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(1 << 16)
    if not start:
        _refuse(path, "The file is empty.", "Deliver it again.")
    if start.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes()[: 64 << 20]:
            _refuse(path, "The workbook has a password.", "Save it without one.")
        _refuse(path, "This is an old .xls workbook.", "Save it as .xlsx.")
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        _refuse(path, "This is a web page or XML under a workbook's name.", "Save it as .xlsx.")
    if not start.startswith(b"PK"):
        _refuse(path, "This is not an .xlsx workbook.", "Save it as .xlsx.")


def _guard_part(path: Path, part: zipfile.ZipInfo) -> None:
    name = part.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name:
        _refuse(path, "A part's name leads out of the workbook.", "Do not open it; ask where it comes from.")
    if stat.S_ISLNK(part.external_attr >> 16):
        _refuse(path, "The workbook holds a link.", "Do not open it; ask where it comes from.")
    if part.flag_bits & 0x1:
        _refuse(path, "The workbook has a password.", "Save it without one.")
    if name.lower().endswith(_PACKED):
        _refuse(path, "The workbook holds another archive.", "Remove what is embedded in it.")
    if name.lower().endswith("vbaproject.bin"):
        _refuse(path, "The workbook holds macros.", "Save it as .xlsx, without them.")
    if part.file_size > RATIO_COUNTS_FROM and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1):
        _refuse(
            path,
            f"A part unpacks to more than {HIGHEST_RATIO} times its size.",
            "Deliver CSV or Parquet files.",
        )


def _refuse(path: Path, what: str, do: str) -> NoReturn:
    raise DeliveryRefused(what, where=path.name, do=do) from None
