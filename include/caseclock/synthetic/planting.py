"""Planting a fault: which records it may fall on, and what the answer key says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from caseclock.synthetic.draws import Flags, Numbers, Rng
from caseclock.synthetic.table import Rows, Tables, size_of
from caseclock.synthetic.window import Window


@dataclass(frozen=True)
class Planted:
    """A record that breaks a rule: row is its data row from 1, child the id in the file."""

    rule: str
    table: str
    row: int
    child: int
    what: str


@dataclass
class Ground:
    """The tables that faults are planted in, and the children who already carry one.

    share: of the records that a fault can fall on. touched: ids of children who carry a fault, so that
    each fault breaks its own rule and no other. raw: text that stands in a file as it is, by table and
    column, then row from 0.
    """

    tables: Tables
    window: Window
    share: float
    rng: Rng
    outcomes_of_contacts: bool
    touched: set[int] = field(default_factory=set)
    planted: list[Planted] = field(default_factory=list)
    raw: dict[tuple[str, str], dict[int, str]] = field(default_factory=dict)

    def choose(self, child: Numbers, eligible: Flags) -> Numbers:
        """Rows to plant a fault in: the share of the children with eligible rows, one at least, each once.

        child: id of the child of each row. Children who already carry a fault are left alone; those
        chosen carry one from now on.
        """
        rows = self.rng.permutation(np.flatnonzero(eligible & (child >= 0)))
        rows = np.sort(rows[np.unique(child[rows], return_index=True)[1]])
        if rows.size == 0:
            return rows
        free = rows[~np.isin(child[rows], np.fromiter(self.touched, dtype=np.int64, count=len(self.touched)))]
        # A large share still leaves some children for the faults that come later.
        wanted = max(1, min(round(self.share * rows.size), free.size // 3))
        chosen = np.sort(self.rng.permutation(free)[:wanted])
        self.touched.update(child[chosen].tolist())
        return chosen

    def note(self, rule: str, table: str, rows: Numbers, child: Numbers, what: str) -> None:
        """Write the rows (from 0) with their children into the answer key."""
        self.planted += [
            Planted(rule, table, row + 1, who, what)
            for row, who in zip(rows.tolist(), child.tolist(), strict=True)
        ]

    def drop(self, table: str, rows: Numbers) -> None:
        """Remove rows; only before anything was noted of the table, since the others move up."""
        kept = np.ones(size_of(self.tables[table]), dtype=bool)
        kept[rows] = False
        self.tables[table] = {name: values[kept] for name, values in self.tables[table].items()}

    def append(self, table: str, added: Rows) -> Numbers:
        """Add rows at the end, and return their places."""
        before = size_of(self.tables[table])
        self.tables[table] = {
            name: np.concatenate([values, added[name].astype(values.dtype)])
            for name, values in self.tables[table].items()
        }
        return np.arange(before, before + size_of(added))


def taken(rows: Rows, places: Numbers) -> Rows:
    """A copy of some rows of a table."""
    return {name: values[places].copy() for name, values in rows.items()}


def place_of(ids: Numbers, wanted: Numbers) -> Numbers:
    """The row of each wanted id in a column of ids, -1 where there is none."""
    if ids.size == 0:
        return np.full(wanted.size, -1)
    order = np.argsort(ids, kind="stable")
    found = order[np.minimum(np.searchsorted(ids[order], wanted), ids.size - 1)]
    return np.where(ids[found] == wanted, found, -1)


def sole(ids: Sequence[int] | Numbers) -> Flags:
    """Which values of a column occur once only."""
    _, place, count = np.unique(ids, return_inverse=True, return_counts=True)
    return np.asarray(count[place] == 1, dtype=bool)
