"""How the text of a column becomes its contract's type: one SQL expression, and what it means to fail."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from caseclock.catalogue.contracts import Column, Contract
from caseclock.catalogue.systems import DateFormat, System, flag_spellings

SQL_TYPES = {
    "text": "varchar",
    "date": "date",
    "moment": "timestamptz",
    "flag": "varchar",
    "integer": "bigint",
    "decimal": "decimal(18, 4)",
    "outcome": "varchar",
    "json": "varchar",
}
"""DuckDB's type of each type that a contract knows."""

_CLOCK = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?"
_MACROS = (
    # Blanks, tabs, line ends and the blank of web pages and Word (160) are cut from both ends. Naming
    # the characters makes `trim` ten times slower, so it is done only where one of them occurs.
    """trimmed(said) as nullif(case
        when contains(said, chr(160)) or contains(said, chr(9)) or contains(said, chr(10)) or contains(said, chr(13))
            then trim(said, ' ' || chr(9) || chr(10) || chr(13) || chr(160))
        else trim(said) end, '')""",
    # A wall clock in London as a point in time. Of the hour that comes twice in October the first one is
    # meant, where DuckDB takes the second.
    """london(wall) as case
        when month(wall) = 10 and day(wall) >= 25 and hour(wall) = 1
            and timezone('Europe/London', timezone('Europe/London', wall) - interval 1 hour) = wall
            then timezone('Europe/London', wall) - interval 1 hour
        else timezone('Europe/London', wall) end""",
    r"""iso_day(said) as case when regexp_full_match(said, '(1[89]|[2-9]\d)\d\d-\d\d-\d\d')
        then try_cast(said as date) end""",
    rf"""iso_wall(said) as case when regexp_full_match(said, '(1[89]|[2-9]\d)\d\d-\d\d-\d\d([ T]{_CLOCK})?')
        then try_cast(said as timestamp) end""",
    rf"""iso_offset(said) as case
        when regexp_full_match(said, '(1[89]|[2-9]\d)\d\d-\d\d-\d\d[ T]{_CLOCK} ?(Z|[+-]\d\d(:?\d\d)?)')
        then try_cast(regexp_replace(said, ' (Z|[+-])', '\1') as timestamptz) end""",
    rf"""day_first_wall(said) as case
        when regexp_full_match(said, '\d\d/\d\d/(1[89]|[2-9]\d)\d\d([ T]{_CLOCK})?')
        then try_cast(said[7:10] || '-' || said[4:5] || '-' || said[1:2] || said[11:] as timestamp) end""",
    """iso_date(said) as case when length(said) = 10 then iso_day(said)
        else coalesce(cast(iso_wall(said) as date), cast(timezone('Europe/London', iso_offset(said)) as date)) end""",
    "day_first_date(said) as cast(day_first_wall(said) as date)",
    "iso_moment(said) as coalesce(london(iso_wall(said)), iso_offset(said))",
    "day_first_moment(said) as london(day_first_wall(said))",
    r"""whole_number(said) as case when regexp_full_match(said, '[+-]?\d{1,18}') then try_cast(said as bigint) end""",
    # More than nine digits before the point is nobody's hours, days or target, and their sums would not fit.
    r"""any_number(said) as case when regexp_full_match(said, '[+-]?\d{1,9}(\.\d+)?')
        then try_cast(said as decimal(18, 4)) end""",
    r"""whole_id(said) as case when not regexp_full_match(said, '\d(\.\d+)?[eE]\+?\d+') then said end""",
)


@dataclass(frozen=True)
class Reading:
    """How one column is read from the table of trimmed text.

    value: the typed expression. unread: why a text that gives no value was not read, None when every
    text can be read. placeholder: a condition on the text that means it was put there for nothing.
    empty: a condition that a text which gives no value need not be told of.
    """

    column: Column
    value: str
    unread: str | None
    placeholder: str
    empty: str


def define_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the reading functions of this module known to a connection, for as long as it lives."""
    for macro in _MACROS:
        connection.execute(f"create or replace temp macro {macro}")


def reading_of(contract: Contract, column: Column, system: System, iso: bool) -> Reading:
    """How a system's text becomes this column.

    iso: the column was typed where it came from, so ISO text is read too. An outcome's value is in the
    table that outcomes.py makes for its column.
    """
    name = f'"{column.name}"'
    placeholder = _in(
        name, [*system.placeholder_texts, *(system.none_ids if is_id(contract, column) else ())]
    )
    if column.type in ("date", "moment"):
        placeholder = f"{placeholder} or {_in(f'left({name}, 10)', _written(system.placeholder_dates))}"
    said = f"case when not ({placeholder}) then {name} end"
    if column.type in ("date", "moment"):
        form = system.date_format(contract.table, column.name)
        return Reading(
            column, _dated(column.type, form, said, iso), _NOT_A_DATE[form], placeholder, placeholder
        )
    if column.type == "flag":
        unknown = _in(f"lower({name})", [text for text, value in flag_spellings().items() if value is None])
        empty = f"{placeholder} or {unknown}"
        return Reading(column, _flag(said), "not a known spelling of yes or no", placeholder, empty)
    if column.type == "integer":
        return Reading(column, f"whole_number({said})", "not a whole number", placeholder, placeholder)
    if column.type == "decimal":
        return Reading(
            column, f"any_number({said})", "not a number, or too large a one", placeholder, placeholder
        )
    if column.type == "outcome":
        return Reading(column, f"outcome_{column.name}.canonical", None, placeholder, placeholder)
    if is_id(contract, column):
        why = "a number that a spreadsheet has shortened"
        return Reading(column, f"whole_id({said})", why, placeholder, placeholder)
    return Reading(column, said, None, placeholder, placeholder)


def is_id(contract: Contract, column: Column) -> bool:
    """Whether a column holds a number or code that names a record, a person, a worker or a team."""
    return column.type == "text" and (
        column.name in contract.key
        or column.name == contract.child
        or column.references is not None
        or column.name.endswith("_id")
    )


_NOT_A_DATE = {"iso": "not a date in the form YYYY-MM-DD", "day_first": "not a date in the form DD/MM/YYYY"}


def _dated(kind: str, form: DateFormat, said: str, iso: bool) -> str:
    read = f"{form}_{kind}({said})"
    return read if form == "iso" or not iso else f"coalesce({read}, iso_{kind}({said}))"


def _written(days: tuple[str, ...]) -> list[str]:
    """Days in both forms in which a date can be written."""
    return [text for day in days for text in (day, "/".join(reversed(day.split("-"))))]


def _flag(said: str) -> str:
    meanings = flag_spellings()
    yes = _in(f"lower({said})", [text for text, value in meanings.items() if value == "Y"])
    no = _in(f"lower({said})", [text for text, value in meanings.items() if value == "N"])
    return f"case when {yes} then 'Y' when {no} then 'N' end"


def _in(expression: str, texts: list[str] | tuple[str, ...]) -> str:
    if not texts:
        return "false"
    listed = ", ".join("'" + text.replace("'", "''") + "'" for text in texts)
    return f"{expression} in ({listed})"
