"""A synthetic authority, as a folder of files that a night can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from caseclock.catalogue.systems import System
from caseclock.catalogue.systems import system as system_called
from caseclock.errors import ConfigurationError
from caseclock.synthetic import faults_in_cases, faults_in_feeds, faults_in_plans, write
from caseclock.synthetic.flavour import COLUMN_NAMES, NOT_RECORDED, id_texts, in_flavour
from caseclock.synthetic.planting import Ground, Planted
from caseclock.synthetic.records import records
from caseclock.synthetic.table import Tables, size_of
from caseclock.synthetic.truth import COLUMNS
from caseclock.synthetic.truth_file import truth
from caseclock.synthetic.window import window

SHARED_IDS = ("mosaic",)
"""Systems in which one id of a contact, an enquiry or a conference covers a group of children."""
FIRST_YEAR, LAST_END = 2004, date(2040, 1, 1)
"""First year of a window, and the last day it may end on: the calendar runs from 2000 to 2040, and
some cases are years old when the window opens."""
MOST_YEARS, LARGEST_SHARE = 20, 0.2
EXTRACT_HOUR = "01:10:00"


@dataclass(frozen=True)
class Summary:
    """What was written: the folder, rows by table, and planted records by rule."""

    folder: Path
    system: str
    as_at: date
    rows: Mapping[str, int]
    planted: Mapping[str, int]

    @property
    def total_rows(self) -> int:
        """Rows of all tables together."""
        return sum(self.rows.values())


def generate(
    children: int, years: int, to: date, seed: int, system: str, faults: float, out: Path
) -> Summary:
    """Write a synthetic authority into the folder `out`, in place of an earlier one there.

    children: number of children with records. years: whole years of history that end on `to`, which
    is the as-at date. seed: the same arguments give the same files, byte for byte. system: the case
    system whose spellings are used. faults: share, 0 to 0.2, of the records of each kind that are
    broken on purpose; at least one of each kind where it is above 0 and there is a record to break.

    Raises ConfigurationError when an argument cannot be used, or `out` holds other things.
    """
    made_for = system_called(system)
    _check(children, years, to, seed, faults)
    period = window(years, to)
    part = write.new_folder(out)
    tables = records(children, period, seed, shared_ids=made_for.name in SHARED_IDS)
    ground = Ground(
        tables=tables,
        window=period,
        share=faults,
        rng=np.random.default_rng([seed, 1]),
        outcomes_of_contacts="ssd_contacts" not in NOT_RECORDED.get(made_for.name, {}),
    )
    if faults > 0:
        faults_in_plans.plant_by_leaving_out(ground)
        faults_in_feeds.plant(ground)
        faults_in_plans.plant(ground)
        faults_in_cases.plant(ground)
    _write_tables(part, ground, made_for)
    rows = {table: size_of(columns) for table, columns in sorted(ground.tables.items())}
    extracted_at = f"{to + timedelta(days=1)}T{EXTRACT_HOUR}"
    write.write_manifest(part, made_for.name, to.isoformat(), extracted_at)
    write.write_answer_key(part, _answers(ground.planted, made_for))
    write.write_truth(part, COLUMNS, truth(ground.tables, period))
    write.finish(part, out)
    planted = Counter(each.rule for each in ground.planted)
    return Summary(out, made_for.name, to, rows, dict(sorted(planted.items())))


def _check(children: int, years: int, to: date, seed: int, faults: float) -> None:
    for name, fits, allowed in (
        ("children", 1 <= children <= 900_000, "from 1 to 900000"),
        ("years", 1 <= years <= MOST_YEARS, f"from 1 to {MOST_YEARS}"),
        (
            "to",
            to.year - years >= FIRST_YEAR and to <= LAST_END,
            f"up to {LAST_END}, and years from {FIRST_YEAR} on",
        ),
        ("seed", seed >= 0, "0 or more"),
        ("faults", 0 <= faults <= LARGEST_SHARE, f"from 0 to {LARGEST_SHARE}"),
    ):
        if not fits:
            raise ConfigurationError("This cannot be made.", where=f"--{name}", do=f"Use a value {allowed}.")


def _write_tables(folder: Path, ground: Ground, system: System) -> None:
    tables: Tables = ground.tables
    for table in sorted(tables):
        text = in_flavour(table, tables[table], system)
        for (where, column), cells in ground.raw.items():
            if where == table:
                text = _with_raw(text, COLUMN_NAMES.get(system.name, {}).get(column, column), cells)
        write.write_table(folder, table, text)


def _with_raw(text: pa.Table, column: str, cells: Mapping[int, str]) -> pa.Table:
    values = text.column(column).to_pylist()
    for row, said in cells.items():
        values[row] = said
    place = text.column_names.index(column)
    return text.set_column(place, column, pa.array(values, pa.string()))


def _answers(planted: list[Planted], system: System) -> list[tuple[str, str, int, str | None, str]]:
    ordered = sorted(planted, key=lambda each: (each.rule, each.table, each.row))
    children = id_texts(np.array([each.child for each in ordered], dtype=np.int64), system).to_pylist()
    return [
        (each.rule, each.table, each.row, child, each.what)
        for each, child in zip(ordered, children, strict=True)
    ]
