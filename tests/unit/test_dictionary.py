"""The dictionary holds everything that is declared, and only that."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from openpyxl import load_workbook

from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.measures import measures
from caseclock.catalogue.rules import return_names, rules
from caseclock.report import lineage
from caseclock.report.dictionary import write_dictionary
from caseclock.report.dictionary_entries import from_where, measure_entries, view_entries
from caseclock.report.select_columns import Relation, read_select
from caseclock.warehouse.reporting import views


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dictionary(tmp_path_factory.mktemp("pages") / "dictionary.html")


def test_everything_declared_is_there(page: Path) -> None:
    codes = set(html.fromstring(page.read_text(encoding="utf-8")).xpath("//code/text()"))
    assert {measure.id for measure in measures()} <= codes
    assert {rule.rule for name in return_names() for rule in rules(name)} <= codes
    for contract in contracts().values():
        assert contract.table in codes
        assert {column.name for column in contract.columns} <= codes
    for view in view_entries():
        assert {view.name} | {column.name for column in view.columns} <= codes


def test_the_page_is_whole_private_and_loads_nothing(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert page.stat().st_mode & 0o777 == 0o600
    assert "<script" not in text and text.rstrip().endswith("</html>")
    tree = html.fromstring(text)
    assert len(tree.xpath("//@id")) == len(set(tree.xpath("//@id")))
    assert not tree.xpath("//table[not(caption)]") and not tree.xpath("//th[not(@scope)]")


def test_a_clock_says_its_limit_in_words() -> None:
    found = {entry.id: entry for entry in measure_entries()}
    assert found["icpc_15wd"].limit == "15 working days"
    assert found["contact_decision_1wd"].limit == "1 working day"
    assert found["contacts"].limit == ""


def test_the_workbook_says_the_same_and_runs_nothing(page: Path) -> None:
    path = page.with_suffix(".xlsx")
    assert path.stat().st_mode & 0o777 == 0o600
    book = load_workbook(path)
    sheets = {sheet.title: list(sheet.values) for sheet in book}
    assert [row[0] for row in sheets["Measures"][1:]] == [measure.id for measure in measures()]
    said = {(row[0], row[1]) for row in sheets["Views"][1:]}
    assert said == {(view.name, column.name) for view in view_entries() for column in view.columns}
    columns = {(row[0], row[1]) for row in sheets["Delivered columns"][1:]}
    assert columns == {(each.table, column.name) for each in contracts().values() for column in each.columns}
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert "f" not in kinds


def test_every_column_of_a_view_leads_back() -> None:
    """To a column of the warehouse at least; only a count of rows and a plain yes or no are made of none."""
    none = {("finding_count", "open_findings"), ("definition", "is_current")}
    lost = {
        (view.name, column.name) for view in view_entries() for column in view.columns if not column.warehouse
    }
    assert lost <= none
    assert {view.name for view in view_entries()} == {view.path.stem for view in views()}


def test_every_measure_leads_back_to_what_was_delivered() -> None:
    about_nights = {"load_freshness_hours"}
    for entry in measure_entries():
        assert entry.read or entry.id in about_nights, entry.id
        if entry.read:
            assert {table for table, _ in entry.read} & set(entry.needs), entry.id


def test_lineage_from_a_view_through_the_star_to_the_case_system() -> None:
    assert lineage.view_columns("dim_child")["birth_month"] == (("core.dim_child", "birth_month"),)
    assert lineage.delivered("core.dim_child", "birth_month") == (("ssd_person", "pers_dob"),)
    assert lineage.view_columns("dim_team_place")["group_manager"] == (("core.team_place", "group_manager"),)
    assert lineage.delivered("core.team_place", "group_manager") == (
        ("ext_team_locality", "extl_group_manager"),
    )
    assert ("ssd_initial_cp_conference", "icpc_icpc_date") in lineage.measured_from("icpc_15wd")
    assert ("ssd_cin_assessments", "cina_assessment_auth_date") in lineage.delivered(
        "mart.clock_ledger", "stops_on"
    )


SELECTS = {
    "with step as (select a as b from t) select b as c from step": {"c": {"t.a"}},
    "select x.* exclude (b) replace (y.q as a) from t as x inner join s.u as y using (id)": {
        "a": {"s.u.q"},
        "id": {"t.id"},
    },
    "select a from t union all select q from s.u": {"a": {"t.a", "s.u.q"}},
    "select coalesce(a, max(b) over (partition by id)) as c from t": {"c": {"t.a", "t.b", "t.id"}},
    "select (select max(q) from s.u where u.id = t.id) as m, count(*) as n from t": {
        "m": {"s.u.q"},
        "n": set(),
    },
    "select part.name from t cross join unnest(t.a) as part (name)": {"name": {"t.a"}},
}


@pytest.mark.parametrize("select", list(SELECTS))
def test_what_a_column_of_a_select_is_made_of(select: str) -> None:
    columns = {"t": ("a", "b", "id"), "s.u": ("q", "id")}
    found, _ = read_select(
        select, lambda name: Relation({each: frozenset({(name, each)}) for each in columns[name]})
    )
    made = {name: {".".join(column) for column in sources} for name, sources in found.columns.items() if name}
    assert made == SELECTS[select]


def test_many_columns_are_told_by_their_tables() -> None:
    many = [("ssd_person", f"column_{number}") for number in range(13)]
    assert from_where(many) == "13 columns of ssd_person"
    assert from_where(many[:2]) == "ssd_person.column_0, ssd_person.column_1"
