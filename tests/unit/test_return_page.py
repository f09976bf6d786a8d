"""The page of a rehearsed return says what was found in counts, and holds no child."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
from lxml import html

from caseclock import work
from caseclock.errors import CaseclockError
from caseclock.publish.history import History
from caseclock.report.return_figures import ReturnFigures, return_figures
from caseclock.report.return_page import said, verdict, write_return_page
from return_work import AS_AT, NIGHTS, last_year_beside, make_rehearsed, some_past


@pytest.fixture(scope="module")
def work_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_rehearsed(tmp_path_factory.mktemp("night") / "night.duckdb")


@pytest.fixture(scope="module")
def page(work_file: Path) -> Path:
    out = work_file.parent / "returns" / "page.html"
    return write_return_page(figures(work_file), out, title="Sample Borough")


@pytest.fixture(scope="module")
def tree(page: Path) -> html.HtmlElement:
    return html.fromstring(page.read_text(encoding="utf-8"))


def figures(work_file: Path, history: History | None = None) -> ReturnFigures:
    connection = work.connect(work_file, read_only=True)
    try:
        return return_figures(connection, "cin_census", history or some_past())
    finally:
        connection.close()


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def row(tree: html.HtmlElement, rule: str) -> list[str]:
    [found] = tree.xpath(f"//table[contains(@class, 'rules')]//tr[th/span[@class='code' and .='{rule}']]")
    return [words(cell) for cell in found]


def test_the_file_is_for_its_owner_and_loads_nothing(page: Path) -> None:
    assert page.stat().st_mode & 0o777 == 0o600 and page.parent.stat().st_mode & 0o777 == 0o700
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text and not re.findall(r"(?:src|href)=[\"'](?!#|data:,)", text)
    assert not re.findall(r"url\((?!#)|@import", text)


def test_it_says_which_return_and_what_it_comes_to(tree: html.HtmlElement) -> None:
    text = words(tree)
    assert (
        "Sample Borough Collection 2025/26 (2026): 1 April 2025 to 31 March 2026. As at 30 June 2026." in text
    )
    assert (
        "7 errors under 2 rules block the return. 3 queries under 1 rule are to be amended or explained."
        in text
    )
    assert "1 rule did not run: what it looks for was not checked." in text
    assert "Elsewhere" not in text  # a rule that is not of the return


def test_a_rule_has_its_counts_its_first_day_and_its_line(tree: html.HtmlElement) -> None:
    assert row(tree, "8540") == [
        "8540 error Neither a disability nor NONE is recorded", "5", "5", "21 June 2026", "6, 6, 5, 5, 5",
        "Record the child's disabilities, or NONE.",
    ]  # fmt: skip
    assert row(tree, "8500")[1:5] == ["2", "1", "21 June 2026", "0, 1, 1, 1, 2"]
    lines = tree.xpath("//tr[th/span[.='8675Q']]//svg[@class='spark']/polyline")
    assert len(lines) == 2  # the night on which it did not run is a gap


def test_each_open_query_has_room_for_its_note(tree: html.HtmlElement) -> None:
    notes = tree.get_element_by_id("notes").getparent()
    rows = notes.xpath(".//tbody/tr")
    assert [words(each.xpath("./th/span")[0]) for each in rows] == ["8675Q"]
    assert rows[0].xpath("./td[contains(@class, 'room')]") and "3" in words(rows[0])


def test_what_did_not_run_says_why_and_what_held_is_named(tree: html.HtmlElement) -> None:
    assert "2886Q query Few referrals have an end No rows: cin_details" in words(
        tree.get_element_by_id("not-run").getparent()
    )
    assert "2885" in words(tree.get_element_by_id("held").getparent())


def test_records_stand_by_table_with_what_stays_out(tree: html.HtmlElement) -> None:
    rows = [words(each) for each in tree.get_element_by_id("tables").getparent().xpath(".//tbody/tr")]
    assert rows[0].endswith("child_identifiers 40 none left out")
    assert "Section 47 enquiries section_47 10 7: its referral is not in the delivery" in " ".join(rows)
    assert "2: its referral is not in the return of this year" in " ".join(rows)
    assert "pre_proceedings" not in " ".join(rows)


def test_no_child_is_on_the_page(page: Path) -> None:
    assert not re.search(r"\bC\d+\b", html.fromstring(page.read_text(encoding="utf-8")).text_content())


def test_tables_have_captions_and_scopes(tree: html.HtmlElement) -> None:
    assert not tree.xpath("//table[not(caption)]") and not tree.xpath("//th[not(@scope)]")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_first_night_says_that_there_is_nothing_to_compare_with(work_file: Path, tmp_path: Path) -> None:
    known = figures(work_file, History(why_none="a dry run asks no warehouse"))
    text = words(
        html.fromstring(write_return_page(known, tmp_path / "page.html").read_text(encoding="utf-8"))
    )
    assert "There is nothing to compare with on earlier nights: a dry run asks no warehouse." in text
    assert "Night before" not in text and "<h1>sample</h1>" in (tmp_path / "page.html").read_text()
    assert "Last year's return was not given" in text


def test_a_rule_that_the_nights_before_did_not_know_was_first_seen_now(work_file: Path) -> None:
    known = figures(work_file, History(NIGHTS, {"8540": (1,) * len(NIGHTS)}, {"8540": NIGHTS[0]}))
    seen = {rule.rule: (rule.before, rule.first_seen) for rule in known.rules}
    assert seen["8540"] == (1, NIGHTS[0])
    assert seen["8500"] == (None, AS_AT)
    assert seen["2885"] == (None, None)  # nothing was found


def test_a_return_without_a_flaw_says_so(work_file: Path, tmp_path: Path) -> None:
    clean = tmp_path / "clean.duckdb"
    clean.write_bytes(work_file.read_bytes())
    with duckdb.connect(str(clean)) as connection:
        connection.execute("update rule_result set outcome = 'held', findings = 0, reason = null")
        connection.execute("update cin_census.census set not_whole = 'the file breaks off'")
    known = figures(clean)
    assert verdict(known) == (
        "This is not the whole return: the file breaks off.",
        "No error blocks the return.",
        "No query is open.",
        "All 5 rules ran.",
    )
    text = words(
        html.fromstring(write_return_page(known, tmp_path / "page.html").read_text(encoding="utf-8"))
    )
    assert "No rule of this severity was broken." in text and "Explanatory note" not in text


def test_a_year_that_is_not_over_is_compared_day_by_day(tmp_path: Path) -> None:
    path = make_rehearsed(tmp_path / "night.duckdb", as_at=date(2025, 9, 30), children=45)
    last_year_beside(path)
    text = words(
        html.fromstring(write_return_page(figures(path), tmp_path / "page.html").read_text(encoding="utf-8"))
    )
    assert (
        "The year is not over: the return holds what was known up to 30 September 2025, and the rules" in text
    )
    assert (
        "Both are counted up to the same day of their year, 30 September 2025 and 30 September 2024" in text
    )
    assert "Last year's whole year" in text


def test_text_is_escaped(work_file: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd.duckdb"
    odd.write_bytes(work_file.read_bytes())
    with duckdb.connect(str(odd)) as connection:
        connection.execute("update rule_result set title = '<script>alert(1)</script>', fix = '<b>x</b>'")
    text = write_return_page(figures(odd), tmp_path / "page.html", title="<i>Council</i>").read_text()
    assert "<script>" not in text and "<b>x" not in text and "<i>Council" not in text


def test_a_file_in_which_no_return_was_rehearsed_is_refused(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "night.duckdb")) as connection:
        connection.execute("create table rule_result (rule text)")
    with pytest.raises(CaseclockError, match="has not been rehearsed"):
        figures(tmp_path / "night.duckdb")


def test_the_same_return_gives_the_same_page(work_file: Path, page: Path, tmp_path: Path) -> None:
    again = write_return_page(figures(work_file), tmp_path / "again.html", title="Sample Borough")
    assert again.read_bytes() == page.read_bytes()


def test_numbers_beside_a_line_are_the_last_five(work_file: Path) -> None:
    rules = {rule.rule: said(rule) for rule in figures(work_file).rules}
    assert rules["8675Q"] == "3, 3, 4, 4, 3"
    assert rules["2886Q"] == "not run, not run, not run, not run, not run"
