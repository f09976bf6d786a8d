"""The commands for the statutory returns: checking one, rehearsing one, writing one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseclock.cli_options import SYSTEM, AuthorityName, day
from caseclock.errors import ConfigurationError

RETURNS = ("ssd", "cin-census", "ssda903", "annex-a")


def validate(
    return_name: Annotated[str, typer.Argument(metavar="RETURN", help=", ".join(RETURNS))],
    path: Annotated[
        Path, typer.Argument(readable=False, help="A folder of tables, a workbook, or a census file.")
    ],
    findings: Annotated[
        Path, typer.Option("--findings", readable=False, help="CSV file to write the findings to.")
    ],
    previous: Annotated[
        Path | None, typer.Option("--previous", readable=False, help="Last year's return.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", help="Collection year, named by the year it ends in.")
    ] = None,
    system: Annotated[str | None, typer.Option(help=SYSTEM)] = None,
) -> None:
    """Check a delivery by the rules of a return, without a warehouse.

    Leaves with 0 when nothing of severity error was found, 1 when something was, 2 when nothing was
    found but rules did not run.
    """
    from caseclock.returns import validating

    _known_return(return_name)
    raise typer.Exit(validating.validate(return_name, path, findings, previous, year, system, say=typer.echo))


def rehearse(
    return_name: Annotated[str, typer.Argument(metavar="RETURN", help="cin-census")],
    authority: AuthorityName,
    year: Annotated[
        int | None,
        typer.Option(
            "--year", help="Collection year, by the year it ends in; by default the one being prepared."
        ),
    ] = None,
    as_at: Annotated[
        str | None,
        typer.Option("--as-at", help="A day whose delivery is held, YYYY-MM-DD; by default the latest."),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option("--previous", readable=False, help="Last year's return, to compare the totals with."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Publish nothing; no warehouse is needed.")
    ] = False,
) -> None:
    """Make a return of a delivery that is held, run its rules and write its report."""
    from caseclock import by_hand

    _known_return(return_name)
    wanted = day(as_at, "--as-at") if as_at else None
    by_hand.rehearse(return_name, authority, year, wanted, previous, dry_run, say=typer.echo)


def export(
    return_name: Annotated[str, typer.Argument(metavar="RETURN", help=", ".join(RETURNS))],
    authority: AuthorityName,
    year: Annotated[int, typer.Option("--year", help="Collection year, named by the year it ends in.")],
    out: Annotated[Path, typer.Option("--out", readable=False, help="File to write.")],
    despite_errors: Annotated[
        bool, typer.Option("--despite-errors", help="Write although errors are open.")
    ] = False,
) -> None:
    """Write a statutory return, as last published, in the department's form (cin-census)."""
    from caseclock.returns import exporting

    _known_return(return_name)
    exporting.export(return_name, authority, year, out, despite_errors, say=typer.echo)


def _known_return(name: str) -> None:
    if name not in RETURNS:
        raise ConfigurationError(
            f"There is no return {name}.", where=name, do=f"Known are {', '.join(RETURNS)}."
        )
