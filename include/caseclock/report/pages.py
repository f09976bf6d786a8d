"""Pages written whole: one file, nothing loaded from anywhere, readable by its owner only."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from caseclock.report import wording
from caseclock.settings import private_folder
from caseclock.whole_file import whole_file


def write_page(template: str, out: Path, values: dict[str, Any]) -> Path:
    """Fill a template of this package and put the page at `out` in one move; returns `out`.

    All text is escaped. The file is 0600. StorageFull when there is no room.
    """
    return write_text(out, _templates().get_template(template).render(values))


def write_text(out: Path, text: str) -> Path:
    """Put `text` at `out` whole or not at all, 0600, making private folders where they are missing."""
    private_folder(out.parent)
    with whole_file(out, "The page") as file:
        file.write(text.encode("utf-8"))
    return out


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        count=wording.count,
        percent=wording.percent,
        day=wording.day,
        month=wording.month,
        slug=slug,
        amount=wording.amount,
    )
    environment.globals.update(plural=wording.plural, of=wording.of, share=wording.share)
    environment.tests["date"] = lambda value: isinstance(value, date)
    return environment


def slug(text: str) -> str:
    """Text as the anchor of a heading: letters, digits and hyphens."""
    return "".join(letter if letter.isalnum() else "-" for letter in text.lower()).strip("-")
