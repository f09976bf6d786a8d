"""A second look before anything is written: each second table really is one."""

from __future__ import annotations

from caseclock.disclosure.hiding import Hidden
from caseclock.disclosure.table import SCALE, Table
from caseclock.errors import CaseclockError


def check(table: Table, done: Hidden) -> None:
    """Raise CaseclockError unless every hidden figure has a second table that no reader can tell from the true one."""
    pinned = set(done.pinned)
    for number, (changes, knows_small) in enumerate(done.changes):
        unequal: dict[int, int] = {}
        for cell, step in changes.items():
            if step == 0 or not done.hidden[cell]:
                raise _wrong(number)
            if not table.may_be(cell, table.value[cell] + step * SCALE, knows_small=knows_small):
                raise _wrong(number)
            for line, sign in table.lines_of[cell]:
                unequal[line] = unequal.get(line, 0) + sign * step
        if any(unequal.values()):
            raise _wrong(number)
    for cell, is_hidden in enumerate(done.hidden):
        must_stay = table.small[cell] or (table.published[cell] and is_hidden)
        if must_stay and not (is_hidden and (cell in pinned or _is_shown(done, cell))):
            raise _wrong(cell)


def _is_shown(done: Hidden, cell: int) -> bool:
    return cell in done.shown_by and cell in done.changes[done.shown_by[cell]][0]


def _wrong(number: int) -> CaseclockError:
    return CaseclockError(
        f"A hidden figure could be worked out from the others (cell {number}).",
        where="the figures for this audience",
        do="Nothing was written; report this.",
    )
