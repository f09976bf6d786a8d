"""The scorecard says what the work file says, in words, tables and charts, and nothing leaves the page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from lxml import html

from caseclock import work
from caseclock.errors import CaseclockError
from caseclock.report import charts, england, figures, wording
from caseclock.report.return_figures import return_figures
from caseclock.report.scorecard import write_scorecard
from caseclock.report.views import view
from report_work import make_work
from return_work import make_rehearsed, some_past

PUBLISHED = datetime(2026, 11, 16, 2, 14)


@pytest.fixture(scope="module")
def work_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_work(tmp_path_factory.mktemp("night") / "night.duckdb")


@pytest.fixture(scope="module")
def page(work_file: Path) -> Path:
    out = work_file.parent / "sample" / "scorecard.html"
    return write_scorecard(work_file, out, title="Sample authority", published_at=PUBLISHED)


@pytest.fixture(scope="module")
def tree(page: Path) -> html.HtmlElement:
    return html.fromstring(page.read_text(encoding="utf-8"))


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_the_file_is_for_its_owner_only(page: Path) -> None:
    assert page.stat().st_mode & 0o777 == 0o600
    assert page.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in page.parent.iterdir()] == ["scorecard.html"]


def test_nothing_is_loaded_and_nothing_runs(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text and "javascript:" not in text
    assert not re.findall(r"(?:src|href)=[\"'](?!#|data:,)", text)
    assert not re.findall(r"url\((?!#)|@import", text)


def test_it_says_when_and_for_whom(tree: html.HtmlElement) -> None:
    text = words(tree)
    assert "Figures as at 15 November 2026. Published 16 November 2026 at 02:14." in text
    assert "For use inside the authority." in text
    assert "14,159 rows came in, 14,156 were loaded, 3 quarantined" in text
    assert "Findings: 36 errors, 13 queries, 0 warnings" in text
    assert "2 did not run" in text


def test_a_night_that_was_not_published_says_so(work_file: Path, tmp_path: Path) -> None:
    text = write_scorecard(work_file, tmp_path / "page.html").read_text(encoding="utf-8")
    assert "No publication is recorded for these figures." in text
    assert "<h1>sample</h1>" in text


def test_a_rehearsed_return_is_told_and_linked(work_file: Path, tmp_path: Path) -> None:
    night = make_rehearsed(tmp_path / "rehearsed.duckdb")
    connection = work.connect(night, read_only=True)
    figures_of_return = return_figures(connection, "cin_census", some_past())
    connection.close()
    told = [("returns/cin_census_2026.html", figures_of_return)]
    page = write_scorecard(work_file, tmp_path / "page.html", returns=told)
    tree = html.fromstring(page.read_text(encoding="utf-8"))
    assert "Children in need census 2025/26, rehearsed. 7 errors and 3 queries; 1 rule did not run" in words(
        tree
    )
    assert tree.xpath("//a[@href='returns/cin_census_2026.html']")


def test_a_headline_has_its_figure_its_parts_and_england(work_file: Path, tree: html.HtmlElement) -> None:
    with duckdb.connect(str(work_file), read_only=True) as connection:
        hits, wanted, value = connection.execute("""
            select numerator, denominator, value from mart.measure_value
            where measure = 'icpc_15wd' and period = 'last_12_months' and level = 'authority'
        """).fetchall()[0]
    article = words(tree.get_element_by_id("icpc-15wd").getparent())
    assert f"{value}% {hits} of {wanted}" in article
    gap = Decimal("81.4") - value
    assert f"England, 2024-25 81.4% the authority is {gap} points below England" in article
    assert "version 1, in force from 1 April 2013" in article
    assert "By locality from" in article


def test_what_was_not_measured_is_not_nought(tree: html.HtmlElement) -> None:
    article = words(tree.get_element_by_id("cla-visit-timeliness").getparent())
    assert "Not supplied" in article and "ssd_cla_visits" in article
    assert "%" not in article and not re.search(r"\b0\b(?!\.)", article.replace("the same as 0", ""))


def test_reasons_unmapped_and_none_have_rows_of_their_own(tree: html.HtmlElement) -> None:
    for name in ("reasons-contact", "reasons-referral", "referral-nfa-by-reason"):
        article = tree.get_element_by_id(name).getparent()
        rows = [words(row) for row in article.xpath(".//table[contains(@class, 'bars')]//tbody/tr/th")]
        assert "No reason recorded" in rows
        assert "Unmapped: reason not in the council's mapping" in rows


def test_no_further_action_is_never_abbreviated(tree: html.HtmlElement) -> None:
    for code in tree.xpath("//code"):
        code.drop_tree()
    assert not re.search(r"\bNFA\b", words(tree), re.IGNORECASE)


def test_every_chart_is_named_described_and_told_in_a_table(page: Path) -> None:
    tree = html.fromstring(page.read_text(encoding="utf-8"))
    drawn = tree.xpath("//figure//svg[@role='img']")
    assert len(drawn) > 50
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for svg in drawn:
        title, description = (tree.get_element_by_id(name) for name in svg.get("aria-labelledby").split())
        assert title.text_content() and description.text_content()
        assert svg.xpath("ancestor::article//details//table")


def test_tables_have_captions_and_scopes(page: Path) -> None:
    tree = html.fromstring(page.read_text(encoding="utf-8"))
    assert all(words(caption[0]) for table in tree.xpath("//table") if (caption := table.xpath("./caption")))
    assert not tree.xpath("//table[not(caption)]") and not tree.xpath("//th[not(@scope)]")


def test_text_is_escaped(tmp_path: Path) -> None:
    work_file = make_work(tmp_path / "night.duckdb", title="Contacts <script>alert(1)</script> & more")
    text = write_scorecard(work_file, tmp_path / "page.html", title="<b>Council</b>").read_text(
        encoding="utf-8"
    )
    assert "<script>" not in text and "<b>Council" not in text
    assert "Contacts &lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in text


def test_a_night_without_measures_has_no_scorecard(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "night.duckdb")) as connection:
        connection.execute("create table this_run (authority text, as_at date)")
    with pytest.raises(CaseclockError, match="no figures"):
        write_scorecard(tmp_path / "night.duckdb", tmp_path / "page.html")
    assert not (tmp_path / "page.html").exists()


def test_the_same_night_gives_the_same_page(work_file: Path, page: Path, tmp_path: Path) -> None:
    again = write_scorecard(
        work_file, tmp_path / "again.html", title="Sample authority", published_at=PUBLISHED
    )
    assert again.read_bytes() == page.read_bytes()


def definition(kind: str) -> figures.Definition:
    return figures.Definition("some", kind, "Some", None, None, "local", "high", 1, None, None, "ab", {})


def figure(month: date, numerator: int, denominator: int) -> figures.Figure:
    return figures.Figure(
        month, month.replace(day=28), numerator, denominator, wording.share(numerator, denominator)
    )


def test_a_month_with_nothing_to_count_is_a_gap_and_few_cases_are_marked() -> None:
    measure = figures.MeasureFigures(definition("proportion"), "measured", "")
    measure.months[None] = [figure(date(2026, 1, 1), 3, 4), figure(date(2026, 3, 1), 10, 20)]
    measure.headline[None] = figure(date(2026, 3, 1), 13, 24)
    shown = view(measure, {}, date(2026, 4, 15))
    assert [label for label, _ in shown.months] == ["March 2026", "January 2026"]
    assert [cells[0].small for _, cells in shown.months] == [False, True]
    assert "Lowest 50.0% in March 2026, highest 75.0% in January 2026" in str(shown.trends.wide)


def test_a_month_that_is_not_over_is_in_the_table_and_not_in_the_line() -> None:
    measure = figures.MeasureFigures(definition("count"), "measured", "")
    measure.months[None] = [
        figures.Figure(date(2026, month, 1), date(2026, month, 28), 100 * month, None, Decimal(100 * month))
        for month in (1, 2, 3)
    ]
    measure.headline[None] = measure.months[None][0]
    shown = view(measure, {}, date(2026, 3, 15))
    assert [label for label, _ in shown.months] == [
        "March 2026, to 15 March",
        "February 2026",
        "January 2026",
    ]
    assert "to 200 in February 2026" in str(shown.trends.wide)


@pytest.mark.parametrize(
    "title", ["Reviews in time (the first in 3 months, later ones in 6)", "Reviews in time, by month"]
)
def test_a_title_is_cut_where_its_details_begin(title: str) -> None:
    measure = figures.MeasureFigures(replace(definition("count"), title=title), "measured", "")
    assert view(measure, {}, date(2026, 3, 15)).title == "Reviews in time"


def test_columns_of_months_far_apart_do_not_overlap() -> None:
    def widest(months: list[date]) -> float:
        drawn = charts.stacked_months(
            [(month, (3, 1)) for month in months],
            ("A", "B"),
            shape=charts.WIDE,
            name="some",
            title="Some",
            description="Some",
        )
        return max(float(each) for each in re.findall(r'd="M[\d.,-]+h([\d.]+)', str(drawn)))

    whole = [date(2025, month, 1) for month in range(1, 13)]
    assert widest([whole[0], whole[1], whole[11]]) == widest(whole)


@pytest.mark.parametrize(("largest", "top"), [(0, 1), (1, 1), (7, 8), (14, 20), (431, 500), (9500, 10000)])
def test_axes_end_at_a_round_number(largest: float, top: float) -> None:
    assert charts.nice_top(largest) == top


@pytest.mark.parametrize("label", ["41-45", "41–45", "41 to 45", "41_45", "41-45 working days"])
def test_bands_meet_englands(label: str) -> None:
    assert england.bands("assessment_duration_bands")[england.fold(label)].value == Decimal("18.9")
    assert england.fold("same_day") == england.fold("Same day") == "same day"
