"""What a contract asks for tonight, as checks, and what their SELECTs find; without Great Expectations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from caseclock import work
from caseclock.catalogue.contracts import contracts
from caseclock.check.contract_checks import contract_checks
from caseclock.check.declared import Check
from caseclock.check.delivery import Delivery, read_delivery
from rules.tables_of_a_night import make_work_file

CHILD = {"pers_person_id": "c1"}


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    path = make_work_file(tmp_path / "night.duckdb", {"ssd_person": [CHILD]})
    with work.connect(path) as opened:
        yield opened


def asked(connection: duckdb.DuckDBPyConnection) -> dict[str, Check]:
    return {check.rule: check for check in contract_checks("local", read_delivery(connection))}


def found(connection: duckdb.DuckDBPyConnection, rule: str) -> list[tuple[object, ...]]:
    return connection.execute(asked(connection)[rule].select).fetchall()


def test_no_two_checks_share_a_name(connection: duckdb.DuckDBPyConnection) -> None:
    every = contract_checks("local", read_delivery(connection))
    assert len({check.rule for check in every}) == len(every)


def test_every_select_can_be_run_and_gives_child_and_record(connection: duckdb.DuckDBPyConnection) -> None:
    for check in asked(connection).values():
        columns = [row[0] for row in connection.execute(f"describe {check.select}").fetchall()]
        assert columns[:2] == ["child_id", "record"], check.rule


def test_only_keys_and_links_to_the_child_are_errors_among_references(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    severity = {rule: check.severity for rule, check in asked(connection).items()}
    assert severity["ssd_contacts.cont_person_id.references"] == "error"
    assert severity["ssd_cla_reviews.clar_cla_id.references"] == "error"
    assert severity["ssd_cin_assessments.cina_referral_id.references"] == "warning"
    assert severity["ssd_cin_episodes.cine_referral_team.references"] == "warning"


def test_the_child_is_found_through_another_table(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "insert into ssd_cla_episodes (clae_cla_id, clae_person_id, record) values"
        " ('k1', 'c1', 1), ('k1', 'c1', 2), ('k2', 'c1', 3), ('k2', 'c2', 4)"
    )
    connection.execute(
        "insert into ssd_cla_reviews (clar_cla_id, clar_cla_review_participation, record) values"
        " ('k1', 'PN9', 1), ('k2', 'PN9', 2), ('k3', 'PN9', 3), ('k1', 'PN1', 4)"
    )
    rows = sorted(found(connection, "ssd_cla_reviews.clar_cla_review_participation.codes"), key=str)
    assert rows == [("c1", 1), (None, 2), (None, 3)]


def test_a_placement_says_its_child_or_is_asked_through_its_time_in_care(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    connection.execute("insert into ssd_cla_episodes (clae_cla_id, clae_person_id) values ('k1', 'c1')")
    connection.execute(
        "insert into ssd_cla_placement (clap_cla_id, clap_person_id, clap_cla_placement_type, record) values"
        " ('k1', null, 'XX', 1), ('k1', 'c2', 'XX', 2)"
    )
    assert sorted(found(connection, "ssd_cla_placement.clap_cla_placement_type.codes")) == [
        ("c1", 1),
        ("c2", 2),
    ]


def test_a_missing_link_is_not_a_wrong_one(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "insert into ssd_cin_assessments (cina_person_id, cina_referral_id, record) values"
        " ('c1', null, 1), ('c1', 'r1', 2)"
    )
    assert found(connection, "ssd_cin_assessments.cina_referral_id.references") == [("c1", 2)]


def test_keys_with_a_blank_part_are_compared_where_blanks_belong_to_them(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    connection.execute(
        "insert into ext_team_locality (extl_team_id, extl_postcode, extl_valid_from, record) values"
        " ('t1', null, '2026-01-01', 1), ('t1', null, '2026-01-01', 2), ('t1', null, '2026-02-01', 3)"
    )
    assert [row[1] for row in found(connection, "ext_team_locality.key_unique")] == [1, 2]
    connection.execute("insert into ssd_contacts (cont_person_id, record) values ('c1', 1), ('c1', 2)")
    assert found(connection, "ssd_contacts.key_unique") == []


def test_what_was_unread_is_told_once(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "insert into ssd_cin_episodes (cine_referral_id, cine_person_id, record) values"
        " ('r1', 'c1', 1), ('r2', 'c1', 2)"
    )
    connection.execute(
        "insert into unread values ('ssd_cin_episodes', 'cine_referral_date', 1, 'not a date')"
    )
    assert found(connection, "ssd_cin_episodes.cine_referral_date.readable") == [("c1", 1)]
    assert found(connection, "ssd_cin_episodes.cine_referral_date.not_null") == [("c1", 2)]
    native = asked(connection)["ssd_cin_episodes.cine_referral_date.not_null"].native
    assert native is not None and native.told_elsewhere == 1


def test_a_required_table_that_did_not_come_is_told_and_its_checks_are_not_run(tmp_path: Path) -> None:
    path = make_work_file(tmp_path / "night.duckdb", {}, not_supplied=["ssd_cp_plans", "ssd_missing"])
    with work.connect(path) as connection:
        every = asked(connection)
        assert connection.execute(every["ssd_cp_plans.supplied"].select).fetchall() == [(None, None)]
        plans = [check for check in every.values() if check.table == "ssd_cp_plans"]
        assert {check.not_run for check in plans if check.rule != "ssd_cp_plans.supplied"} == {
            "not supplied: ssd_cp_plans"
        }
        assert not [check for check in every.values() if check.table == "ssd_missing"]
        assert "ssd_cp_reviews.cppr_cp_plan_id.references" not in every


def test_a_table_refused_for_want_of_a_column_names_the_column(tmp_path: Path) -> None:
    path = make_work_file(tmp_path / "night.duckdb", {})
    with work.connect(path) as connection:
        connection.execute("update delivered set supplied = false where table_name = 'ssd_contacts'")
        connection.execute(
            "update delivered_column set supplied = false where column_name = 'cont_contact_date'"
        )
        every = asked(connection)
        assert not every["ssd_contacts.cont_contact_date.supplied"].not_run
        assert found(connection, "ssd_contacts.cont_contact_date.supplied") == [(None, None)]
        assert found(connection, "ssd_contacts.cont_contact_id.supplied") == []
        assert every["ssd_contacts.key_unique"].not_run == "not supplied: ssd_contacts"


def test_what_a_source_cannot_hold_is_not_asked_of_it(tmp_path: Path) -> None:
    path = make_work_file(tmp_path / "night.duckdb", {}, not_supplied=["ssd_cla_visits"])
    with work.connect(path) as connection:
        connection.execute("update delivered_column set expected = false where table_name = 'ssd_cla_visits'")
        connection.execute(
            "update delivered_column set expected = false, supplied = false where column_name = 'pers_sex'"
        )
        every = asked(connection)
        assert every["ssd_cla_visits.supplied"].not_run == "this kind of source does not hold the table"
        assert "ssd_person.pers_sex.codes" not in every


def test_an_optional_column_that_did_not_come_is_not_checked(tmp_path: Path) -> None:
    path = make_work_file(tmp_path / "night.duckdb", {})
    with work.connect(path) as connection:
        connection.execute(
            "update delivered_column set supplied = false where column_name = 'pers_ethnicity'"
        )
        assert "ssd_person.pers_ethnicity.codes" not in asked(connection)


def test_tables_that_the_night_made_itself_need_no_delivery() -> None:
    made = Delivery(
        supplied={},
        absent=frozenset(),
        not_expected=frozenset(),
        touched=frozenset(),
        unread={},
        rows={},
        first_night=True,
        year=2026,
        dated=True,
        not_whole="",
    )
    names = {check.rule for check in contract_checks("local", made)}
    assert "ssd_person.pers_sex.codes" in names
    assert not [name for name in names if name.endswith((".supplied", ".readable", ".quarantined"))]


def test_every_type_of_every_contract_is_what_the_work_file_has(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    for table in contracts():
        assert found(connection, f"{table}.types") == [], table
    connection.execute("alter table ssd_person alter pers_dob type varchar")
    assert found(connection, "ssd_person.types") == [(None, None, "pers_dob")]
