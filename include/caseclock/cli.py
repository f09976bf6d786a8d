"""The command line. Each command imports what it needs when it runs, so that help is quick."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from caseclock import cli_figures, cli_returns, stopping
from caseclock.cli_options import SYSTEM, AuthorityName, day
from caseclock.errors import CaseclockError, of_file

UNEXPECTED = 30

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
warehouse_app = typer.Typer(
    no_args_is_help=True, help="The warehouse's own server, its address and its checksum."
)
authority_app = typer.Typer(no_args_is_help=True, help="The authorities that the warehouse holds.")
app.command()(cli_returns.validate)
app.command()(cli_returns.rehearse)
app.command()(cli_returns.export)
app.command()(cli_figures.figures)
app.add_typer(warehouse_app, name="warehouse")
app.add_typer(authority_app, name="authority")


def main() -> NoReturn:
    """Run a command; every failure is one clear message and an exit code, never a traceback."""
    stopping.listen()
    os.umask(0o077)  # whatever a command writes may hold a child's record
    try:
        code = app(standalone_mode=False)
        _leave(code if isinstance(code, int) else 0)
    except typer.Exit as left:
        _leave(left.exit_code)
    except stopping.Stopped as told:
        _stopped(told.exit_code)
    except BrokenPipeError:
        # Whoever read along has gone; nothing more can be said, also not by Python as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception as error:
        if code := stopping.asked():  # a library made another error of it
            _stopped(code)
        if isinstance(error, OSError):
            error = of_file(error)
        if isinstance(error, CaseclockError):
            _complain(error)
            _leave(error.exit_code)
        _usage_or_unexpected(error)


def _complain(error: CaseclockError) -> None:
    typer.echo(f"caseclock: {error.what}", err=True)
    if error.where:
        typer.echo(f"  where: {error.where}", err=True)
    if error.do:
        typer.echo(f"  do:    {error.do}", err=True)


def _usage_or_unexpected(error: Exception) -> NoReturn:
    show = getattr(error, "show", None)
    if show is not None:  # a wrong option or argument, which typer explains itself
        show()
        _leave(int(getattr(error, "exit_code", 2)))
    # The text of an unexpected error may quote a child's record, so only its kind and place are told.
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = (
        f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}"
        if trace
        else "unknown place"
    )
    typer.echo(f"caseclock: something unexpected went wrong ({type(error).__name__}; {place}).", err=True)
    typer.echo("  do:    Nothing was published. Report this line.", err=True)
    _leave(UNEXPECTED)


def _leave(code: int) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.flush()
    sys.exit(code)


def _stopped(code: int) -> NoReturn:
    typer.echo("Told to stop; what was not yet published was not.", err=True)
    _leave(code)


@app.command()
def synthetic(
    out: Annotated[Path, typer.Option(readable=False, help="Folder to write to; made when it is missing.")],
    to: Annotated[str, typer.Option(help="Last day of the histories, YYYY-MM-DD.")],
    children: Annotated[int, typer.Option(min=1, help="Children with records.")] = 2000,
    years: Annotated[int, typer.Option(min=1, max=20, help="Years of history up to --to.")] = 3,
    seed: Annotated[int, typer.Option(help="The same seed writes the same files.")] = 1,
    system: Annotated[str, typer.Option(help="liquidlogic, mosaic, eclipse or plain.")] = "plain",
    faults: Annotated[
        float, typer.Option(min=0, max=0.2, help="Share of records with a planted fault.")
    ] = 0.0,
) -> None:
    """Write an invented authority's extract, with an answer key for what is wrong in it."""
    from caseclock.synthetic import generate

    made = generate(children, years, day(to, "--to"), seed, system, faults, out)
    planted = sum(made.planted.values())
    typer.echo(f"{made.total_rows:,} rows in {len(made.rows)} tables, {planted:,} faults planted: {out}")


@app.command()
def templates(
    out: Annotated[Path, typer.Option(readable=False, help="Folder to write to; made when it is missing.")],
) -> None:
    """Write an empty CSV file, with its header, for every feed that a council may deliver."""
    from caseclock.catalogue.feed_templates import write_templates

    typer.echo(f"{len(write_templates(out))} templates: {out}")


@app.command()
def nightly(
    source: Annotated[
        str, typer.Argument(help="A configured source, a folder of SSD tables, or a CIN census file.")
    ],
    authority: AuthorityName,
    as_at: Annotated[str, typer.Option("--as-at", help="The last full day the extract covers, YYYY-MM-DD.")],
    system: Annotated[str | None, typer.Option(help=SYSTEM)] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Stop at the gate; no warehouse is needed.")
    ] = False,
) -> None:
    """Run one night without Airflow: extract, load, check, gate, core, measure, publish, report."""
    from caseclock import by_hand

    by_hand.run(source, authority, day(as_at, "--as-at"), system, dry_run, say=typer.echo)


@app.command()
def clocks(
    cases: Annotated[
        Path, typer.Argument(readable=False, help="Worked examples: case_id, measure_id, inputs, as_of.")
    ],
    out: Annotated[
        Path, typer.Option("--out", readable=False, help="CSV file for case_id, value, due, verdict.")
    ],
) -> None:
    """Put worked examples through the same SQL as the night."""
    from caseclock.measure.worked_examples import answer

    answered, not_built = answer(cases, out)
    typer.echo(f"{answered} examples answered in {out}")
    if not_built:
        typer.echo(f"Not built yet, so their verdict is not_built: {', '.join(not_built)}", err=True)


@app.command()
def sql(statement: Annotated[str, typer.Argument(help="A SELECT on the reporting views.")]) -> None:
    """Ask the warehouse as the reader does: the reporting views only, read-only."""
    from caseclock.report.tables import text_table
    from caseclock.warehouse.reader import query

    columns, rows = query(statement)
    typer.echo(text_table(columns, rows))


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1 for the pages.")] = 8080,
) -> None:
    """Start Airflow with its scheduler and pages, and stop it cleanly with Ctrl-C."""
    from caseclock import services

    raise typer.Exit(services.serve(port))


@warehouse_app.command("start")
def warehouse_start() -> None:
    """Start the warehouse's server, or say that it runs."""
    from caseclock.warehouse import server

    server.ensure_running()
    typer.echo("The warehouse is running. `caseclock warehouse url` prints its address.")


@warehouse_app.command("stop")
def warehouse_stop() -> None:
    """Stop the warehouse's own server."""
    from caseclock.warehouse import server

    server.stop()
    typer.echo("The warehouse is stopped.")


@warehouse_app.command("url")
def warehouse_url() -> None:
    """Print the reader's address, with its password, for Power BI, Excel or psql."""
    from caseclock.warehouse import server

    server.ensure_running()
    typer.echo(server.url("reader"))


@warehouse_app.command("checksum")
def warehouse_checksum() -> None:
    """Print one line that is equal for equal warehouses, whatever the run ids, times and row numbers."""
    from caseclock.warehouse import checksum, server

    typer.echo(checksum.checksum(server.ensure_running()))


@authority_app.command("add")
def authority_add(name: str) -> None:
    """Make room for an authority in the warehouse; needs the owner's rights."""
    from caseclock.warehouse import authorities

    authorities.add_authority(name)
    typer.echo(f"{name} can be published.")


@authority_app.command("list")
def authority_list() -> None:
    """List the authorities that the warehouse holds."""
    from caseclock.warehouse import authorities

    for name in authorities.authorities():
        typer.echo(name)


if __name__ == "__main__":
    main()
