"""Teams and their districts, and the workers in them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from caseclock.synthetic.calibration import CONTACTS_PER_WORKER_AND_YEAR, FEWEST_WORKERS, LOCALITIES
from caseclock.synthetic.draws import Flags, Numbers, Rng, choose, mark, only, pick, words, yes_no
from caseclock.synthetic.names import forename, postcode, surname
from caseclock.synthetic.table import FIRST_TEAM, FIRST_WORKER, NO_ID, Rows
from caseclock.synthetic.window import Window

DISTRICTS = list(LOCALITIES)
FRONT_DOOR = 0
ASSESSMENT = np.arange(1, 5)
SAFEGUARDING = np.arange(5, 9)
"""Teams of the four districts, in the order of LOCALITIES."""
CHILDREN_IN_CARE, LEAVING_CARE, DISABLED_CHILDREN = 9, 10, 11
SERVICES = {12: "Front door and assessment service", 13: "Safeguarding service", 14: "Care service"}
TEAM_NAMES = [
    "Front door", *(f"{name} assessment" for name in DISTRICTS), *(f"{name} safeguarding" for name in DISTRICTS),
    "Children in care", "Leaving care", "Disabled children", *SERVICES.values(),
]  # fmt: skip
PARENTS = [12, *(12,) * 4, *(13,) * 4, 14, 14, 13, NO_ID, NO_ID, NO_ID]
SHARES = [8, 10, 9, 8, 7, 11, 10, 8, 7, 12, 5, 5]
"""Workers of 100 in each of the twelve teams that hold cases."""
DIRECTORS = ["Assistant director south", "Assistant director north"]
POSTCODES_A_DISTRICT = 40
JOB_TITLES = {"Social worker": 62, "Advanced practitioner": 14, "Newly qualified social worker": 10,
              "Team manager": 9, "Family support worker": 5}  # fmt: skip


@dataclass(frozen=True)
class Workforce:
    """first and count: the workers of each team, who are numbered team by team.

    qualified: whether each is a social worker who may hold cases. fte: the share of full time of each.
    holds: whether each holds cases; nobody until `with_case_holders` has said so.
    """

    first: Numbers
    count: Numbers
    qualified: Flags
    fte: npt.NDArray[np.float64]
    holds: Flags

    def someone_in(self, rng: Rng, team: Numbers) -> Numbers:
        """A worker's id for each team."""
        return FIRST_WORKER + self.first[team] + (rng.random(team.size) * self.count[team]).astype(np.int64)

    def case_holder_in(self, rng: Rng, team: Numbers) -> Numbers:
        """A case holder's id for each team; who works more hours is drawn more often."""
        # One running total of hours over all workers: a team is a stretch of it.
        before = np.concatenate([[0.0], np.cumsum(self.fte * self.holds)])
        low, high = before[self.first[team]], before[self.first[team] + self.count[team]]
        drawn = low + rng.random(team.size) * (high - low)
        place: Numbers = np.searchsorted(before, drawn, side="right") - 1
        return FIRST_WORKER + np.minimum(place, self.holds.size - 1)


def workforce(rng: Rng, contacts: int, window: Window) -> tuple[Workforce, dict[str, Rows]]:
    """Enough workers for so many contacts, with the tables of departments, workers and districts."""
    wanted = max(FEWEST_WORKERS, round(contacts / window.years / CONTACTS_PER_WORKER_AND_YEAR))
    count = np.maximum(1, np.round(wanted * np.array(SHARES) / sum(SHARES))).astype(np.int64)
    team = np.repeat(np.arange(count.size), count)
    workers = _workers(rng, team)
    title = workers["prof_professional_job_title"]
    qualified = (title != "Family support worker") & (title != "Team manager")
    nobody = np.zeros(team.size, dtype=bool)
    fte = workers["prof_full_time_equivalency"]
    staff = Workforce(np.cumsum(count) - count, count, qualified, fte, nobody)
    return staff, {
        "ssd_department": _departments(),
        "ssd_professionals": workers,
        "ext_team_locality": _places(window),
    }


