"""The feeds that a council may deliver beside its case system: empty files to fill in, and the page about them."""

from __future__ import annotations

from pathlib import Path

from caseclock.catalogue.contracts import Column, Contract, contracts
from caseclock.settings import private_folder
from caseclock.whole_file import whole_file

FEED = "ext_"
KINDS = {
    "text": "text",
    "date": "date, YYYY-MM-DD",
    "moment": "date and time, YYYY-MM-DDTHH:MM:SS",
    "flag": "Y or N",
    "integer": "whole number",
    "decimal": "number",
    "json": "text in JSON",
    "outcome": "text in JSON",
}
BEGINNING = """# Feeds

A case system has not everything that a performance team is asked about. What it lacks may be delivered beside
it, one file a feed: as CSV, Parquet or a sheet of a workbook, in the same folder as the other tables or from a
source of its own (see [data-engineer.md](data-engineer.md)). Every feed may be left out. A measure that needs a
feed which was not delivered says "not supplied" and is never 0; the data dictionary names the tables that each
measure needs.

Files to fill in, with nothing but their header, lie in `include/sample_authority/templates/`;
`caseclock templates --out DIR` writes them again. Numbers of children, workers, teams, plans and enquiries are
those of the case system. Columns marked **key** together occur once; those marked **always** may not be empty.
Dates are days in England; a time without an offset is the time on the clock there.
`caseclock synthetic` writes an invented authority that fills every feed, as an example, with what some thirty
measures must come to beside it in `truth.csv`.

This page is made from the contracts in `expectations/contracts/`.
"""


def feeds() -> list[Contract]:
    """The contracts of all feeds, in the order of their names."""
    return [contract for name, contract in contracts().items() if name.startswith(FEED)]


def template(contract: Contract) -> str:
    """The CSV file of a feed that holds its header and no row."""
    return ",".join(contract.column_names) + "\n"


def write_templates(folder: Path) -> list[Path]:
    """Write `<table>.csv` for every feed into `folder`, which is made when it is missing; returns the paths.

    A template that is there is replaced, other files stay. Raises ConfigurationError when `folder` cannot
    be written to.
    """
    private_folder(folder)
    written = []
    for contract in feeds():
        path = folder / f"{contract.table}.csv"
        with whole_file(path, "The template") as file:
            file.write(template(contract).encode())
        written.append(path)
    return written


def feeds_page() -> str:
    """docs/feeds.md: a section for each feed with a table of its columns."""
    return BEGINNING + "".join(_section(contract) for contract in feeds())


def _section(contract: Contract) -> str:
    rows = "".join(
        f"| `{column.name}` | {_kind(column)} | {_marks(contract, column)} | {column.meaning} |\n"
        for column in contract.columns
    )
    return (
        f"\n## {contract.table}\n\n{contract.title}.\n\n"
        f"| Column | What it holds | | Meaning |\n| --- | --- | --- | --- |\n{rows}"
    )


def _kind(column: Column) -> str:
    if column.codes:
        return "one of " + ", ".join(f"`{code}`" for code in column.codes)
    if column.references:
        return f"number in `{column.references.split('.')[0]}`"
    if column.max_length:
        return f"{KINDS[column.type]}, up to {column.max_length} characters"
    return KINDS[column.type]


def _marks(contract: Contract, column: Column) -> str:
    marks = [
        name for name, holds in (("key", column.name in contract.key), ("always", column.not_null)) if holds
    ]
    return ", ".join(marks)
