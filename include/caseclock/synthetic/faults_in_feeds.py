"""Planted faults in what the council delivers beside its case system."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.planting import Ground, place_of, sole
from caseclock.synthetic.working_days import days_after

NOT_A_REASON = "As told at the meeting"
"""Words that are on no list of reasons."""


def plant(ground: Ground) -> None:
    """Plant each fault of this module; first of all that only change rows, since few rows can carry them."""
    _stage_skipped(ground)
    _late_without_reason(ground)
    _reason_not_on_the_list(ground)


def _stage_skipped(ground: Ground) -> None:
    """A resolution that only ever was at the first stage is recorded at the second."""
    raised = ground.tables["ext_formal_resolution"]
    person = raised["exfr_person_id"]
    rows = ground.choose(person, sole(raised["exfr_id"]))
    raised["exfr_stage"][rows] = 2
    ground.note(
        "formal_resolution_stage_skipped",
        "ext_formal_resolution",
        rows,
        person[rows],
        "The first stage is missing",
    )


def _late_without_reason(ground: Ground) -> None:
    """Late by so much that no closure day of the council makes it in time."""
    met, enquiries, told = (
        ground.tables[name] for name in ("ssd_initial_cp_conference", "ssd_s47_enquiry", "ext_late_reason")
    )
    person = met["icpc_person_id"]
    key = enquiries["s47e_s47_enquiry_id"] * 10**9 + enquiries["s47e_person_id"]
    place = place_of(key, met["icpc_s47_enquiry_id"] * 10**9 + person)
    limit = days_after(enquiries["s47e_s47_start_date"][place], np.full(place.size, 22))
    late = (place >= 0) & (met["icpc_icpc_date"] > limit)
    rows = ground.choose(person, late & (met["icpc_icpc_date"] > ground.window.to - 360))
    given = np.flatnonzero(told["exlr_measure"] == "icpc_15wd")
    wanted = met["icpc_icpc_id"][rows] * 10**9 + person[rows]
    told_of = told["exlr_id"][given] * 10**9 + told["exlr_person_id"][given]
    ground.drop("ext_late_reason", given[place_of(told_of, wanted)])
    ground.note(
        "conference_late_without_reason",
        "ssd_initial_cp_conference",
        rows,
        person[rows],
        "No reason is given",
    )


def _reason_not_on_the_list(ground: Ground) -> None:
    told = ground.tables["ext_late_reason"]
    person = told["exlr_person_id"]
    rows = ground.choose(person, np.ones(person.size, dtype=bool))
    told["exlr_reason"][rows] = NOT_A_REASON
    ground.note("late_reason_unmapped", "ext_late_reason", rows, person[rows], "A reason that is on no list")
