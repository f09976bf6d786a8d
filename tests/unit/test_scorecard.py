"""The scorecard says what the work file says, in words, tables and charts, and nothing leaves the page."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from lxml import html

from caseclock import work
from caseclock.catalogue.benchmarks import published
from caseclock.errors import CaseclockError
from caseclock.report import charts, code_words, england, figures, rollup, wording
from caseclock.report.domains import DOMAINS, FOLDER, TITLES
from caseclock.report.pages import slug
from caseclock.report.return_figures import return_figures
from caseclock.report.scorecard import write_scorecard
from caseclock.report.targets import Target, verdict
from caseclock.report.tonight import Tonight, short_titles
from caseclock.report.views import MeasureView, view
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
    return read(page)


def read(page: Path) -> html.HtmlElement:
    return html.fromstring(page.read_text(encoding="utf-8"))


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def pages(page: Path) -> list[Path]:
    return [page, *sorted((page.parent / FOLDER).glob("*.html"))]


def article(page: Path, domain: str, measure: str) -> html.HtmlElement:
    """The whole account of a measure on the page of its part of the work."""
    found = read(page.parent / FOLDER / f"{domain}.html").get_element_by_id(slug(measure)).getparent()
    assert found.tag == "article"
    return found


def line(tree: html.HtmlElement, title: str) -> str:
    """A measure's line on the front page."""
    [row] = [row for row in tree.xpath("//table[@class='list']//tr") if words(row).startswith(title)]
    return words(row)


def test_the_files_are_for_their_owner_only(page: Path) -> None:
    for each in pages(page):
        assert each.stat().st_mode & 0o777 == 0o600
        assert each.parent.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in page.parent.iterdir()) == ["measures", "scorecard.html"]


def test_nothing_is_loaded_and_nothing_runs(page: Path) -> None:
    for each in pages(page):
        text = each.read_text(encoding="utf-8")
        assert "<script" not in text and "javascript:" not in text
        assert not re.findall(r"src=", text) and not re.findall(r"url\((?!#)|@import|<link rel=\"style", text)
        assert "//" not in "".join(read(each).xpath("//@href"))


def test_every_link_leads_somewhere(page: Path) -> None:
    for each in pages(page):
        for link in read(each).xpath("//a/@href"):
            name, _, anchor = link.partition("#")
            there = (each.parent / name).resolve() if name else each
            assert there.exists(), link
            assert not anchor or read(there).xpath("//*[@id=$id]", id=anchor), link


def test_it_says_when_and_for_whom(page: Path, tree: html.HtmlElement) -> None:
    for each in pages(page):
        text = words(read(each))
        assert "Figures as at 15 November 2026. Published 16 November 2026 at 02:14." in text
        assert "For use inside the authority." in text
    text = words(tree)
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
    tree = read(write_scorecard(work_file, tmp_path / "page.html", returns=told))
    said = "Children in need census 2025/26, rehearsed. 7 errors and 3 queries; 1 rule did not run"
    assert said in words(tree)
    assert tree.xpath("//a[@href='returns/cin_census_2026.html']")


def test_pages_that_this_night_does_not_have_go_away(work_file: Path, tmp_path: Path) -> None:
    old = tmp_path / FOLDER / "audit.html"
    old.parent.mkdir()
    old.write_text("an earlier night's")
    write_scorecard(work_file, tmp_path / "page.html")
    assert not old.exists() and (tmp_path / FOLDER / "section_47.html").exists()


def test_a_headline_has_its_figure_its_parts_and_england(work_file: Path, page: Path) -> None:
    with duckdb.connect(str(work_file), read_only=True) as connection:
        hits, wanted, value = connection.execute("""
            select numerator::integer, denominator::integer, value from mart.measure_value
            where measure = 'icpc_15wd' and period = 'last_12_months' and level = 'authority'
        """).fetchall()[0]
    told = words(article(page, "section_47", "icpc_15wd"))
    assert f"{value}% {hits} of {wanted}" in told
    gap = Decimal("81.4") - Decimal(str(value))
    assert f"England, 2024-25 81.4% the authority is {gap} points below England" in told
    assert "version 1, in force from 1 April 2013" in told and "Counted: What icpc_15wd counts." in told
    assert "By locality from" in told
    assert "North East" in told  # regions stand under the definition


