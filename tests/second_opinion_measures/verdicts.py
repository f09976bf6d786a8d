"""The opinion of every measure that worked examples may ask about, by its id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from second_opinion_measures import care, front_door, other, plans
from second_opinion_measures.opinions import DAYS, MONTHS, Limit, Opinion
from second_opinion_measures.reading import Inputs

PLAIN = {
    "assessment_45wd": 45,
    "complaint_stage3_panel_30wd": 30,
    "complaint_stage3_report_5wd": 5,
    "complaint_stage3_response_15wd": 15,
    "contact_decision_1wd": 1,
    "referral_decision_1wd": 1,
    "formal_resolution_20wd": 20,
    "icpc_transfer_in_15wd": 15,
}
"""Clocks of so many working days from start to stop, and nothing else."""

OPINIONS: dict[str, Callable[[Inputs], Opinion]] = {
    **{measure: partial(front_door.from_start_to_stop, limit=limit) for measure, limit in PLAIN.items()},
    **{measure: partial(plans.visit, limit=limit) for measure, limit in plans.VISIT_LIMITS.items()},
    "adoption_a10": care.adoption_a10,
    "adoption_a2": care.adoption_a2,
    "allocation_within_1wd": front_door.allocation,
    "assessment_45wd_from_referral": front_door.assessment_from_referral,
    "assessment_duration_bands": front_door.assessment_band,
    "care_leaver_pa_visit": other.leaver_visit,
    "cla_at_date": plans.open_at,
    "cla_review_timeliness": care.review,
    "cla_visit_timeliness": care.visit,
    "complaint_stage1_10wd": partial(other.complaint, limit=10),
    "complaint_stage1_20wd": partial(other.complaint, limit=20, only_extended=True),
    "complaint_stage2_25wd": partial(other.complaint, limit=25, extended_to=65),
    "contact_decision_24h": front_door.decision_24_hours,
    "core_group_first_10wd": partial(plans.once_or_ended, limit=Limit(10)),
    "cp_review_timeliness": plans.review,
    "cpp_2_years_plus": partial(plans.two_years, ended=True),
    "cpp_at_date": plans.open_at,
    "cpp_duration_bands": plans.length_band,
    "cpp_open_2_years_plus": partial(plans.two_years, ended=False),
    "cpp_repeat_2yr": plans.repeat,
    "icpc_15wd": front_door.conference,
    "icpc_decision_day5": front_door.conference_decision,
    "icpc_duration_bands": front_door.conference_band,
    "icpc_open_overdue": front_door.conference_open,
    "iha_20wd": partial(plans.once_or_ended, limit=Limit(20)),
    "pathway_plan_in_place": other.pathway_plan,
    "pathway_plan_review_6m": other.pathway_review,
    "permanence_review_5plus_3m": partial(care.permanence, limit_here=Limit(3, MONTHS)),
    "permanence_review_u5_4wk": partial(care.permanence, limit_here=Limit(28, DAYS)),
    "permanence_tracker_due_soon": care.permanence_soon,
    "placements_3plus": care.placements,
    "re_referrals_12m": front_door.re_referral,
    "rha_timeliness": care.health_review,
    "rhi_72h": other.return_interview,
}


def verdict(measure_id: str, inputs: Mapping[str, Any], as_of: date | None) -> Opinion:
    """What `measure_id` says of `inputs` at `as_of`; KeyError for a measure that has no worked examples."""
    return OPINIONS[measure_id](Inputs(inputs, as_of))
