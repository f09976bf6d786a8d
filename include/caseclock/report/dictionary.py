"""The data dictionary: what each measure, rule and table means, from their own declarations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from caseclock.catalogue.contracts import Contract, contracts
from caseclock.catalogue.measures import measures
from caseclock.catalogue.rules import Rule, return_names, rules
from caseclock.report import wording
from caseclock.report.pages import write_page


@dataclass(frozen=True)
class MeasureEntry:
    """One measure as the dictionary shows it."""

    id: str
    title: str
    kind: str
    limit: str
    standard: str
    better: str
    version: int
    effective_from: str
    needs: tuple[str, ...]
    source: str
    select: str


def write_dictionary(out: Path) -> Path:
    """Write the dictionary of everything declared to `out` (0600) and return it.

    It holds definitions only. Raises ConfigurationError when a declaration cannot be read.
    """
    local = contracts()
    return write_page(
        "dictionary.html.j2",
        out,
        {
            "measures": measure_entries(),
            "rules": {name: rules(name) for name in return_names()},
            "contracts": sorted(local.values(), key=lambda contract: contract.table),
            "years": years,
            "asked": asked,
        },
    )


def measure_entries() -> list[MeasureEntry]:
    """Every clock and measure, in the order of their ids."""
    return [
        MeasureEntry(
            id=each.id,
            title=each.title,
            kind=each.kind,
            limit=wording.unit(each.unit, each.limit),
            standard=each.header.standard,
            better=each.header.better,
            version=each.version,
            effective_from=wording.day(each.header.effective_from),
            needs=tuple(each.header.needs),
            source=each.source,
            select=each.select,
        )
        for each in measures()
    ]


def years(rule: Rule) -> str:
    """The collection years in which a rule is in force, in words."""
    first = str(rule.first_year) if rule.first_year else ""
    if first and (rule.years_assumed or rule.provisional):
        first += " (provisional)" if rule.provisional else " (assumed)"
    if first and rule.last_year:
        return f"{first} to {rule.last_year}"
    if rule.last_year:
        return f"until {rule.last_year}"
    return f"from {first}" if first else "every year"


def asked(contract: Contract) -> str:
    """Whether a table has to be delivered."""
    if not contract.required:
        return "optional"
    return "required, may be empty" if contract.may_be_empty else "required, with rows"
