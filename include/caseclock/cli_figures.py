"""The command that writes figures for an audience."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseclock.cli_options import AuthorityName


def figures(
    authority: AuthorityName,
    out: Annotated[Path, typer.Option("--out", readable=False, help="CSV file to write.")],
    audience: Annotated[str, typer.Option("--audience", help="public, partnership or internal.")] = "public",
    rounding: Annotated[
        str | None,
        typer.Option("--round", help="none, 5 or 10; by default 5 for the public and none for the others."),
    ] = None,
) -> None:
    """Write the figures of the last publication for an audience, with small numbers marked c."""
    from caseclock.disclosure.figures_file import write_figures
    from caseclock.disclosure.policy import policy_for

    write_figures(authority, policy_for(audience, rounding), out, say=typer.echo)
