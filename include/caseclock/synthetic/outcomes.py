"""Why assessments and section 47 enquiries ended in no further action, and second reasons of referrals."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.draws import Dates, Numbers, Rng, Texts, given, mark, only, pick, words
from caseclock.synthetic.no_further_action import REASONS
from caseclock.synthetic.table import Rows, Tables
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import ASSESSMENT, Workforce
from caseclock.synthetic.working_days import moments

SECOND_REASON = 0.15
REFUSED = "No Further Action"


def outcomes(rng: Rng, tables: Tables, staff: Workforce, window: Window) -> dict[str, Rows]:
    """ext_contact_outcome with rows for assessments and section 47 enquiries, and with second reasons."""
    said, found, enquiries = (
        tables[name] for name in ("ext_contact_outcome", "ssd_cin_assessments", "ssd_s47_enquiry")
    )
    ended = found["cina_assessment_outcome_nfa"] == "Y"
    stopped = enquiries["s47e_s47_nfa"] == "Y"
    parts = [
        said,
        _refused(rng, "assessment", found["cina_assessment_id"][ended], found["cina_person_id"][ended],
                 found["cina_assessment_auth_date"][ended], staff, window),
        _refused(rng, "section_47", enquiries["s47e_s47_enquiry_id"][stopped], enquiries["s47e_person_id"][stopped],
                 enquiries["s47e_s47_end_date"][stopped], staff, window),
        _second(rng, said),
    ]  # fmt: skip
    return {"ext_contact_outcome": {name: np.concatenate([part[name] for part in parts]) for name in said}}


def _refused(
    rng: Rng, entity: str, number: Numbers, person: Numbers, day: Dates, staff: Workforce, window: Window
) -> Rows:
    """The children of one enquiry have one reason."""
    size = number.size
    _, one = np.unique(number, return_inverse=True)
    reason = _reasons(rng, int(one.max(initial=-1)) + 1)[one]
    return {
        "exco_id": number,
        "exco_entity": words([entity] * size),
        "exco_person_id": person,
        "exco_order": np.full(size, 1, dtype=np.int32),
        "exco_outcome": words([REFUSED] * size),
        "exco_reason": only(day >= window.reasons_from, reason),
        "exco_decided_at": moments(day, 600 + (number * 37) % 420),
        "exco_decided_by": staff.someone_in(rng, ASSESSMENT[person % 4]),
    }


def _second(rng: Rng, said: Rows) -> Rows:
    """Some referrals with a reason have another one beside it."""
    refused = (said["exco_entity"] == "referral") & given(said["exco_reason"])
    these = np.flatnonzero(mark(rng, refused, SECOND_REASON))
    rows = {name: values[these] for name, values in said.items()}
    names = words([reason.phrase for reason in REASONS])
    place = np.searchsorted(np.sort(names.astype(str)), rows["exco_reason"].astype(str))
    # The next one of the list, so that it is another one.
    other = np.sort(names.astype(str)).astype(object)[(place + 1) % names.size]
    return rows | {"exco_order": np.full(these.size, 2, dtype=np.int32), "exco_reason": other}


def _reasons(rng: Rng, size: int) -> Texts:
    return pick(rng, size, {reason.phrase: reason.share for reason in REASONS})
