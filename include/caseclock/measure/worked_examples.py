"""Worked examples: tiny histories put through the very SQL of the night, and what it says of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from caseclock import work
from caseclock.catalogue.calendar import FIRST_DAY, LAST_DAY
from caseclock.catalogue.measures import Measure, measures
from caseclock.errors import ConfigurationError, DeliveryRefused
from caseclock.load.night_facts import LONDON
from caseclock.measure.core import build_core
from caseclock.measure.example_answers import answers
from caseclock.measure.example_rows import empty_night, put_input, write, writers
from caseclock.measure.ledger import run_clocks, run_measures

COLUMNS = ("case_id", "measure_id", "inputs", "as_of")
NO_DATE = date(2040, 12, 31)
"""Stands for an empty as_of: no stop is in the future, and the calendar ends here."""

ALSO_READ = ("from dim_date inner join child_of",)
"""What judging and answering read besides the SELECTs of the measures."""

Settings = tuple[tuple[str, str], ...]

NOT_BUILT = "not_built"
"""The verdict on an example whose measure this version does not have."""


@dataclass(frozen=True)
class Example:
    """One case: its id, the measure asked, the inputs by name, and the as-at date.

    until: the moment to which clocks in hours are counted; the end of as_of when it is None.
    """

    case_id: str
    measure_id: str
    inputs: dict[str, Any]
    as_of: date
    until: datetime | None = None


@dataclass(frozen=True)
class Verdict:
    """What the SQL says: value in the measure's unit or None, due date or None, and the verdict."""

    case_id: str
    value: float | None
    due: date | None
    verdict: str