def with_case_holders(staff: Workforce, cases: Numbers, cases_a_post: float) -> Workforce:
    """The workforce with so many case holders that each team has `cases_a_post` cases for a full-time one.

    cases: open cases of each team. The first qualified workers of a team hold them, one at least.
    """
    holds = np.zeros(staff.fte.size, dtype=bool)
    hours = 0.0
    for team in range(staff.count.size):
        these = np.arange(staff.first[team], staff.first[team] + staff.count[team])
        able = these[staff.qualified[these]] if staff.qualified[these].any() else these
        before = np.cumsum(staff.fte[able]) - staff.fte[able]
        # What a team was given too much or too little, the next one is given less or more.
        wanted = cases[team] / cases_a_post - hours
        chosen = able[(before + staff.fte[able] / 2 <= wanted) | (before == 0)]
        if team != FRONT_DOOR:
            holds[chosen] = True
            hours += float(staff.fte[chosen].sum()) - cases[team] / cases_a_post
    return replace(staff, holds=holds)


def team_ids(team: Numbers) -> Numbers:
    """The ids of teams by their place, no id where it is negative."""
    return np.where(team < 0, NO_ID, team + FIRST_TEAM)


def _departments() -> Rows:
    parents = np.array(PARENTS)
    return {
        "dept_team_id": team_ids(np.arange(len(TEAM_NAMES))),
        "dept_team_name": words(TEAM_NAMES),
        "dept_team_parent_id": team_ids(parents),
        "dept_team_parent_name": words([SERVICES.get(parent) for parent in PARENTS]),
    }


def _workers(rng: Rng, team: Numbers) -> Rows:
    size = team.size
    place = np.arange(size)
    title = pick(rng, size, JOB_TITLES)
    social = title != "Family support worker"
    registered = np.char.add("SW", (100_000 + place * 7).astype(str)).astype(object)
    holds_cases = (title != "Team manager") & (team != FRONT_DOOR)
    caseload = np.where(holds_cases, np.clip(rng.normal(15.2, 3.5, size), 4, 28), 0)
    names = [
        f"{forename(int(a))} {surname(int(b))}"
        for a, b in zip(rng.integers(0, 9999, size), place, strict=True)
    ]
    return {
        "prof_professional_id": FIRST_WORKER + place,
        "prof_staff_id": np.char.add("E", (20_000 + place).astype(str)).astype(object),
        "prof_professional_name": words(names),
        "prof_social_worker_registration_no": only(social, registered),
        "prof_professional_job_title": title,
        "prof_professional_caseload": caseload.astype(np.int32),
        "prof_professional_department": words(TEAM_NAMES)[team],
        "prof_full_time_equivalency": np.array([1.0, 0.8, 0.6])[choose(rng, size, [80, 12, 8])],
        "prof_agency_worker_flag": yes_no(mark(rng, social, 0.13)),
    }


def _places(window: Window) -> Rows:
    """Teams of a district, then every postcode that the synthetic families live at."""
    teams = np.concatenate([ASSESSMENT, SAFEGUARDING])
    homes = [
        postcode(district, place)
        for district in range(len(DISTRICTS))
        for place in range(POSTCODES_A_DISTRICT)
    ]
    district = np.concatenate(
        [np.tile(np.arange(len(DISTRICTS)), 2), np.repeat(np.arange(len(DISTRICTS)), POSTCODES_A_DISTRICT)]
    )
    size = district.size
    is_team = np.arange(size) < teams.size
    return {
        "extl_team_id": np.concatenate([team_ids(teams), np.full(len(homes), NO_ID)]),
        "extl_postcode": words([*(None,) * teams.size, *homes]),
        "extl_locality": words(DISTRICTS)[district],
        "extl_group_manager": only(is_team, words([f"Group manager {name}" for name in DISTRICTS])[district]),
        "extl_assistant_director": only(is_team, words(DIRECTORS)[(district < 2).astype(np.int64)]),
        "extl_valid_from": np.full(size, window.start - np.timedelta64(3653, "D")),
        "extl_valid_to": np.full(size, np.datetime64("NaT", "D")),
    }
