"""A figure in words, by its own kind and unit, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from caseclock.report import wording
from caseclock.report.figures import Definition, Figure


@dataclass(frozen=True)
class Cell:
    """One figure in a table: the figure, what it is made of, and whether that is few cases.

    unit is what follows the figure where it stands alone; empty for percentages and numbers.
    """

    text: str
    made_of: str
    small: bool
    unit: str = ""


def cell(figure: Figure | None, definition: Definition) -> Cell:
    """A figure as it is shown; one that is not there is 0 for a count and a dash for all else."""
    if figure is None:
        return Cell("0" if definition.is_count else "–", "", False)
    return Cell(
        value_text(figure.value, definition),
        made_of(figure, definition),
        is_small(figure, definition),
        unit(definition),
    )


def words(figure: Figure, definition: Definition) -> str:
    """A figure inside a sentence, with its unit and what it is made of."""
    shown = cell(figure, definition)
    text = f"{shown.text} {shown.unit}".strip()
    return f"{text} ({shown.made_of})" if shown.made_of else text


def value_text(value: Decimal | float | None, definition: Definition) -> str:
    """A value alone: 79.7% for a proportion, 1,215 for a count, 14.4 for all else; a dash for none."""
    if value is None:
        return "–"
    if definition.is_percentage:
        return wording.percent(value)
    number = Decimal(str(value))
    if definition.is_count:
        return wording.amount(number)
    step = Decimal(1).scaleb(-definition.decimals)
    return f"{number.quantize(step, ROUND_HALF_UP):,}"


def unit(definition: Definition) -> str:
    """What a mean, a median or a ratio is measured in; empty for percentages and numbers."""
    if definition.is_percentage or definition.is_count:
        return ""
    return (definition.unit or "").replace("_", " ")


def axis(definition: Definition) -> str:
    """What a line of the measure shows, for the caption of its chart."""
    if definition.is_percentage:
        return "percentage"
    if definition.figure == "children":
        return "children"
    return unit(definition) or "number"


def made_of(figure: Figure, definition: Definition) -> str:
    """The counts that a figure stands on; empty for a plain count."""
    above, below = figure.numerator, figure.denominator
    if below is None or definition.figure == "count":
        return ""
    if definition.figure == "children":
        return f"in {wording.amount(below)} {'record' if below == 1 else 'records'}"
    if definition.figure in ("mean", "median"):
        return f"{definition.figure} of {wording.amount(below)}"
    joint = "over" if definition.figure == "ratio" else "of"
    return f"{wording.amount(above or 0)} {joint} {wording.amount(below)}"


def is_small(figure: Figure | None, definition: Definition) -> bool:
    """Whether a figure stands on so few cases that one of them moves it far."""
    if figure is None or definition.is_count or definition.figure == "ratio":
        return False
    return 0 < (figure.denominator or 0) < wording.SMALL_DENOMINATOR
