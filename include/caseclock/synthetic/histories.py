"""What happens after a referral: one history for each group of children who are referred together."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from caseclock.synthetic import calibration as rate
from caseclock.synthetic.draws import Dates, Flags, Numbers, Rng, between, choose, even, mark
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import days_after, earliest, either, latest, on_working_day

NO_FURTHER_ACTION, NOT_IN_NEED, IN_NEED = 0, 1, 2


@dataclass(frozen=True)
class Histories:
    """Dates of each history, NaT where a thing does not happen; they may lie after the window.

    path: one of the three above. contact, referred: received, and taken on as a referral. again: of a
    second assessment. enquiry: the section 47, enquiry_before: an earlier one that led nowhere.
    transfer_in: the conference is of a child who moved in. plan: child protection; need: child in
    need. in_care: entry and end of care. close_lag: days from the last of it to the closing.
    """

    path: Numbers
    contact: Dates
    referred: Dates
    started: Dates
    authorised: Dates
    again_started: Dates
    again_authorised: Dates
    before_started: Dates
    before_ended: Dates
    enquiry_started: Dates
    enquiry_ended: Dates
    conference: Dates
    transfer_in: Flags
    plan_started: Dates
    plan_ended: Dates
    need_started: Dates
    need_ended: Dates
    care_started: Dates
    care_ended: Dates
    close_lag: Numbers

    def of(self, rows: Numbers | Flags) -> Histories:
        """The histories at `rows`, in that order."""
        return Histories(**{each.name: getattr(self, each.name)[rows] for each in fields(self)})

    def over(self) -> Dates:
        """Day on which the last part of each history ends; the case closes `close_lag` days later."""
        return latest(
            self.referred, self.authorised, self.again_authorised, self.enquiry_ended, self.conference,
            self.plan_ended, self.need_ended, self.care_started, self.care_ended,
        )  # fmt: skip


def histories(rng: Rng, contact: Dates, poor: Flags, into_care: Flags, window: Window) -> Histories:
    """Draw a history for each contact date.

    poor: the district where conferences come late. into_care: the history leads into care.
    """
    size = contact.size
    path = choose(
        rng, size, [rate.REFERRAL_NO_FURTHER_ACTION, rate.REFERRAL_NOT_IN_NEED,
                    1 - rate.REFERRAL_NO_FURTHER_ACTION - rate.REFERRAL_NOT_IN_NEED]
    )  # fmt: skip
    path[into_care] = IN_NEED
    in_need = path == IN_NEED
    referred = days_after(contact, choose(rng, size, [62, 30, 5, 3]))
    started, authorised = _assessment(rng, referred, path != NO_FURTHER_ACTION, window)

    transfer_in = mark(rng, in_need & ~into_care, rate.TRANSFER_IN)
    enquired = mark(rng, in_need & ~transfer_in, rate.SECTION_47_IN_NEED)
    enquired |= mark(rng, path == NOT_IN_NEED, rate.SECTION_47_NOT_IN_NEED)
    repeated = mark(rng, enquired, rate.SECTION_47_REPEATED)
    delay = np.array([0, 1, 2, 4, 9, 18, 35])[choose(rng, size, [40, 14, 8, 8, 10, 10, 10])]
    first = either(enquired, days_after(referred, delay))
    enquiry = either(repeated, days_after(first, between(rng, size, 12, 30)), first)
    met = mark(rng, enquired & in_need & ~into_care, rate.CONFERENCE_AFTER_SECTION_47)
    wait = _conference_days(rng, met, poor)
    conference = either(met, days_after(enquiry, wait))
    conference = either(transfer_in, days_after(referred, between(rng, size, 8, 15)), conference)
    enquiry_ended = earliest(days_after(enquiry, between(rng, size, 4, 14)), conference)
    enquiry_ended = either(enquired, enquiry_ended)

    planned = mark(rng, met, rate.PLAN_AFTER_CONFERENCE) | transfer_in
    length = np.zeros(size, dtype=np.int64)
    length[planned] = choose(rng, int(planned.sum()), rate.PLAN_LENGTHS.tolist())
    plan_started = either(planned, conference)
    plan_ended = on_working_day(either(planned, conference + length))

    cared_for = mark(rng, planned, rate.CARE_AFTER_PLAN) | into_care
    cared_for |= mark(rng, in_need & ~planned & ~into_care, rate.CARE_WITHOUT_PLAN)
    at_once = mark(rng, cared_for, 0.25)
    entry = latest(referred + np.where(at_once, 2, between(rng, size, 5, 180)), enquiry, conference)
    care_started = either(cared_for, either(planned, plan_ended, entry))
    care_ended = either(cared_for, care_started + _care_days(rng, size))

    need_started, need_ended = _need_plan(rng, in_need, planned, cared_for, authorised, plan_ended)
    second = mark(rng, in_need & ~cared_for, rate.SECOND_ASSESSMENT)
    again = either(second, days_after(authorised, between(rng, size, 20, 90)))
    return Histories(
        path=path,
        contact=contact,
        referred=referred,
        started=started,
        authorised=authorised,
        again_started=again,
        again_authorised=either(second, days_after(again, _assessment_days(rng, again, window))),
        before_started=either(repeated, first),
        before_ended=either(repeated, days_after(first, between(rng, size, 4, 10))),
        enquiry_started=enquiry,
        enquiry_ended=enquiry_ended,
        conference=conference,
        transfer_in=transfer_in,
        plan_started=plan_started,
        plan_ended=plan_ended,
        need_started=need_started,
        need_ended=need_ended,
        care_started=care_started,
        care_ended=care_ended,
        close_lag=np.where(path == NO_FURTHER_ACTION, between(rng, size, 0, 1), between(rng, size, 0, 12)),
    )


def _assessment(rng: Rng, referred: Dates, assessed: Flags, window: Window) -> tuple[Dates, Dates]:
    delay = np.array([0, 1, 2, 3, 6])[choose(rng, referred.size, [66, 18, 8, 5, 3])]
    started = either(assessed, days_after(referred, delay))
    return started, either(assessed, days_after(started, _assessment_days(rng, started, window)))


def _assessment_days(rng: Rng, started: Dates, window: Window) -> Numbers:
    dip = window.in_dip(started)
    usual = rate.without(rate.ASSESSMENT_DAYS, rate.ASSESSMENT_DAYS_IN_DIP, 1 / (4 * window.years + 4))
    days = np.zeros(started.size, dtype=np.int64)
    days[dip] = choose(rng, int(dip.sum()), rate.ASSESSMENT_DAYS_IN_DIP.tolist())
    days[~dip] = choose(rng, int((~dip).sum()), usual.tolist())
    return days


def _conference_days(rng: Rng, met: Flags, poor: Flags) -> Numbers:
    days = np.zeros(met.size, dtype=np.int64)
    for where, shares in (
        (met & poor, rate.CONFERENCE_DAYS_POOR),
        (met & ~poor, rate.CONFERENCE_DAYS_ELSEWHERE),
    ):
        days[where] = choose(rng, int(where.sum()), shares.tolist())
    return days


def _care_days(rng: Rng, size: int) -> Numbers:
    """A fifth go home within weeks, a third within two years, the others stay for long."""
    kind = choose(rng, size, [22, 38, 40])
    mean = np.array([45.0, 430.0, 1900.0])[kind]
    shortest = np.array([2, 60, 500])[kind]
    found: Numbers = (shortest - mean * np.log1p(-even(rng, size) * 0.999)).astype(np.int64)
    return found


def _need_plan(
    rng: Rng, in_need: Flags, planned: Flags, cared_for: Flags, authorised: Dates, plan_ended: Dates
) -> tuple[Dates, Dates]:
    size = in_need.size
    own = mark(rng, in_need & ~planned & ~cared_for, rate.CHILD_IN_NEED_PLAN)
    after = mark(rng, planned & ~cared_for, rate.STEP_DOWN)
    started = either(own, days_after(authorised, between(rng, size, 0, 8)))
    started = either(after, plan_ended, started)
    months = np.exp(rng.normal(np.log(4.2), 0.65, size))
    length = np.where(own, np.clip(months * 30.4, 20, 900), between(rng, size, 60, 180)).astype(np.int64)
    return started, either(own | after, started + length)
