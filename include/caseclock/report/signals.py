"""Signal and noise: the natural limits of each measure's months, and what the latest month says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import duckdb

from caseclock.report import wording
from caseclock.report.figures import Place, months_before
from caseclock.report.night_figures import rows

FEWEST = 12
"""Without so many months there are no limits; up to 19 they are provisional."""

STATES = {"improvement": "Improvement", "concern": "Concern", "change": "Change", "common cause": "No signal"}


@dataclass
class Limits:
    """The limits of one series of months; states: month to state and rule, where the month is a signal.

    assurance is of the latest month, and empty where no target holds. is_current is False when nothing was
    counted in the latest whole month.
    """

    mean: float
    lower: float
    upper: float
    points: int
    is_provisional: bool
    states: dict[date, tuple[str, str]] = field(default_factory=dict)
    latest: date = date.min
    assurance: str = ""
    is_current: bool = True

    @property
    def state(self) -> str:
        """What the latest month is: improvement, concern, change or common cause."""
        return self.states.get(self.latest, ("common cause", ""))[0] if self.is_current else "common cause"

    @property
    def word(self) -> str:
        """The state as a word to show."""
        return STATES.get(self.state, self.state) if self.is_current else "Nothing counted"

    @property
    def why(self) -> str:
        """By which rule the latest month is a signal; empty when it is none."""
        return self.states.get(self.latest, ("", ""))[1] if self.is_current else ""

    @property
    def sentence(self) -> str:
        """The latest month in a sentence."""
        month = wording.month(self.latest)
        if not self.is_current:
            return f"{month} is the latest month in which anything was counted."
        said = f"{month}: {self.word.lower()}, {self.why}" if self.why else f"{month}: no signal"
        tail = (
            f"; the limits stand on {self.points} months and are provisional" if self.is_provisional else ""
        )
        return f"{said}{tail}."


def limits(connection: duckdb.DuckDBPyConnection, as_at: date) -> dict[str, dict[Place, Limits]]:
    """Measure to place to the limits of its whole months; a series under 12 points has none."""
    found: dict[str, dict[Place, Limits]] = {}
    stored = rows(
        connection,
        """
        select measure, level, locality_key, month, points, is_provisional, mean, lower_limit, upper_limit,
               signal, state, assurance
        from mart.control_limit
        where level in ('authority', 'locality') and coalesce(band, '') = ''
        order by month
        """,
    )
    for row in stored:
        place: Place = None if row["level"] == "authority" else row["locality_key"]
        series = found.setdefault(row["measure"], {}).setdefault(
            place,
            Limits(
                mean=float(row["mean"]),
                lower=float(row["lower_limit"]),
                upper=float(row["upper_limit"]),
                points=row["points"],
                is_provisional=row["is_provisional"],
            ),
        )
        series.latest, series.assurance = row["month"], row["assurance"] or ""
        if row["signal"]:
            series.states[row["month"]] = row["state"], row["signal"]
    last = months_before(as_at + timedelta(days=1), 1)
    for places in found.values():
        for series in places.values():
            series.is_current = series.latest >= last
    return found
