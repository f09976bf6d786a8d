"""Being told to stop, by SIGTERM or Ctrl-C.

DuckDB swallows what a signal's handler raises and says that a query was interrupted, and a rule that
fails does not stop a night. So what was asked is kept here, and looked at between the steps.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

CODES = {signal.SIGTERM: 143, signal.SIGINT: 130}

_asked: list[int] = []
_held_back: list[None] = []


class Stopped(BaseException):
    """This process was told to stop; exit_code says by which signal."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


def listen() -> None:
    """Hear both signals from now on. Only a program's main thread may do this."""
    _asked.clear()
    for each in CODES:
        signal.signal(each, _hear)


def asked() -> int | None:
    """The exit code of the signal that came, None when none did."""
    return _asked[0] if _asked else None


def check() -> None:
    """Raise Stopped when a signal came, whoever swallowed it then."""
    if _asked:
        raise Stopped(_asked[0])


@contextmanager
def held_back() -> Iterator[None]:
    """Let no signal break off the block, which makes or clears away; raise Stopped at its end when one came."""
    _held_back.append(None)
    try:
        yield
    finally:
        _held_back.pop()
    check()


def _hear(number: int, _frame: FrameType | None) -> None:
    _asked.append(CODES[signal.Signals(number)])
    if not _held_back:
        raise Stopped(_asked[0])
