"""What Power BI, Excel and analysts stand on: names and types of the views' columns, and keys that all join."""

from __future__ import annotations

import csv
from pathlib import Path

import psycopg
import pytest

from caseclock.warehouse.reporting import views
from warehouse_server import Warehouse
from whole_night import published

CONTRACT = Path(__file__).parent / "reporting_views.csv"

COLUMNS = """
select class.relname, held.attname, format_type(held.atttypid, held.atttypmod)
from pg_class as class
inner join pg_attribute as held on held.attrelid = class.oid and held.attnum > 0 and not held.attisdropped
where class.relnamespace = 'reporting'::regnamespace and class.relkind = 'v'
order by class.relname, held.attnum
"""

KEYS = {
    "child_no": ("dim_child", "child_no"),
    "child_key": ("dim_child", "child_key"),
    "team_key": ("dim_team", "team_key"),
    "parent_team_key": ("dim_team", "team_key"),
    "locality_key": ("dim_locality", "locality_key"),
    "worker_key": ("dim_worker", "worker_key"),
    "measure_key": ("dim_measure", "measure_key"),
    "measure": ("dim_measure", "measure"),
    "team_place_key": ("dim_team_place", "team_place_key"),
}
"""Where each key of a view is found; every other column that ends in _key and is a number is a date."""

DIMENSIONS = {
    "dim_date": "date_key", "dim_child": "child_no", "dim_team": "team_key", "dim_locality": "locality_key",
    "dim_worker": "worker_key", "dim_measure": "measure_key", "dim_team_place": "team_place_key",
}  # fmt: skip


def declared() -> list[tuple[str, str, str]]:
    with CONTRACT.open(encoding="utf-8", newline="") as file:
        return [(row["view"], row["column"], row["type"]) for row in csv.DictReader(file)]


def test_no_column_of_a_view_goes_or_changes_its_name_or_type(warehouse: Warehouse) -> None:
    """A report out there reads it: add columns at the end, and put them into reporting_views.csv."""
    held = warehouse.ask(COLUMNS)
    missing = [each for each in declared() if each not in held]
    new = [each for each in held if each not in declared()]
    assert (missing, new) == ([], [])
    assert held == sorted(declared(), key=lambda each: each[0])


def test_every_view_and_column_that_is_explained_is_there() -> None:
    known = {(view, column) for view, column, _ in declared()}
    for view in views():
        explained = {(view.path.stem, column) for column in view.header.get("columns") or {}}
        assert explained <= known, f"{view.path.name} explains what it has not: {explained - known}"
    assert {view.path.stem for view in views()} == {view for view, _ in known}


@pytest.fixture(scope="module")
def star(template_server: str, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return published(template_server, tmp_path_factory.mktemp("night"))


@pytest.mark.parametrize("dimension", sorted(DIMENSIONS))
def test_a_dimension_has_one_row_a_key_and_its_unknown_members(star: Warehouse, dimension: str) -> None:
    key = DIMENSIONS[dimension]
    [(rows, keys, empty, members)] = star.ask(
        f"select count(*), count(distinct {key}), count(*) filter (where {key} is null),"
        f" count(*) filter (where {key} in (-1, -2)) from reporting.{dimension}",
        "reader",
    )
    assert rows == keys and rows > 2 and (empty, members) == (0, 2)


def test_the_date_table_can_be_marked_as_one(star: Warehouse) -> None:
    """Power BI asks for days without a gap, a double or an empty one."""
    [(rows, days, span, empty)] = star.ask(
        "select count(*), count(distinct date), max(date) - min(date) + 1, count(*) filter (where date is null)"
        " from reporting.dim_date",
        "reader",
    )
    assert rows == days == span and empty == 0


def test_every_key_of_a_view_is_filled_and_found_in_its_dimension(star: Warehouse) -> None:
    wrong = []
    for view, column, kind in declared():
        dimension, key = KEYS.get(
            column, ("dim_date", "date_key") if column.endswith("_key") and kind == "integer" else ("", "")
        )
        if not dimension or (view, column) == (dimension, key):
            continue
        [(lost,)] = star.ask(
            f"select count(*) from reporting.{view} as fact where not exists"
            f" (select from reporting.{dimension} as dim"
            f" where dim.authority = fact.authority and dim.{key} = fact.{column})",
            "reader",
        )
        if lost:
            wrong.append(f"{view}.{column}: {lost} rows without {dimension}.{key}")
    assert wrong == []


@pytest.mark.parametrize("view", ["clock_ledger", "measure_row", "measure_value", "open_clock", "forecast"])
def test_the_night_fills_the_facts(star: Warehouse, view: str) -> None:
    assert star.ask(f"select count(*) > 0 from reporting.{view}", "reader") == [(True,)]


def test_each_value_is_the_sum_of_its_rows(star: Warehouse) -> None:
    """By the integer keys, as a model in Power BI would add them up."""
    differing = """
        select value.measure, value.period_start, value.level, value.locality_key, value.team_key, value.post
        from reporting.measure_value as value
        inner join reporting.dim_measure as measure using (authority, measure_key)
        inner join lateral (
            select coalesce(sum(fact.denominator_amount), 0) as denominator
            from reporting.measure_row as fact
            where
                fact.measure_key = value.measure_key
                and fact.in_denominator
                and fact.counted_on_key between value.period_start_key and value.period_end_key
                and (value.level <> 'locality' or fact.locality_key = value.locality_key)
                and (value.level <> 'team' or fact.team_key = value.team_key)
                and (value.level <> 'group_manager' or fact.group_manager = value.post)
                and (value.level <> 'assistant_director' or fact.assistant_director = value.post)
        ) as added on true
        where measure.figure = 'proportion' and value.period = 'month' and added.denominator <> value.denominator
    """
    assert star.ask(differing, "reader") == []


def test_the_reader_cannot_reach_below_the_views(star: Warehouse) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        star.ask("select * from mart.month_snapshot_row", "reader")