def test_the_front_page_has_a_line_for_each_measure(tree: html.HtmlElement, work_file: Path) -> None:
    with duckdb.connect(str(work_file), read_only=True) as connection:
        [(declared,)] = connection.execute("select count(*) from mart.definition").fetchall()
    assert len(tree.xpath("//table[@class='list']//tbody/tr")) == declared
    told = line(tree, "Initial child protection conference")
    assert "Target 90.0%" in told and "Nearly met" in told and "points below England" in told
    assert "Concern outside the limits" in told
    assert "In 9 parts most: 41–45" in line(tree, "Assessment duration bands")
    assert not tree.xpath("//figure")


def test_gateway_and_standards_stand_first(tree: html.HtmlElement) -> None:
    cards = [words(each) for each in tree.xpath("//ul[contains(@class, 'cards')]/li/h3")]
    assert cards[:4] == ["Contacts", "Referrals", "Re-referrals", "No further action"]
    assert cards[4:6] == ["Assessments", "Visits"] and "Initial child protection conferences" in cards


def test_each_kind_of_figure_is_written_in_its_own_way(page: Path, tree: html.HtmlElement) -> None:
    assert "8.5 working days median of" in line(tree, "Median length")
    assert "14.4 cases per FTE" in line(tree, "Cases per full-time") and "over" in line(
        tree, "Cases per full-time"
    )
    assert "400.0 days mean of" in line(tree, "Days from entering care")
    children = line(tree, "Children looked after")
    assert re.search(r"after \d+ in \d+ records, on the day", children) and "%" not in children
    banded = words(article(page, "workforce", "starters_leavers"))
    assert "Starters" in banded and "Share" not in banded
    assert "In the 36 months to 15 November 2026 400.0 days mean of" in words(
        article(page, "adoption", "adoption_a10")
    )
    for domain in ("caseload", "adoption"):
        for name in ("caseload_avg_team", "adoption_a10"):
            if domain in name:
                assert "%" not in words(article(page, domain, name)).replace("by more than", "")


def test_a_target_is_the_one_of_the_day_and_said_in_words(page: Path) -> None:
    caseload = words(article(page, "caseload", "caseload_avg_team"))
    assert "Target, from 1 November 2026 12.0 cases per FTE ✗ Not met" in caseload
    conferences = article(page, "section_47", "icpc_15wd")
    assert "Target 10.0% ✓ Met" in words(conferences.xpath(".//*[@class='panels']/figure[1]")[0])


def test_limits_are_drawn_where_there_are_some_and_told_where_not(page: Path) -> None:
    conferences = article(page, "section_47", "icpc_15wd")
    assert conferences.xpath(".//svg//path[@class='limit']") and conferences.xpath(".//svg//path[@class='s']")
    assert "Concern October 2026: concern, outside the limits." in words(conferences)
    assert "a signal: more than chance" in words(conferences)
    reviews = article(page, "child_protection", "cp_review_timeliness")
    assert not reviews.xpath(".//svg//path[@class='limit']")
    assert "natural limits need 12" in words(reviews)


def test_cases_stand_below_the_line_of_a_percentage(page: Path) -> None:
    wide = article(page, "section_47", "icpc_15wd").xpath(".//*[@class='wide']/svg")[0]
    assert len(wide.xpath(".//g[@class='n']/text")) == 37


def test_breakdowns_and_managers_are_told_in_words(page: Path) -> None:
    contacts = words(article(page, "contacts", "contacts"))
    for text in ("Female", "Male", "Not known", "White British", "Under 1", "5 to 9"):
        assert text in contacts
    assert "Individual: family/relative/carer (1A)" in contacts
    assert contacts.index("Under 1") < contacts.index("5 to 9")
    roll = article(page, "assessments", "assessment_45wd").xpath(".//table[@class='roll']//tbody/tr")
    assert [words(row.xpath("./th")[0]) for row in roll] == [
        "Assistant director", "Group manager coast", "Harbour assessment", "Group manager hills",
        "Moorside assessment",
    ]  # fmt: skip
    assert "5.0% ✓ Met" in words(roll[2])


def test_what_comes_next_is_on_the_front_page_and_by_locality(page: Path, tree: html.HtmlElement) -> None:
    rows = {words(row[0]): words(row) for row in tree.xpath("//table[@class='tight']//tbody/tr")}
    assert len(rows) == 2
    assert any(row.endswith("12 3 2 5 7 6") for row in rows.values())
    assert "late by 30 November 2026 if nothing closes" in words(tree)
    assert "Harbour 12 3 2 5 7 1 6" in words(article(page, "section_47", "icpc_15wd"))


