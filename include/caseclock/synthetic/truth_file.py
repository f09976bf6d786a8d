"""The lines of truth.csv: what the measures must say of the authority, counted from its histories."""

from __future__ import annotations

from caseclock.synthetic import truth_of_staff, truth_of_work
from caseclock.synthetic.table import Tables
from caseclock.synthetic.truth import Truth, line, truth_of
from caseclock.synthetic.window import Window

BY_YEAR = (
    truth_of_work.enquiries,
    truth_of_work.plans,
    truth_of_work.care,
    truth_of_work.missing,
    truth_of_work.complaints_and_audits,
    truth_of_work.records,
    truth_of_staff.sickness,
)


def truth(tables: Tables, window: Window) -> list[Truth]:
    """A line for each measure and financial year, and one for each that is taken on the last day.

    They hold for an authority without planted faults and a council that has no closure days.
    """
    by_year = [each for part in BY_YEAR for each in part(tables, window)]
    today = truth_of_staff.on_the_last_day(tables, window)
    lines = truth_of(by_year, window)
    lines += [line(each, "as_at", window.to, window.to, each.day == window.to) for each in today]
    return sorted(lines)
