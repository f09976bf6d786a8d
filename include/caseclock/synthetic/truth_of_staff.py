"""The truth about staff: posts and workers on the last day, turnover, sickness, and actions still open."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.table import NO_ID, Tables
from caseclock.synthetic.truth import Counted
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import months_after


def sickness(tables: Tables, _: Window) -> list[Counted]:
    """Working days lost, by month."""
    rows = tables["ext_absence"]
    return [Counted("sickness_rate", rows["exab_month"], rows["exab_days_lost"], rows["exab_days_available"])]


def on_the_last_day(tables: Tables, window: Window) -> list[Counted]:
    """Figures that are taken on the last day of the window; each row counts there."""
    posts, workers = tables["ext_post"], tables["ext_worker"]
    fte = workers["exwk_fte"]
    here = ~(workers["exwk_to"] < window.to)
    agency = workers["exwk_agency"] == "Y"
    employed, hired = here & ~agency, here & agency
    filled = np.isin(posts["expo_id"], workers["exwk_post_id"][employed])
    vacant, in_post = float(posts["expo_fte"][~filled].sum()), float(fte[employed].sum())
    agencies = float(fte[hired].sum())
    covering = float(fte[hired & (workers["exwk_covers_vacancy"] == "Y")].sum())
    left = (workers["exwk_to"] > _a_year_before(window)) & (workers["exwk_to"] <= window.to) & ~agency
    new = float((employed & (workers["exwk_newly_qualified"] == "Y")).sum())
    supervisors = float((employed & (workers["exwk_practice_supervisor"] == "Y")).sum())
    return [
        _on(window, "vacancy_rate", vacant, vacant + in_post),
        _on(window, "agency_rate", agencies, agencies + in_post),
        _on(window, "agency_cover_rate", covering, agencies),
        _on(window, "permanent_pct", in_post, agencies + in_post),
        _on(window, "turnover_rate", float(fte[left].sum()), in_post),
        _on(window, "asye_per_supervisor", new, supervisors),
        *_cases(tables, window),
        *_actions(tables, window),
    ]


def _cases(tables: Tables, window: Window) -> list[Counted]:
    """Cases held by the hours of their holders, and cases that nobody holds."""
    held, workers = tables["ext_allocation"], tables["ext_worker"]
    now = np.isnat(held["exal_to"]) & ~np.isnat(held["exal_from"]) & (held["exal_role"] == "case_holder")
    holders = ~(workers["exwk_to"] < window.to) & (workers["exwk_case_holder"] == "Y")
    nobody = np.isnat(held["exal_from"]) & (held["exal_worker_id"] == NO_ID)
    hours = float(workers["exwk_fte"][holders].sum())
    return [
        _on(window, "caseload_avg_team", float(now.sum()), hours),
        _on(window, "unallocated_cases", float(nobody.sum()), None),
    ]


def _actions(tables: Tables, window: Window) -> list[Counted]:
    rows = tables["ext_corrective_action"]
    # An action is written after the month that it is for.
    written = (rows["exca_month"].astype("datetime64[M]") + 1).astype("datetime64[D]") <= window.to
    still = np.isnat(rows["exca_completed_on"]) & written
    overdue = still & (rows["exca_due_on"] < window.to)
    return [_on(window, "corrective_action_open", float(overdue.sum()), float(still.sum()))]


def _a_year_before(window: Window) -> np.datetime64:
    before: np.datetime64 = months_after(np.array([window.to]), -12)[0]
    return before


def _on(window: Window, measure: str, above: float, below: float | None) -> Counted:
    return Counted(
        measure, np.array([window.to]), np.array([above]), None if below is None else np.array([below])
    )
