"""The encodings that text files may be declared in, and which one a file looks like."""

from __future__ import annotations

from pathlib import Path

ENCODINGS = frozenset(
    {"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "windows-1252", "latin-1"}
)
"""What `encoding` of a source may say. utf-8-sig is UTF-8 with or without its mark at the start."""

_MARKS = (
    (b"\xef\xbb\xbf", "UTF-8"),
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def looks_like(path: Path) -> str:
    """A person's name for the encoding that the first megabyte of a file looks like.

    Only said in a refusal, so that a person can declare it; no file is read by this guess.
    """
    with path.open("rb") as file:
        start = file.read(1 << 20)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if start.count(b"\0") > len(start) // 4:
        return "UTF-16"
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(start) - 4:
            return "Windows-1252"
        return "UTF-8 that was cut off"
    return "UTF-8"
