"""A second look before anything is written: each second table really is one."""

from __future__ import annotations

from caseclock.disclosure.hiding import Changes, Hidden
from caseclock.disclosure.table import SCALE, Table
from caseclock.errors import CaseclockError


def check(table: Table, done: Hidden) -> None:
    """Raise CaseclockError unless every hidden figure has a second table that no reader can tell from the true one."""
    for changes, knows_small in done.changes:
        _check_changes(table, done, changes, knows_small)
    for cell, is_hidden in enumerate(done.hidden):
        must_stay = table.small[cell] or (table.published[cell] and is_hidden)
        if must_stay and not (is_hidden and (cell in done.emptied or _is_shown(done, cell))):
            raise _wrong(cell)
    for cell in done.emptied:
        beside = {other for line, _sign in table.lines_of[cell] for other, _one in table.lines[line]}
        if not done.hidden[cell] or not beside <= done.emptied:
            raise _wrong(cell)


def _check_changes(table: Table, done: Hidden, changes: Changes, knows_small: bool) -> None:
    """That hidden cells alone change, to what they may be, and that all sums still hold."""
    unequal: dict[int, int] = {}
    for cell, step in changes.items():
        value = table.value[cell] + step * SCALE
        if not (step and done.hidden[cell] and table.may_be(cell, value, knows_small=knows_small)):
            raise _wrong(cell)
        for line, sign in table.lines_of[cell]:
            unequal[line] = unequal.get(line, 0) + sign * step
    if any(unequal.values()):
        raise _wrong(next(iter(changes)))


def _is_shown(done: Hidden, cell: int) -> bool:
    return cell in done.shown_by and cell in done.changes[done.shown_by[cell]][0]


def _wrong(number: int) -> CaseclockError:
    return CaseclockError(
        f"A hidden figure could be worked out from the others (cell {number}).",
        where="the figures for this audience",
        do="Nothing was written; report this.",
    )
