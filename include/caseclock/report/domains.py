"""The parts of the work as the pages show them: their order, titles and pages, and what stands first."""

from __future__ import annotations

from typing import get_args

from caseclock.catalogue.measures import Domain

TITLES = {
    "contacts": "Contacts",
    "referrals": "Referrals",
    "assessments": "Assessments",
    "section_47": "Section 47 enquiries and conferences",
    "child_protection": "Child protection plans",
    "child_in_need": "Children in need",
    "looked_after": "Children looked after",
    "care_leavers": "Care leavers",
    "missing": "Missing children",
    "adoption": "Adoption",
    "complaints": "Complaints",
    "caseload": "Allocation and caseload",
    "workforce": "Workforce",
    "audit": "Audit, the child's voice and formal resolution",
    "early_help": "Early help",
    "performance": "Recording and performance",
}

DOMAINS: tuple[str, ...] = get_args(Domain)
"""In the order of the pages."""

GATEWAY = (
    ("Contacts", ("contacts",)),
    ("Conversion", ("contact_conversion_rate",)),
    ("Referrals", ("referrals",)),
    ("Re-referrals", ("re_referrals_12m",)),
    ("No further action", ("contact_no_further_action_pct", "referral_nfa_pct")),
)
"""The front door on one sheet."""

STANDARDS = (
    ("Assessments", ("assessment_45wd",)),
    ("Visits", ("cp_visit_interval_compliance", "cla_visit_timeliness", "cin_visit_timeliness")),
    ("Section 47 enquiries", ("section_47_duration", "icpc_decision_day5")),
    ("Initial child protection conferences", ("icpc_15wd",)),
    ("Complaints", ("complaint_stage1_10wd",)),
)
"""The five practice standards on one sheet."""

FOLDER = "measures"
"""Beside the scorecard: one page for each part of the work."""

NO_FURTHER_ACTION = "no_further_action"
"""The page of that folder on what ended in no further action, and why."""


def title(domain: str) -> str:
    """A part of the work as a heading."""
    return TITLES.get(domain, domain.replace("_", " ").capitalize())


def is_about_no_further_action(measure: str) -> bool:
    """Whether a measure also belongs to the page on no further action."""
    # The published ids abbreviate it; no other measure id holds these letters between underscores.
    return "_nfa_" in f"_{measure}_" or "no_further_action" in measure
