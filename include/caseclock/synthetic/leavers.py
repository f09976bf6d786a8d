"""Young people who leave care: their pathway plans, their homes, and the contacts of their advisers."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.draws import Dates, Numbers, Rng, between, everyone, mark, yes_no
from caseclock.synthetic.planting import place_of
from caseclock.synthetic.population import Families
from caseclock.synthetic.table import Rows, Tables, child_places, row_ids, sorted_rows
from caseclock.synthetic.waits import waits
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import NEVER, days_between, either, months_after

PLAN_MONTHS, PLAN_IN_TIME = 3, 0.9
REVIEW_GAP, REVIEW_LATE = (130, 182), 0.1
PROVIDED = 0.72
FIRST_VISIT_IN_TIME = 0.9
VISIT_IN_TIME = 0.9
AT_HOME = 0.6


def leavers(rng: Rng, people: Families, tables: Tables, window: Window) -> dict[str, Rows]:
    """ext_pathway_plan, ext_leaver_accommodation and ext_leaver_contact, for those of ssd_care_leavers."""
    known = tables["ssd_care_leavers"]
    person = known["clea_person_id"]
    eighteen = people.eighteen[child_places(person)]
    return {
        "ext_pathway_plan": _plans(rng, tables, person, eighteen, window),
        **_homes_and_contacts(rng, known, person, eighteen, window),
    }


def _plans(rng: Rng, tables: Tables, person: Numbers, eighteen: Dates, window: Window) -> Rows:
    """The plan, and its reviews backwards from the last one that ssd_care_leavers knows."""
    known, episodes = tables["ssd_care_leavers"], tables["ssd_cla_episodes"]
    first = episodes["clae_entered_care_date"][place_of(episodes["clae_person_id"], person)]
    entitled = np.minimum(np.maximum(months_after(eighteen, -24), first + 91), window.to)
    latest = known["clea_pathway_plan_review_date"]
    # Where the case system has a plan from before the entitlement, that came with it.
    entitled = np.fmin(entitled, latest)
    size = person.size
    wait = waits(rng, size, 88, PLAN_IN_TIME, 170, 20)
    planned = np.fmin(entitled + wait, window.to)
    # Without a date in ssd_care_leavers there is no plan; nor is one made after its last review.
    planned = either(np.isnat(latest), NEVER, np.fmin(planned, latest))
    of, reviewed = [np.arange(size)], [np.full(size, NEVER)]
    place = np.flatnonzero(latest > planned)
    day = latest[place]
    while place.size:
        of.append(place)
        reviewed.append(day)
        late = mark(rng, everyone(place.size), REVIEW_LATE)
        gap = np.where(late, between(rng, place.size, 186, 240), between(rng, place.size, *REVIEW_GAP))
        day = day - gap
        kept = day > planned[place] + 60
        place, day = place[kept], day[kept]
    whole = np.concatenate(of)
    found = sorted_rows({
        "expw_person_id": person[whole],
        "expw_due_from": entitled[whole],
        "expw_plan_on": planned[whole],
        "expw_reviewed_on": np.concatenate(reviewed),
        "expw_ended_on": np.full(whole.size, NEVER),
    }, "expw_person_id", "expw_reviewed_on")  # fmt: skip
    return {"expw_id": row_ids("pathway_plan", whole.size), **found}


def _homes_and_contacts(
    rng: Rng, known: Rows, person: Numbers, eighteen: Dates, window: Window
) -> dict[str, Rows]:
    """Homes from the eighteenth birthday on, a third of them changed once; contacts in each of them."""
    grown = np.flatnonzero(eighteen <= window.to)
    begins = np.maximum(eighteen[grown], window.start)
    room = days_between(begins, window.to)
    moved = mark(rng, room > 120, 0.35)
    moved_on = begins + 60 + (rng.random(grown.size) * np.maximum(room - 90, 1)).astype(np.int64)
    of = np.concatenate([grown, grown[moved]])
    starts = np.concatenate([begins, moved_on[moved]])
    ends = np.concatenate([either(moved, moved_on - 1), np.full(int(moved.sum()), NEVER)])
    homes = sorted_rows({
        "exla_person_id": person[of],
        "exla_starts_on": starts,
        "exla_ends_on": ends,
        "exla_provided": yes_no(mark(rng, everyone(of.size), PROVIDED)),
    }, "exla_person_id", "exla_starts_on")  # fmt: skip
    who, day, at_home = _contacts(rng, homes, window)
    latest = known["clea_care_leaver_latest_contact"]
    every = np.arange(person.size)
    # The last contact is the one that ssd_care_leavers knows; what would come after it is left out.
    before = day < latest[place_of(person, who)]
    who, day, at_home = who[before], day[before], at_home[before]
    contacts = sorted_rows({
        "exlc_person_id": np.concatenate([who, person[every]]),
        "exlc_contact_on": np.concatenate([day, latest]),
        "exlc_at_accommodation": yes_no(
            np.concatenate([at_home, mark(rng, eighteen <= window.to, AT_HOME)])
        ),
    }, "exlc_contact_on", "exlc_person_id")  # fmt: skip
    size = contacts["exlc_person_id"].size
    return {
        "ext_leaver_accommodation": {"exla_id": row_ids("leaver_home", of.size), **homes},
        "ext_leaver_contact": {"exlc_id": row_ids("leaver_contact", size), **contacts},
    }


def _contacts(rng: Rng, homes: Rows, window: Window) -> tuple[Numbers, Dates, np.ndarray]:
    """Within a week of moving in, then a visit at home within two months, and some contacts elsewhere."""
    starts, until = homes["exla_starts_on"], np.fmin(homes["exla_ends_on"], window.to)
    place = np.arange(starts.size)
    day = starts + waits(rng, starts.size, 7, FIRST_VISIT_IN_TIME, 20, 1)
    places, days = [place[:0]], [starts[:0]]
    while place.size:
        kept = day <= until[place]
        place, day = place[kept], day[kept]
        places.append(place)
        days.append(day)
        day = day + waits(rng, place.size, 58, VISIT_IN_TIME, 90, 20)
    of, day = np.concatenate(places), np.concatenate(days)
    elsewhere = day + 9
    again = np.flatnonzero((elsewhere <= until[of]) & mark(rng, everyone(of.size), 0.4))
    return (
        homes["exla_person_id"][np.concatenate([of, of[again]])],
        np.concatenate([day, elsewhere[again]]),
        np.arange(of.size + again.size) < of.size,
    )
