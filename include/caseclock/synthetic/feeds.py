"""What a council delivers beside its case system, and the tables that hang on it: one topic after the other."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic import (
    allocations,
    audits,
    care_plans,
    complaints,
    education,
    enquiry_steps,
    formal_resolutions,
    health,
    leavers,
    outcomes,
    permanence_panel,
    plan_meetings,
    posts,
    recorded,
    return_interviews,
    targets,
    voices,
)
from caseclock.synthetic.care import CarePeriods
from caseclock.synthetic.cases import Cases
from caseclock.synthetic.population import Families
from caseclock.synthetic.table import Tables
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import Workforce

TOPICS = (
    "enquiries", "assessments", "late", "core_groups", "need_reviews", "panel", "permanence", "care_plans", "voices",
    "health", "immunisations", "questionnaires", "consents", "education", "missing", "leavers", "allocations",
    "complaints", "resolutions", "audits", "views", "advocacy", "posts", "actions", "recorded", "outcomes", "history",
)  # fmt: skip


def feeds(
    seed: np.random.SeedSequence,
    made: Tables,
    people: Families,
    opened: Cases,
    periods: CarePeriods,
    staff: Workforce,
    window: Window,
) -> Tables:
    """The tables of every feed, in agreement with `made`, the tables of the case system."""
    streams = seed.spawn(len(TOPICS))
    rng = {name: np.random.default_rng(stream) for name, stream in zip(TOPICS, streams, strict=True)}
    tables = dict(made)
    tables |= enquiry_steps.enquiry_steps(rng["enquiries"], tables, window)
    tables |= outcomes.outcomes(rng["outcomes"], tables, staff, window)
    tables |= enquiry_steps.assessment_progress(rng["assessments"], tables, window)
    tables |= enquiry_steps.late_reasons(rng["late"], tables)
    tables |= plan_meetings.core_groups(rng["core_groups"], tables, window)
    tables |= plan_meetings.plan_history(rng["history"], tables)
    tables |= plan_meetings.need_reviews(rng["need_reviews"], tables, window)
    tables |= permanence_panel.permanence_panel(rng["panel"], people, periods, window)
    tables |= permanence_panel.permanence_plans(rng["permanence"], tables, periods, window)
    tables |= care_plans.care_plans(rng["care_plans"], periods, window)
    tables |= care_plans.voices_of_children(rng["voices"], tables)
    tables |= care_plans.open_elsewhere(tables, periods, window)
    tables |= health.health_checks(rng["health"], people, periods, window)
    tables |= health.immunisations(rng["immunisations"], periods, window)
    tables |= health.questionnaires(rng["questionnaires"], people, periods, window)
    tables |= health.consents(rng["consents"], periods, window)
    tables |= education.school_terms(window)
    terms = tables["ext_school_term"]
    tables |= education.education_plans(rng["education"], people, periods, terms, window)
    tables |= return_interviews.return_interviews(rng["missing"], tables, window)
    tables |= leavers.leavers(rng["leavers"], people, tables, window)
    tables |= allocations.allocations(rng["allocations"], people, opened, tables, staff, window)
    tables |= complaints.complaints(rng["complaints"], tables, window)
    tables |= formal_resolutions.formal_resolutions(rng["resolutions"], tables, window)
    tables |= audits.audits(rng["audits"], tables, window)
    tables |= voices.child_views(rng["views"], tables, window)
    tables |= voices.advocacy(rng["advocacy"], tables, window)
    tables |= posts.posts(rng["posts"], tables, staff, window)
    tables |= targets.targets(window)
    tables |= targets.corrective_actions(rng["actions"], window)
    tables |= recorded.recorded(rng["recorded"], tables, window)
    held = tables["ssd_professionals"]
    caseload = allocations.caseloads(tables["ext_allocation"], held)
    tables["ssd_professionals"] = held | {"prof_professional_caseload": caseload.astype(np.int32)}
    # No two tables share a column: a fault planted in one of them is not a fault of the other.
    return {table: {name: values.copy() for name, values in rows.items()} for table, rows in tables.items()}
