"""All tables of a synthetic authority without a fault, in the form that is the same for every system."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic import (
    allocations,
    care,
    care_contact,
    care_tables,
    casework,
    contact_tables,
    contacts,
    involvements,
    leaving_care,
    people,
    pre_proceedings,
    protection,
    visits,
)
from caseclock.synthetic.cases import Cases, cases
from caseclock.synthetic.draws import Dates
from caseclock.synthetic.feeds import feeds
from caseclock.synthetic.population import Families, contacts_wanted, families
from caseclock.synthetic.table import Tables
from caseclock.synthetic.window import Window
from caseclock.synthetic.workforce import with_case_holders, workforce

STAGES = (
    "population",
    "cases",
    "staff",
    "contacts",
    "casework",
    "protection",
    "care",
    "people",
    "returns",
    "feeds",
)


def records(children: int, window: Window, seed: int, *, shared_ids: bool) -> Tables:
    """The tables of `children` children, by contract name; the same for the same seed.

    shared_ids: one id of a contact, a section 47 enquiry and a conference covers a group of children.
    """
    # A stream of its own for each stage, so that a change in one does not stir all the others.
    streams = np.random.SeedSequence(seed).spawn(len(STAGES))
    rng = {name: np.random.default_rng(stream) for name, stream in zip(STAGES, streams, strict=True)}
    wanted = contacts_wanted(children, window)
    born = families(rng["population"], children, window)
    opened = cases(rng["cases"], born, window)
    staff, tables = workforce(rng["staff"], wanted, window)
    received = contacts.contacts(rng["contacts"], born, opened, wanted, window)
    tables |= contact_tables.contact_tables(
        rng["contacts"], received, opened, staff, window, shared=shared_ids
    )
    tables["ssd_early_help_episodes"] = contact_tables.early_help(rng["contacts"], received, staff, window)

    known = casework.casework(rng["casework"], born, opened)
    periods = care.care_periods(rng["care"], born, opened, window)
    died = people.deaths(rng["people"], born, opened, received, window)
    closing = casework.closing_reasons(rng["casework"], born, opened, periods, died)
    tables["ssd_cin_episodes"] = casework.referrals(rng["casework"], opened, known, closing, staff, window)
    nothing_found = casework.without_factor(rng["returns"], opened, closing, window)
    tables |= casework.assessments(rng["casework"], opened, known, nothing_found, staff, window)
    tables["ssd_s47_enquiry"] = protection.enquiries(
        rng["casework"], opened, known, staff, window, shared=shared_ids
    )
    tables["ssd_initial_cp_conference"] = protection.conferences(
        rng["casework"], opened, known, staff, window, shared=shared_ids
    )
    tables |= protection.plans(rng["casework"], opened, known, staff, window, shared=shared_ids)
    tables["ssd_cp_visits"] = visits.plan_visits(rng["protection"], opened, window)
    tables["ssd_cin_visits"] = visits.need_visits(rng["protection"], opened, window)
    tables["ssd_cp_reviews"] = visits.plan_reviews(rng["protection"], opened, window)

    legal = care.legal_spells(rng["care"], periods)
    placed = care.placements(rng["care"], born, periods, legal, window)
    tables |= care_tables.care_tables(rng["care"], opened, known, periods, legal, placed, window)
    tables["ssd_cla_reviews"], first_review = care_contact.care_reviews(rng["care"], periods, window)
    tables["ssd_cla_visits"] = care_contact.care_visits(rng["care"], periods, placed, first_review, window)
    tables["ssd_missing"] = care_contact.missing_episodes(rng["care"], born, periods, window)
    tables["ssd_permanence"] = leaving_care.permanence(rng["care"], periods, legal, staff, window)
    tables["ssd_care_leavers"] = leaving_care.care_leavers(rng["care"], born, periods, staff, window)
    held = allocations.open_by_team(born, opened, known, tables["ssd_care_leavers"], window)
    staff = with_case_holders(staff, held, allocations.CASES_A_POST)
    tables["ssd_involvements"] = involvements.involvements(rng["casework"], opened, known, staff, window)

    disabled = people.disabled_children(rng["people"], born, opened, known)
    first_known = _first_known(born, opened, received)
    tables["ssd_person"] = people.person_table(rng["people"], born, disabled, died, first_known, window)
    tables["ssd_linked_identifiers"] = people.former_numbers(rng["returns"], tables["ssd_person"])
    tables["ssd_pre_proceedings"] = pre_proceedings.pre_proceedings(rng["returns"], opened, window)
    tables["ssd_address"] = people.addresses(rng["people"], born, window)
    tables["ssd_disability"] = people.disabilities(rng["people"], disabled, born.born <= window.to)
    seed_of_feeds = streams[STAGES.index("feeds")]
    return dict(sorted(feeds(seed_of_feeds, tables, born, opened, periods, staff, window).items()))


def _first_known(born: Families, opened: Cases, received: contacts.Contacts) -> Dates:
    first = np.full(born.born.size, np.datetime64("2999-12-31", "D"))
    np.minimum.at(first, received.child, received.received)
    np.minimum.at(first, opened.child, opened.history.contact)
    return first
