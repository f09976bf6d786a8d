"""Rows of children looked after, as a case system delivers them, and how a test reads a figure."""

from __future__ import annotations

from datetime import date

AS_AT = date(2025, 3, 31)


def care(person, started, ended=None, period=None, **more):
    period = period or f"{person}-care"
    return {
        "clae_cla_episode_id": f"{period}-{started}",
        "clae_person_id": person,
        "clae_cla_id": period,
        "clae_cla_episode_start_date": started,
        "clae_entered_care_date": started,
        "clae_cla_episode_ceased_date": ended,
        **more,
    }


def home(person, started, ended=None, kind="U6", miles=None, period=None):
    return {
        "clap_cla_placement_id": f"{person}-{started}",
        "clap_person_id": person,
        "clap_cla_id": period or f"{person}-care",
        "clap_cla_placement_start_date": started,
        "clap_cla_placement_end_date": ended,
        "clap_cla_placement_type": kind,
        "clap_cla_placement_distance": miles,
    }


def born(person, day, **more):
    return {"pers_person_id": person, "pers_dob": day, **more}


def status(person, code, started, ended=None):
    return {
        "lega_legal_status_id": f"{person}-{code}-{started}",
        "lega_person_id": person,
        "lega_legal_status": code,
        "lega_legal_status_start_date": started,
        "lega_legal_status_end_date": ended,
    }


def panel(person, held, booked=None, final=None, name="Permanence panel", period=None):
    return {
        "expr_id": f"{person}-{held or booked}",
        "expr_person_id": person,
        "expr_cla_id": period,
        "expr_held_on": held,
        "expr_booked_for": booked,
        "expr_final_outcome": final,
        "expr_panel": name,
    }


def figure(connection, measure, on=None):
    """Numerator, denominator and value at the as-at date, or at the end of an earlier month."""
    period, day = ("month", on) if on else ("as_at", AS_AT)
    rows = connection.execute(
        "select numerator, denominator, value from mart.measure_value"
        " where measure = ? and level = 'authority' and period = ? and period_end = ?",
        [measure, period, day],
    ).fetchall()
    assert len(rows) <= 1
    return tuple(None if each is None else float(each) for each in rows[0]) if rows else None


def members(connection, measure, breakdown="category"):
    rows = connection.execute(
        "select member, numerator, denominator from mart.measure_breakdown"
        " where measure = ? and breakdown = ? and period = 'as_at' order by member",
        [measure, breakdown],
    ).fetchall()
    return {member: (float(part), None if whole is None else float(whole)) for member, part, whole in rows}


def reviewed(period, *days):
    return [
        {"clar_cla_review_id": f"{period}-{day}", "clar_cla_id": period, "clar_cla_review_date": day}
        for day in days
    ]
