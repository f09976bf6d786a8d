"""What several commands take alike."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from caseclock.errors import ConfigurationError

AuthorityName = Annotated[
    str, typer.Option("--authority", help="The authority's short name, such as sample.")
]
SYSTEM = "liquidlogic, mosaic, eclipse or plain; by default what the delivery's manifest says, else plain."


def day(text: str, option: str) -> date:
    """The date that an option gives; ConfigurationError names the option when it gives none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(
            f"{option} is not a date.", where=option, do="Write it as YYYY-MM-DD, such as 2026-03-31."
        ) from None
