"""The tables of care: episodes, placements, legal statuses and the terms of placements."""

from __future__ import annotations

import numpy as np

from caseclock.synthetic.care import CarePeriods, Placements, Spells, at, lasting
from caseclock.synthetic.cases import Cases
from caseclock.synthetic.casework import Casework
from caseclock.synthetic.draws import Rng, between, only, pick, words, yes_no
from caseclock.synthetic.names import postcode
from caseclock.synthetic.table import Rows, ids, person_ids, row_ids, sorted_rows
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import NEVER, days_between, either

CHANGE_REASONS = {
    "CARPL": 45,
    "CREQB": 18,
    "LAREQ": 10,
    "CHILD": 7,
    "PLACE": 6,
    "CREQO": 5,
    "STAND": 1,
    "OTHER": 8,
}
TEMPORARY_DAYS = 7
"""Stays so short do not count as a move."""
FOSTERED = ("U1", "U3", "U4", "U6")


def care_tables(
    rng: Rng,
    opened: Cases,
    known: Casework,
    periods: CarePeriods,
    legal: Spells,
    placed: Placements,
    window: Window,
) -> dict[str, Rows]:
    """ssd_cla_episodes, ssd_cla_placement, ssd_legal_status and ext_placement_terms."""
    count = placed.period.size
    moved = window.happened(placed.ended)
    begun = legal.started <= window.to
    holding = legal.period[begun]
    changed = ~np.isnat(moved) & (placed.ended != periods.ended[placed.period])
    provider = pick(rng, count, {"PR1": 64, "PR4": 36})
    provider[~np.isin(placed.kind.astype(str), FOSTERED)] = "PR4"
    provider[placed.kind == "P1"] = "PR0"
    distance = np.round(rng.gamma(1.4, 9.0, count), 1)
    # Nearly all that is far away lies in another authority, and a little of what is near.
    outside = (distance > 20) & (placed.period % 10 != 0) | (distance > 8) & (placed.period % 6 == 0)
    homes = words([postcode(district, place) for district in range(4) for place in range(40)])
    return {
        "ssd_cla_episodes": _episodes(rng, opened, known, periods, legal, placed, window),
        "ssd_cla_placement": {
            "clap_cla_placement_id": row_ids("placement", count),
            "clap_person_id": person_ids(periods.child[placed.period]),
            "clap_cla_id": ids("care_period", periods.row[placed.period]),
            "clap_cla_placement_start_date": placed.started,
            "clap_cla_placement_type": placed.kind,
            "clap_cla_placement_urn": words([f"SC{number}" for number in 900_000 + rng.integers(0, 400, count)]),
            "clap_cla_placement_distance": distance,
            "clap_cla_placement_provider": provider,
            "clap_cla_placement_postcode": homes[rng.integers(0, homes.size, count)],
            "clap_cla_placement_end_date": moved,
            "clap_cla_placement_change_reason": only(changed, pick(rng, count, CHANGE_REASONS)),
        },
        "ssd_legal_status": {
            "lega_legal_status_id": row_ids("legal_status", holding.size),
            "lega_person_id": person_ids(periods.child[holding]),
            "lega_legal_status": legal.code[begun],
            "lega_legal_status_start_date": legal.started[begun],
            "lega_legal_status_end_date": window.happened(legal.ended[begun]),
        },
        "ext_placement_terms": {
            "expt_cla_placement_id": row_ids("placement", count),
            "expt_long_term": yes_no(lasting(placed)),
            "expt_category": placed.category,
            "expt_temporary": yes_no(days_between(placed.started, placed.ended) <= TEMPORARY_DAYS),
            "expt_outside_area": yes_no(outside),
        },
    }  # fmt: skip


def _episodes(
    rng: Rng,
    opened: Cases,
    known: Casework,
    periods: CarePeriods,
    legal: Spells,
    placed: Placements,
    window: Window,
) -> Rows:
    """A new episode begins with each new placement, each new status, and both on one day."""
    changes = np.concatenate([placed.period, legal.period]) * 100_000
    changes += np.concatenate([placed.started, legal.started]).astype(np.int64)
    key = np.unique(changes)
    period, started = key // 100_000, (key % 100_000).astype("datetime64[D]")
    in_placement, in_status = at(placed, period, started), at(legal, period, started)
    moved, other_status = placed.started[in_placement] == started, legal.started[in_status] == started
    followed = np.concatenate([period[1:] == period[:-1], [False]])[: period.size]
    following = np.concatenate([started[1:], [NEVER]])[: period.size]
    ended = either(followed, following, periods.ended[period])
    begun = started <= window.to
    ended = window.happened(ended)
    first = started == periods.started[period]
    why = np.select([first, moved & other_status, moved], ["S", "B", "P"], "L").astype(object)
    over = periods.leaving[period]
    over[followed] = "X1"
    row = periods.row[period]
    until = np.fmin(periods.ended, window.to)[period]
    met = np.maximum(until - between(rng, period.size, 3, 60), periods.started[period])
    found: Rows = {
        "clae_person_id": person_ids(periods.child[period]),
        "clae_cla_episode_start_date": started,
        "clae_cla_episode_start_reason": why,
        "clae_cla_primary_need_code": known.need[row],
        "clae_cla_episode_ceased_date": ended,
        "clae_cla_episode_ceased_reason": only(~np.isnat(ended), over),
        "clae_cla_id": ids("care_period", row),
        "clae_referral_id": ids("referral", row),
        "clae_cla_placement_id": ids("placement", in_placement),
        "clae_entered_care_date": periods.started[period],
        "clae_cla_last_iro_contact_date": met,
    }
    found = {name: values[begun] for name, values in found.items()}
    found = sorted_rows(found, "clae_cla_episode_start_date", "clae_person_id")
    return {"clae_cla_episode_id": row_ids("care_episode", int(begun.sum())), **found}
