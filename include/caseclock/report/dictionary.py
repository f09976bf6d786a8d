"""The data dictionary: what each measure, view, rule and delivered column means, as a page and as a workbook."""

from __future__ import annotations

from pathlib import Path

from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.rules import return_names, rules
from caseclock.report.dictionary_book import write_book
from caseclock.report.dictionary_entries import (
    asked,
    from_where,
    measure_entries,
    view_entries,
    written,
    years,
)
from caseclock.report.pages import write_page


def write_dictionary(out: Path) -> Path:
    """Write the dictionary of everything declared to `out`, and beside it as a workbook; returns `out`.

    Both are 0600 and hold definitions only. The workbook has the page's name and ends in .xlsx. Raises
    ConfigurationError when a declaration cannot be read, StorageFull when there is no room.
    """
    entries, shown = measure_entries(), view_entries()
    found = {name: rules(name) for name in return_names()}
    tables = sorted(contracts().values(), key=lambda contract: contract.table)
    book = write_book(out.with_suffix(".xlsx"), entries, shown, found, tables)
    return write_page(
        "dictionary.html.j2",
        out,
        {
            "measures": entries,
            "views": shown,
            "rules": found,
            "contracts": tables,
            "years": years,
            "asked": asked,
            "from_where": from_where,
            "written": written,
            "book": book.name,
        },
    )
