"""By measure, how a made-up history is drawn; and thousands of them as worked examples."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from second_opinion_measures import made_up_care as care
from second_opinion_measures import made_up_front_door as door
from second_opinion_measures import made_up_leavers as leavers
from second_opinion_measures import made_up_plans as plans
from second_opinion_measures.opinions import Limit
from second_opinion_measures.plans import VISIT_LIMITS
from second_opinion_measures.verdicts import PLAIN

Maker = Callable[..., dict[str, Any]]


def _clock(*limits: int, **flags: int) -> Maker:
    return partial(door.start_and_stop, limits=limits, **flags)


MAKERS: dict[str, Maker] = {
    **{measure: _clock(limit) for measure, limit in PLAIN.items()},
    **{measure: partial(plans.visits, limit=limit) for measure, limit in VISIT_LIMITS.items()},
    "adoption_a10": care.adoption_a10,
    "adoption_a2": care.adoption_a2,
    "allocation_within_1wd": door.allocation,
    "assessment_45wd_from_referral": door.from_referral,
    "assessment_duration_bands": _clock(0, 10, 20, 30, 40, 45, 50, 60),
    "care_leaver_pa_visit": leavers.visit,
    "cla_at_date": plans.open_at,
    "cla_review_timeliness": care.review,
    "cla_visit_timeliness": care.visit,
    "complaint_stage1_10wd": _clock(10, extended=2, withdrawn=8),
    "complaint_stage1_20wd": _clock(20, extended=2, withdrawn=8),
    "complaint_stage2_25wd": _clock(25, 65, extended=2, withdrawn=8),
    "contact_decision_1wd": door.decision,
    "contact_decision_24h": door.decision_24_hours,
    "core_group_first_10wd": partial(plans.once_or_ended, limit=Limit(10)),
    "cp_review_timeliness": plans.review,
    "cpp_2_years_plus": plans.length,
    "cpp_at_date": plans.open_at,
    "cpp_duration_bands": plans.length,
    "cpp_open_2_years_plus": plans.length,
    "cpp_repeat_2yr": plans.repeat,
    "icpc_15wd": door.conference,
    "icpc_decision_day5": _clock(4, 5, day_one_is_start=2),
    "icpc_duration_bands": _clock(10, 15, 20),
    "icpc_open_overdue": _clock(15, icpc_not_required=5),
    "iha_20wd": partial(plans.once_or_ended, limit=Limit(20), consent_date=True),
    "pathway_plan_in_place": partial(leavers.by_months, months=3, start="relevant_from", stop="plan"),
    "pathway_plan_review_6m": partial(leavers.by_months, months=6, start="previous", stop="review"),
    "permanence_review_5plus_3m": care.permanence,
    "permanence_review_u5_4wk": care.permanence,
    "permanence_tracker_due_soon": care.permanence,
    "placements_3plus": care.placements,
    "re_referrals_12m": door.re_referral,
    "referral_decision_1wd": door.decision,
    "rha_timeliness": care.health,
    "rhi_72h": leavers.return_interview,
}
NO_AS_OF = {"adoption_a10", "adoption_a2", "cpp_duration_bands", "assessment_45wd", "icpc_15wd", "rhi_72h"}
"""Measures that are also asked without an as_of, as the public examples do."""


@st.composite
def histories(draw: Callable[..., Any], measure_id: str, as_of: date | None) -> dict[str, Any]:
    return MAKERS[measure_id](draw, as_of)


def made_up(measure_id: str, as_of: date | None, number: int, chosen: int = 0) -> list[dict[str, Any]]:
    """Up to `number` different histories for a measure at an as_of; the same seed `chosen` gives the same."""
    found: list[dict[str, Any]] = []

    @seed(chosen + sum(measure_id.encode()))
    @settings(
        max_examples=3 * number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(histories(measure_id, as_of))
    def collect(history: dict[str, Any]) -> None:
        if history not in found:
            found.append(history)

    collect()
    return found[:number]
