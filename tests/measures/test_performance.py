"""Late recording, fresh feeds and corrective actions: figures worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

from measures.people_rows import AS_AT, JOINED, Row, breakdown, figure


def test_a_visit_made_on_time_and_entered_late_is_late_recorded(night):
    def entry(number: int, happened: date, entered: date | None, table: str = "ssd_cp_visits") -> Row:
        return {
            "exra_table": table,
            "exra_id": f"v{number}",
            "exra_person_id": "c1",
            "exra_event_on": happened,
            "exra_recorded_on": entered,
        }

    made = night(
        AS_AT,
        only=("late_recording", "late_recording_median_days"),
        ssd_person=[{"pers_person_id": "c1"}],
        ext_recorded_at=[
            entry(1, date(2025, 9, 1), date(2025, 9, 21)),
            entry(2, date(2025, 9, 1), date(2025, 9, 8)),  # 5 working days
            entry(3, date(2025, 9, 1), date(2025, 9, 1), "ssd_contacts"),
            entry(4, date(2025, 9, 10), date(2025, 9, 2)),  # entered as a plan
            entry(5, date(2025, 9, 1), None),
        ],
    )
    month = {"period": "month"}
    assert figure(made, "late_recording", **month) == (1, 3, 33.3)
    assert figure(made, "late_recording_median_days", **month)[2] == 7.0
    assert breakdown(made, "late_recording", "month") == {"ssd_cp_visits": 50.0, "ssd_contacts": 0.0}


def test_a_corrective_action_is_open_past_its_date(night):
    def action(number: int, due: date | None, done: date | None = None) -> Row:
        return {
            "exca_id": f"x{number}",
            "exca_measure": "icpc_15wd",
            "exca_month": date(2025, 7, 1),
            "exca_due_on": due,
            "exca_completed_on": done,
        }

    made = night(
        AS_AT,
        only=("corrective_action_open",),
        ext_corrective_action=[
            action(1, date(2025, 9, 29)),
            action(2, AS_AT),
            action(3, None),
            action(4, date(2025, 8, 1), date(2025, 9, 15)),
        ],
    )
    assert figure(made, "corrective_action_open") == (1, 3, 33.3)
    # At the end of August the fourth was open and past its date; at the end of July there was none.
    august = {"period": "month", "period_start": date(2025, 8, 1)}
    assert figure(made, "corrective_action_open", **august) == (1, 4, 25.0)
    assert figure(made, "corrective_action_open", period="month", period_start=date(2025, 7, 1)) is None


def test_a_feed_that_is_used_again_grows_older(night):
    made = night(
        AS_AT,
        only=("load_freshness_hours",),
        delivered_from=[
            {"table_name": "ssd_person", "source": "case_system"},
            {"table_name": "ext_post", "source": "posts"},
        ],
        this_delivery=[
            {"source": "case_system", "covers_to": AS_AT},
            {"source": "posts", "covers_to": AS_AT - timedelta(days=2)},
        ],
    )
    hours = breakdown(made, "load_freshness_hours")
    assert (hours["ssd_person"], hours["ext_post"]) == (0, 48)


def test_a_missed_target_needs_a_cause_and_an_owner_in_each_district(night):
    def conference(team: str, number: int, held: date) -> tuple[Row, Row]:
        enquiry = {
            "s47e_s47_enquiry_id": f"{team}{number}",
            "s47e_person_id": f"{team}{number}",
            "s47e_s47_start_date": date(2025, 8, 1),
            "s47e_s47_completed_by_team": team,
        }
        held_row = {
            "icpc_icpc_id": f"{team}{number}",
            "icpc_s47_enquiry_id": f"{team}{number}",
            "icpc_person_id": f"{team}{number}",
            "icpc_icpc_date": held,
        }
        return enquiry, held_row

    def action(number: int, locality: str | None, **more: object) -> Row:
        return {
            "exca_id": f"x{number}",
            "exca_measure": "icpc_15wd",
            "exca_month": date(2025, 8, 1),
            "exca_locality": locality,
            **{f"exca_{name}": value for name, value in more.items()},
        }

    in_time, late = date(2025, 8, 22), date(2025, 8, 26)
    made_of = [conference(team, 1, late) for team in "NSE"] + [conference("W", 1, in_time)]
    made_of += [conference("N", 2, in_time), conference("L", 1, late), conference("nowhere", 1, late)]
    made = night(
        AS_AT,
        only=("icpc_15wd", "corrective_action_report_rows"),
        ssd_s47_enquiry=[enquiry for enquiry, _ in made_of],
        ssd_initial_cp_conference=[held for _, held in made_of],
        ext_team_locality=[
            {"extl_team_id": name[0], "extl_locality": name, "extl_valid_from": JOINED}
            for name in ("North", "South", "East", "West", "Low")
        ],
        ext_target=[
            {"extg_measure": "icpc_15wd", "extg_target": 80, "extg_valid_from": JOINED},
            {
                "extg_measure": "icpc_15wd",
                "extg_target": 0,
                "extg_locality": "Low",
                "extg_valid_from": JOINED,
            },
        ],
        ext_corrective_action=[
            action(1, "North", cause="No chair", owner="GM North"),
            action(2, "South", cause="No chair"),
            action(3, None, team_id="E", cause="No room", owner="GM East"),
        ],
    )
    august = {"period": "month", "period_start": date(2025, 8, 1)}
    # North (50), South and East (0) miss 80; West met it, 0 is what Low was to reach, and
    # what no district is known of is nobody's to answer for.
    assert figure(made, "corrective_action_report_rows", **august) == (2, 3, 66.7)
    place = dict(made.execute("select locality_name, locality_key from core.dim_locality").fetchall())
    south = {"level": "locality", "locality_key": place["South"]}
    assert figure(made, "corrective_action_report_rows", **august, **south) == (0, 1, 0.0)
    assert figure(made, "icpc_15wd", **august) == (2, 7, 28.6)
