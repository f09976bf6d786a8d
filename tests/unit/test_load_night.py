"""The work file says what night it is, what came, and what did not."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseclock.catalogue.authorities import Authority, SourceConfig
from caseclock.catalogue.calendar import collection_year
from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.local_settings import Setting
from caseclock.errors import ConfigurationError
from caseclock.load.earlier_ids import take_tonights_ids
from deliveries import AS_AT, CONTACTS, PEOPLE, contacts, folder, landed, loaded

pytestmark = pytest.mark.usefixtures("own_data")

CENSUS = """<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header><Children><Child><ChildIdentifiers>
<LAchildID>77</LAchildID><PersonBirthDate>2015-02-30</PersonBirthDate></ChildIdentifiers></Child></Children></Message>"""


def test_every_contract_table_is_there_with_its_columns(tmp_path: Path) -> None:
    connection, _ = loaded(landed(contacts(tmp_path / "in", "")))
    for contract in contracts().values():
        columns = [row[0] for row in connection.execute(f"describe {contract.table}").fetchall()]
        assert columns == [*contract.column_names, "record"]


def test_what_came_is_said_for_every_table_and_column(tmp_path: Path) -> None:
    files = {
        "ssd_contacts.csv": CONTACTS + "1,2,2026-01-01\n1,2\n",
        "ssd_person.csv": "pers_person_id\n1\n",
        "ssd_address.csv": "addr_person_id\n",
    }
    connection, told = loaded(landed(folder(tmp_path / "in", files)))
    delivered = {row[0]: row[1:] for row in connection.sql("select * from delivered").fetchall()}
    assert set(delivered) == set(contracts())
    assert delivered["ssd_contacts"] == (True, True, "ssd_contacts.csv", 2, 1, 1)
    assert delivered["ssd_person"] == (True, False, "ssd_person.csv", 0, 0, 0)
    assert delivered["ssd_cp_plans"] == (True, False, None, 0, 0, 0)
    assert delivered["ssd_department"][:2] == (False, False)
    people = connection.sql(
        "select column_name from delivered_column where table_name = 'ssd_person' and supplied"
    ).fetchall()
    assert people == [("pers_person_id",)]
    assert connection.sql("select table_name, record, why from quarantined").fetchall() == [
        ("ssd_contacts", 2, "2 fields where the header has 3")
    ]
    assert "ssd_person" in told.not_supplied
    assert "ssd_contacts" not in told.not_supplied
    assert "ssd_department" not in told.not_supplied


def test_the_night_and_its_collection_year(tmp_path: Path) -> None:
    delivery = landed(contacts(tmp_path / "in", ""), "eclipse")
    connection, _ = loaded(delivery)
    assert connection.sql("select * exclude (until_at) from this_run").fetchall() == [
        ("sample", AS_AT, None, "test", True, "eclipse")
    ]
    assert connection.sql("select * from census").fetchall() == [
        (2026, date(2025, 4, 1), date(2026, 3, 31), None)
    ]
    connection, _ = loaded(delivery, census_year=2024)
    assert connection.sql("select year, reference_date from census").fetchall() == [(2024, date(2024, 3, 31))]
    told = connection.sql("select source, kind, as_at, same_as, sha256 from this_delivery").fetchall()
    assert told == [("folder", "folder", AS_AT, None, delivery.sha256)]


def test_settings_and_council_tables_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mapping = "source_system,entity,source_field,source_value,reason_code,disposition,valid_from,valid_to,owner,note\n"
    place = folder(tmp_path / "config", {"closures.csv": "date,note\n2025-12-29,x\n"})
    folder(
        place / "mappings",
        {
            "no_further_action.csv": mapping
            + "Any,Contact,reason, No – Consent ,nc,NO_FURTHER_ACTION,2025-01-01,,,\n"
        },
    )
    monkeypatch.setenv("CASECLOCK_CONFIG", str(place))
    authority = Authority("sample", "Sample", "301", (), (Setting("month_rule", "calendar"),))
    connection, _ = loaded(landed(contacts(tmp_path / "in", "")), authority=authority)
    assert connection.sql("select * from setting").fetchall() == [
        ("month_rule", "calendar", None, None),
        ("lea", "301", None, None),
    ]
    assert connection.sql("select * from closure").fetchall() == [(date(2025, 12, 29),)]
    assert connection.sql("select * from mapping_no_further_action").fetchall() == [
        ("any", "contact", "reason", "no - consent", "NC", "NO_FURTHER_ACTION", date(2025, 1, 1), None)
    ]


def test_the_last_published_night_lies_beside_tonight(tmp_path: Path) -> None:
    earlier = landed(contacts(tmp_path / "one", "1,2,2026-01-01\n"), as_at=AS_AT - timedelta(days=1))
    connection, _ = loaded(
        landed(contacts(tmp_path / "two", "")),
        previous=[earlier],
        previous_tables={"ssd_contacts", "ssd_cla_episodes"},
        previous_counts={"ssd_contacts": 1},
    )
    assert connection.sql("select cont_contact_id, record from previous.ssd_contacts").fetchall() == [
        ("1", 1)
    ]
    assert connection.sql("select count(*) from previous.ssd_cla_episodes").fetchall() == [(0,)]
    assert connection.sql("select * from previous_delivered").fetchall() == [("ssd_contacts", 1)]
    assert connection.sql("select previous_as_at, first_night from this_run").fetchall() == [
        (AS_AT - timedelta(days=1), False)
    ]


def test_the_night_before_a_change_of_system_takes_the_new_ids(tmp_path: Path) -> None:
    earlier = landed(
        contacts(tmp_path / "one", "1,A,2026-01-01\n2,B,2026-01-01\n"), "mosaic", AS_AT - timedelta(days=1)
    )
    wanted = {"ssd_contacts"}
    connection, _ = loaded(
        landed(contacts(tmp_path / "two", "1,100,2026-01-01\n"), "eclipse"),
        previous=[earlier],
        previous_tables=wanted,
    )
    connection.execute("create schema identity")
    connection.execute(
        "create table identity.crosswalk as from (values ('a', 'mosaic', 'A'), ('a', 'eclipse', '100'),"
        " ('b', 'mosaic', 'B'), ('c', 'liquidlogic', 'A')) as known (child_key, system, local_id)"
    )
    take_tonights_ids(connection, [earlier], wanted)
    assert connection.sql(
        "select cont_contact_id, cont_person_id from previous.ssd_contacts order by 1"
    ).fetchall() == [("1", "100"), ("2", "B")]


def test_several_sources_fill_one_work_file(tmp_path: Path) -> None:
    feed = SourceConfig(
        name="feed", kind="folder", where=str(folder(tmp_path / "two", {"ssd_person.csv": PEOPLE + "1,\n"}))
    )
    connection, told = loaded(
        landed(contacts(tmp_path / "one", "1,2,\n")), landed(tmp_path / "two", config=feed)
    )
    assert told.rows_loaded == 2
    assert connection.sql("select table_name from delivered where supplied order by 1").fetchall() == [
        ("ssd_contacts",),
        ("ssd_person",),
    ]
    with pytest.raises(ConfigurationError, match="Two sources deliver ssd_contacts"):
        other = replace(feed, where=str(contacts(tmp_path / "three", "")))
        loaded(landed(tmp_path / "one"), landed(tmp_path / "three", config=other))


def test_the_order_of_rows_changes_nothing_but_their_numbers(tmp_path: Path) -> None:
    lines = [f"{n},{n % 7},2026-01-{n % 28 + 1:02}\n" for n in range(200)]
    shuffled = random.Random(1).sample(lines, len(lines))
    seen = []
    for number, rows in enumerate((lines, shuffled)):
        connection, _ = loaded(landed(contacts(tmp_path / str(number), "".join(rows))))
        seen.append(connection.sql("select * exclude (record) from ssd_contacts order by all").fetchall())
    assert seen[0] == seen[1]


def test_eclipse_puts_two_things_where_others_do_not(tmp_path: Path) -> None:
    rows = "pers_person_id,pers_dob,pers_upn_unknown\n1,2026-06-01T00:00:00,A12345678901B\n2,2020-01-01,UN4\n"
    place = folder(tmp_path / "in", {"ssd_person.csv": rows})
    query = "select pers_dob, pers_expected_dob, pers_upn, pers_upn_unknown from ssd_person order by record"
    connection, _ = loaded(landed(place, "eclipse"))
    assert connection.sql(query).fetchall() == [
        (None, date(2026, 6, 1), "A12345678901B", None),
        (date(2020, 1, 1), None, None, "UN4"),
    ]
    connection, _ = loaded(landed(place, "plain"))
    assert connection.sql(query).fetchall()[0] == (date(2026, 6, 1), None, None, "A12345678901B")


def test_a_census_fills_what_it_can_and_says_what_it_cannot_hold(tmp_path: Path) -> None:
    connection, told = loaded(landed(folder(tmp_path, {"census.xml": CENSUS}) / "census.xml"))
    assert connection.sql("select pers_person_id, pers_dob from ssd_person").fetchall() == [("77", None)]
    assert connection.sql("select column_name, record from unread").fetchall() == [("pers_dob", 1)]
    assert "ssd_contacts" in told.not_supplied
    expected = "select expected from delivered_column where column_name = '{}'"
    assert connection.sql(expected.format("pers_forename")).fetchall() == [(False,)]
    assert connection.sql(expected.format("pers_dob")).fetchall() == [(True,)]
    assert connection.sql("select count(*) from ssd_contacts").fetchall() == [(0,)]


def test_a_feed_beside_a_census_is_supplied(tmp_path: Path) -> None:
    census = landed(folder(tmp_path, {"census.xml": CENSUS}) / "census.xml")
    feed = landed(folder(tmp_path / "in", {"ssd_department.csv": "dept_team_id,dept_team_name\nT1,Team\n"}))
    connection, _ = loaded(census, feed)
    supplied = (
        "select table_name from delivered where supplied and table_name in ('ssd_person', 'ssd_department')"
    )
    assert len(connection.sql(supplied).fetchall()) == 2
    assert connection.sql("select count(*) from delivered").fetchall() == [(len(contracts()),)]


@pytest.mark.parametrize(
    ("as_at", "year"),
    [
        (date(2026, 3, 31), 2026),
        (date(2026, 4, 1), 2026),
        (date(2026, 7, 31), 2026),
        (date(2026, 8, 1), 2027),
        (date(2027, 1, 1), 2027),
    ],
)
def test_the_collection_that_is_being_prepared(as_at: date, year: int) -> None:
    assert collection_year(as_at) == year