def test_what_was_not_measured_is_not_nought(page: Path, tree: html.HtmlElement) -> None:
    told = words(article(page, "looked_after", "cla_visit_timeliness"))
    assert "Not supplied" in told and "ssd_cla_visits" in told
    assert "%" not in told and not re.search(r"\b0\b(?!\.)", told.replace("the same as 0", ""))
    assert "Not supplied Missing: ssd_cla_visits" in line(tree, "Children in care: statutory visits")


def test_reasons_unmapped_and_none_have_rows_of_their_own(page: Path) -> None:
    ended = read(page.parent / FOLDER / "no_further_action.html")
    found = [ended.get_element_by_id(f"reasons-{name}").getparent() for name in ("contact", "referral")]
    for each in [*found, article(page, "referrals", "referral_nfa_by_reason")]:
        rows = [words(row) for row in each.xpath(".//table[contains(@class, 'bars')]//tbody/tr/th")]
        assert "No reason recorded" in rows
        assert "Unmapped: reason not in the council's mapping" in rows


def test_no_further_action_is_never_abbreviated(page: Path) -> None:
    for each in pages(page):
        tree = read(each)
        for code in [*tree.xpath("//code"), *tree.xpath("//style")]:
            code.drop_tree()
        assert not re.search(r"\bNFA\b", words(tree), re.IGNORECASE)


def test_every_chart_is_named_described_and_told_in_a_table(page: Path) -> None:
    drawn_of_all = 0
    for each in pages(page)[1:]:
        tree = read(each)
        drawn = tree.xpath("//figure//svg[@role='img']")
        drawn_of_all += len(drawn)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        for svg in drawn:
            title, description = (tree.get_element_by_id(name) for name in svg.get("aria-labelledby").split())
            assert title.text_content() and description.text_content()
            assert svg.xpath("ancestor::article//details//table")
    assert drawn_of_all > 50


def test_tables_have_captions_and_scopes(page: Path) -> None:
    for each in pages(page):
        tree = read(each)
        captions = [caption[0] for table in tree.xpath("//table") if (caption := table.xpath("./caption"))]
        assert all(words(caption) for caption in captions)
        assert not tree.xpath("//table[not(caption)]") and not tree.xpath("//th[not(@scope)]")


def test_text_is_escaped(tmp_path: Path) -> None:
    work_file = make_work(tmp_path / "night.duckdb", title="Contacts <script>alert(1)</script> & more")
    page = write_scorecard(work_file, tmp_path / "page.html", title="<b>Council</b>")
    for each in (page, page.parent / FOLDER / "contacts.html"):
        text = each.read_text(encoding="utf-8")
        assert "<script>" not in text and "<b>Council" not in text
        assert "Contacts &lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in text


def test_a_night_without_measures_has_no_scorecard(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "night.duckdb")) as connection:
        connection.execute("create table this_run (authority text, as_at date)")
    with pytest.raises(CaseclockError, match="no figures"):
        write_scorecard(tmp_path / "night.duckdb", tmp_path / "page.html")
    assert not (tmp_path / "page.html").exists()


def test_the_same_night_gives_the_same_pages(work_file: Path, page: Path, tmp_path: Path) -> None:
    again = write_scorecard(
        work_file, tmp_path / "scorecard.html", title="Sample authority", published_at=PUBLISHED
    )
    assert [each.read_bytes() for each in pages(again)] == [each.read_bytes() for each in pages(page)]


def definition(figure: str, *, better: str = "high") -> figures.Definition:
    return figures.Definition(
        "some", figure, "Some", None, None, "local", better, 1, None, None, "ab", {}, "contacts", figure
    )


def figure(month: date, numerator: int, denominator: int) -> figures.Figure:
    value = wording.share(numerator, denominator)
    return figures.Figure(month, month.replace(day=28), numerator, denominator, value)


def shown(measure: figures.MeasureFigures, as_at: date) -> MeasureView:
    """A measure alone in a night, with nothing beside it."""
    titles = {"some": measure.definition.title}
    nothing = england.Published([])
    night = Tonight({}, as_at, {}, (measure,), titles, nothing, {}, {}, {}, {}, {}, rollup.Tree((), {}))
    return view(measure, night)