def read_examples(path: Path) -> list[Example]:
    """Read a file of worked examples (domain format: case_id, measure_id, inputs as JSON, as_of).

    Raises DeliveryRefused, with the row, for a file that is not CSV in UTF-8, a missing or doubled column,
    a row with more or fewer fields than the header, inputs that are not a JSON object, or an as_of that is
    not a date of the calendar.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            names = list(reader.fieldnames or [])
            for name in COLUMNS:
                if names.count(name) != 1:
                    raise DeliveryRefused(
                        f"The file has {'two columns' if name in names else 'no column'} {name}.",
                        where=path.name,
                        do=f"Give it the columns {', '.join(COLUMNS)}.",
                    )
            return [_example(row, path.name, number) for number, row in enumerate(reader, start=1)]
    except (UnicodeDecodeError, csv.Error):
        raise DeliveryRefused(
            "This is not CSV in UTF-8, or a field of it is too long.",
            where=path.name,
            do="Save it as CSV UTF-8, with commas, and with quotation marks around the inputs.",
        ) from None


def _example(row: dict[str | None, Any], file: str, number: int) -> Example:
    try:
        if None in row or any(row[name] is None for name in COLUMNS):  # fields too many, or too few
            raise ValueError
        inputs = json.loads(row["inputs"] or "{}")
        until = _as_of_time(inputs)
        as_of = date.fromisoformat(row["as_of"][:10]) if row["as_of"] else NO_DATE
        if until:
            as_of = until.astimezone(LONDON).date()
            until = until if "T" in str(inputs["as_of_time"]) or " " in str(inputs["as_of_time"]) else None
        if not isinstance(inputs, dict) or not FIRST_DAY <= as_of <= LAST_DAY:
            raise ValueError
        json.dumps(inputs, ensure_ascii=False).encode()  # half a character, written as \ud800, is no text
    except (ValueError, TypeError, OverflowError, RecursionError):
        raise DeliveryRefused(
            "The row has fields too many or too few, its inputs are not a JSON object, or its as_of is not"
            f" a date from {FIRST_DAY} to {LAST_DAY}.",
            where=f"{file}, row {number}",
            do="Correct that row.",
        ) from None
    return Example(row["case_id"], row["measure_id"], inputs, as_of, until)


def _as_of_time(inputs: object) -> datetime | None:
    """The moment that stands in for as_of; without an offset it is London time, the first of a doubled hour."""
    said = inputs.get("as_of_time") if isinstance(inputs, dict) else None
    if not said:
        return None
    moment = datetime.fromisoformat(str(said))
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON, fold=0)


def answer(cases: Path, out: Path) -> tuple[int, list[str]]:
    """Judge the file of examples `cases` and write case_id, value, due, verdict to `out`.

    A whole number is written without decimals; what has no value or due date is left empty. An example of
    a measure that is not built yet gets the verdict `not_built`. Returns how many were answered, and which
    measures are not built. Raises what `read_examples` and `judge` raise.
    """
    asked = read_examples(cases)
    built = writers()
    known = [number for number, example in enumerate(asked) if example.measure_id in built]
    answered = dict(zip(known, judge(asked[number] for number in known), strict=True))
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("case_id", "value", "due", "verdict"))
        for number, example in enumerate(asked):
            verdict = answered.get(number, Verdict(example.case_id, None, None, NOT_BUILT))
            value = "" if verdict.value is None else f"{verdict.value:.10g}"
            writer.writerow((verdict.case_id, value, verdict.due or "", verdict.verdict))
    return len(answered), sorted({example.measure_id for example in asked} - set(built))


def judge(examples: Iterable[Example]) -> list[Verdict]:
    """The verdict of each example, in the order given.

    Examples of one as-at date and of the same settings share one database, each as a child of its own. Raises
    ConfigurationError for a measure that has no way to write its examples as rows.
    """
    asked = list(examples)
    built = writers()
    for example in asked:
        if example.measure_id not in built:
            raise ConfigurationError(
                f"No worked examples can be written for {example.measure_id}.",
                where=example.case_id,
                do=f"Known are {', '.join(sorted(built))}.",
            )
    verdicts: dict[int, Verdict] = {}
    groups: dict[tuple[date, datetime | None, Settings], list[tuple[int, Example]]] = {}
    for number, each in enumerate(asked):
        groups.setdefault((each.as_of, each.until, _settings(each, built)), []).append((number, each))
    for (as_of, until, settings), group in groups.items():
        verdicts |= _judge_at(as_of, until, settings, group, built)
    return [verdicts[number] for number in range(len(asked))]


def _settings(example: Example, built: dict[str, dict[str, Any]]) -> Settings:
    """The council's settings that an example's inputs stand for."""
    named: dict[str, str] = built[example.measure_id].get("settings", {})
    given = {name: example.inputs.get(key) for name, key in named.items()}
    return tuple(
        (name, str(value).lower()) for name, value in sorted(given.items()) if value not in (None, "")
    )


def _judge_at(
    as_of: date,
    until: datetime | None,
    settings: Settings,
    group: list[tuple[int, Example]],
    built: dict[str, dict[str, Any]],
) -> dict[int, Verdict]:
    asked = {example.measure_id for _, example in group}
    declared = [measure for measure in measures() if measure.id in asked]
    named = dict(group)
    verdicts: dict[int, Verdict] = {}
    connection = work.connect()
    try:
        empty_night(connection, as_of, until)
        for name, value in settings:
            connection.execute("insert into main.setting (name, value) values (?, ?)", [name, value])
        for measure in declared:
            write(connection, measure.id, _cases(group, measure), built[measure.id])
        build_core(connection, [*(measure.select for measure in declared), *ALSO_READ])
        run_measures(connection, declared)
        run_clocks(connection)
        for measure in declared:
            put_input(connection, _cases(group, measure))
            for number, answer in answers(connection, measure, built[measure.id]).items():
                verdicts[number] = Verdict(named[number].case_id, *answer)
    finally:
        connection.close()
    return verdicts


def _cases(group: list[tuple[int, Example]], measure: Measure) -> list[tuple[int, Example]]:
    return [(number, example) for number, example in group if example.measure_id == measure.id]
