"""The guards around the parser of a census file.

Refused before the parser sees it: a DOCTYPE (with it go entities and everything outside the file), an
encoding that could hide one, and what is not XML at all. While it reads, one child may hold only so
many bytes, so that memory stays flat whatever comes. No text here holds a value of the file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from caseclock.errors import DeliveryRefused, naming

LARGEST_PROLOG = 64 * 1024
LARGEST_CHILD = 4 * 1024 * 1024
"""Bytes, of which the parser makes thirty times as many. A real child is some tens of kilobytes at most."""

ENDLESS = f"more than {LARGEST_CHILD // 1024 // 1024} MB without the end of a child"

ENCODINGS = frozenset(
    {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"}
    | {"iso-8859-1", "iso-8859-15", "latin1", "windows-1252", "cp1252"}
)

_ERRORS = etree.ErrorTypes
_WHAT_BROKE = {
    _ERRORS.ERR_DOCUMENT_EMPTY: "the file holds no XML",
    _ERRORS.ERR_DOCUMENT_END: "something follows the end of the document",
    _ERRORS.ERR_TAG_NAME_MISMATCH: "an element is closed by the name of another",
    _ERRORS.ERR_INVALID_CHAR: "a character that XML does not allow",
    _ERRORS.ERR_INVALID_ENCODING: "bytes that do not fit the file's encoding",
    _ERRORS.ERR_UNDECLARED_ENTITY: "an entity that is not XML's own",
    _ERRORS.ERR_RESOURCE_LIMIT: "elements nested too deep, or a value that is too long",
    _ERRORS.ERR_NAME_REQUIRED: "an & or < that is not written as &amp; or &lt;",
    _ERRORS.ERR_ENTITYREF_SEMICOL_MISSING: "an & or < that is not written as &amp; or &lt;",
}
_END = re.compile(rb"</([\w.-]+:)?Message\s*>\s*$")


def check_prolog(path: Path) -> None:
    """Read what stands before the root element of the file at `path`.

    Raises DeliveryRefused for a DOCTYPE, for an encoding other than UTF-8, UTF-16, Latin 1 or 9 and
    Windows-1252, and for a file that is empty, is not XML or has no root element near its beginning.
    """
    with naming(path), path.open("rb") as file:
        text = _decoded(file.read(LARGEST_PROLOG))
    if not text.strip("\0 \t\r\n"):
        raise _refused("The file is empty.", path, "Export the return again.")
    place = 0
    while True:
        while place < len(text) and text[place] in " \t\r\n":
            place += 1
        if text.startswith("<?", place):
            place = _end_of(text, "?>", place, path)
        elif text.startswith("<!--", place):
            place = _end_of(text, "-->", place, path)
        elif text.startswith("<!", place):
            raise _refused(
                "The file has a DOCTYPE, which a census file never needs.",
                path,
                "Export it without one; nothing of it was read.",
                text.count("\n", 0, place) + 1,
            )
        elif text.startswith("<", place) and not text.startswith("\0", place + 1):  # that would be UTF-32
            break
        else:
            raise _refused("The file is not XML.", path, "Deliver the CIN census XML file.")
    declared = re.match(r"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']", text)
    if declared and declared.group(1).lower() not in ENCODINGS:
        raise _refused("The file is in an encoding that is not read.", path, "Export it in UTF-8.", 1)


class BoundedFile:
    """A binary file for the parser that ends where a single child runs past LARGEST_CHILD bytes.

    `mark` says that a child has been dealt with. taken: bytes that the parser has been given.
    is_endless: it ended there.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._since, self._last, self._at_end = file, 0, b"", False
        self.taken = 0
        self.is_endless = False

    @property
    def is_cut(self) -> bool:
        """Whether the file ended before the census did."""
        return self._at_end and not _END.search(self._last.replace(b"\0", b""))

    def mark(self) -> None:
        """Begin to count anew."""
        self._since = self.taken

    def read(self, size: int = -1) -> bytes:
        """The next bytes of the file, none at its end."""
        piece = self._file.read(size)
        self._at_end = not piece
        self.taken += len(piece)
        self._last = self._last[-256:] + piece[-256:]
        self.is_endless = self.taken - self._since > LARGEST_CHILD
        return b"" if self.is_endless else piece


def parse(file: BoundedFile) -> etree.iterparse:
    """Start and end of every Header and Child, one at a time; nothing outside the file is looked at."""
    return etree.iterparse(
        file,
        events=("start", "end"),
        tag=("{*}Header", "{*}Child"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def only_namespaces(events: etree.iterparse) -> bool:
    """Whether all that the parser complains of are namespaces, for which it does not stop."""
    return all(entry.level < etree.ErrorLevels.FATAL for entry in events.error_log)


def what_broke(
    error: etree.XMLSyntaxError, events: etree.iterparse, file: BoundedFile
) -> tuple[str, int | None]:
    """A fixed phrase and the line for a parser's error, because its own message may quote the file."""
    if file.is_endless:
        return ENDLESS, error.lineno
    entity = next((entry for entry in events.error_log if entry.type == _ERRORS.ERR_UNDECLARED_ENTITY), None)
    if entity:  # the parser goes silent there, and complains of something else at the end
        return _WHAT_BROKE[entity.type], entity.line
    code: int = error.code  # type: ignore[attr-defined]  # the stubs leave it out
    line: int | None = error.lineno or None
    if file.is_cut and code not in (_ERRORS.ERR_DOCUMENT_EMPTY, _ERRORS.ERR_DOCUMENT_END):
        return "the file breaks off", line
    return _WHAT_BROKE.get(code, "the file is not well-formed XML"), line


def _decoded(start: bytes) -> str:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return start.decode("utf-16", errors="replace")
    if start[:2] == b"<\0":
        return start.decode("utf-16-le", errors="replace")
    if start[:2] == b"\0<":
        return start.decode("utf-16-be", errors="replace")
    return start.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _end_of(text: str, mark: str, place: int, path: Path) -> int:
    end = text.find(mark, place)
    if end < 0:
        raise _refused(
            "No root element stands near the beginning of the file.", path, "Deliver the CIN census XML file."
        )
    return end + len(mark)


def _refused(what: str, path: Path, do: str, line: int | None = None) -> DeliveryRefused:
    return DeliveryRefused(what, where=f"{path.name}, line {line}" if line else path.name, do=do)