def test_a_month_with_nothing_to_count_is_a_gap_and_few_cases_are_marked() -> None:
    measure = figures.MeasureFigures(definition("proportion"), "measured", "")
    measure.months[None] = [figure(date(2026, 1, 1), 3, 4), figure(date(2026, 3, 1), 10, 20)]
    measure.headline[None] = figure(date(2026, 3, 1), 13, 24)
    told = shown(measure, date(2026, 4, 15))
    assert [label for label, _ in told.months] == ["March 2026", "January 2026"]
    assert [cells[0].small for _, cells in told.months] == [False, True]
    assert "Lowest 50.0% in March 2026, highest 75.0% in January 2026" in str(told.trends.wide)


def test_a_month_that_is_not_over_is_in_the_table_and_not_in_the_line() -> None:
    measure = figures.MeasureFigures(definition("count"), "measured", "")
    measure.months[None] = [
        figures.Figure(date(2026, month, 1), date(2026, month, 28), 100 * month, None, Decimal(100 * month))
        for month in (1, 2, 3)
    ]
    measure.headline[None] = measure.months[None][0]
    told = shown(measure, date(2026, 3, 15))
    assert [label for label, _ in told.months] == ["March 2026, to 15 March", "February 2026", "January 2026"]
    assert "to 200 in February 2026" in str(told.trends.wide)


@pytest.mark.parametrize(
    "title", ["Reviews in time (the first in 3 months, later ones in 6)", "Reviews in time, by month"]
)
def test_a_title_is_cut_where_its_details_begin(title: str) -> None:
    assert short_titles({"some": title, "other": "Visits"})["some"] == "Reviews in time"
    assert short_titles({"some": title, "other": "Reviews in time"})["some"] == title


@pytest.mark.parametrize(
    ("better", "value", "word"),
    [("high", 90, "Met"), ("high", 85, "Nearly met"), ("high", 84, "Not met"), ("neutral", 95, "")]
    + [("low", 90, "Met"), ("low", 95, "Nearly met"), ("low", 96, "Not met")],
)
def test_a_target_is_met_in_the_direction_that_is_better(better: str, value: int, word: str) -> None:
    target = Target(Decimal(90), Decimal(85 if better == "high" else 95), date(2024, 4, 1))
    month = figures.Figure(date(2026, 3, 1), date(2026, 3, 31), value, 100, Decimal(value))
    told = verdict(target, month, definition("proportion", better=better))
    assert told is not None and (told.text, told.word) == ("90.0%", word)


def test_every_part_of_the_work_has_a_title() -> None:
    assert set(TITLES) == set(DOMAINS)


def test_codes_are_told_in_words() -> None:
    assert code_words.member("ethnicity", "WBRI", "", {}) == "White British"
    assert (
        code_words.member("category", "icpc_15wd", "the measure", {"icpc_15wd": "Conferences"})
        == "Conferences"
    )
    assert code_words.member("category", "delay_in_plan", "why it was raised", {}) == "Delay in plan"
    assert code_words.band("assessment_duration_bands", "41-45") == "41–45"


def test_columns_of_months_far_apart_do_not_overlap() -> None:
    def widest(months: list[date]) -> float:
        drawn = charts.stacked_months(
            [(month, (3, 1)) for month in months],
            shape=charts.WIDE,
            name="some",
            title="Some",
            description="Some",
        )
        return max(float(each) for each in re.findall(r'd="M[\d. ]+h([\d.]+)', str(drawn)))

    whole = [date(2025, month, 1) for month in range(1, 13)]
    assert widest([whole[0], whole[1], whole[11]]) == widest(whole)


@pytest.mark.parametrize(("largest", "top"), [(0, 1), (1, 1), (7, 8), (14, 20), (431, 500), (9500, 10000)])
def test_axes_end_at_a_round_number(largest: float, top: float) -> None:
    assert charts.nice_top(largest) == top


@pytest.mark.parametrize("label", ["41-45", "41–45", "41 to 45", "41_45", "41-45 working days"])
def test_bands_meet_englands(label: str) -> None:
    assert england.Published(published()).bands("assessment_duration_bands")[
        england.fold(label)
    ].value == Decimal("18.9")
    assert england.fold("same_day") == england.fold("Same day") == "same day"
