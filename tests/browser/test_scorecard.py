"""The pages in a real browser: no barrier that axe knows, no request, no sideways scrolling."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from caseclock.report.dictionary import write_dictionary
from caseclock.report.domains import FOLDER
from caseclock.report.scorecard import write_scorecard
from caseclock.returns.report_files import write_return_report
from report_work import make_work
from return_work import last_year_beside, make_rehearsed, some_past

sync_api = pytest.importorskip("playwright.sync_api", reason="not run: playwright is not installed")
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
LONG = 60_000
PARTS = ("section_47", "workforce", "no_further_action")
"""Pages beside the scorecard: with every kind of chart, with bands without shares, with reasons."""


def chromium() -> str | None:
    """The browser that is on this machine; none is ever fetched."""
    told = os.environ.get("CASECLOCK_CHROMIUM")
    return told or next((found for name in NAMES if (found := shutil.which(name))), None)


pytestmark = pytest.mark.skipif(chromium() is None, reason="not run: no Chromium found")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS, timeout=LONG)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    night = make_work(folder / "night.duckdb")
    published = datetime(2026, 11, 16, 2, 14)
    rehearsed = last_year_beside(make_rehearsed(folder / "rehearsed.duckdb"))
    scorecard = write_scorecard(night, folder / "scorecard.html", title="Sample", published_at=published)
    return {
        "scorecard": scorecard,
        **{name: folder / FOLDER / f"{name}.html" for name in PARTS},
        "dictionary": write_dictionary(folder / "dictionary.html"),
        "return": write_return_report(rehearsed, folder, "cin_census", some_past(), title="Sample").page,
    }


@pytest.fixture(params=["scorecard", *PARTS, "dictionary", "return"])
def file(request: pytest.FixtureRequest, pages: dict[str, Path]) -> Path:
    return pages[request.param]


def opened(browser: Any, file: Path, *, width: int = 1280, height: int = 900) -> tuple[Any, list[str]]:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(LONG)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri(), wait_until="load")
    return page, asked


def test_it_opens_and_asks_for_nothing(browser: Any, file: Path) -> None:
    page, asked = opened(browser, file)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.wait_for_timeout(300)
    assert page.title() and page.locator("h1").count() == 1
    assert [url for url in asked if url != file.as_uri() and not url.startswith("data:")] == []
    assert said == []
    page.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_no_barrier(browser: Any, file: Path, width: int) -> None:
    axe_api = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="not run: axe is not installed"
    )
    page, _ = opened(browser, file, width=width)
    # What is folded away is looked at as well; all definitions at once only on the wide page, for they take a minute.
    if width > 320 or file.stem != "dictionary":
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = axe_api.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


@pytest.mark.parametrize("unfolded", [False, True])
def test_nothing_scrolls_sideways_on_a_phone_or_at_400_percent(
    browser: Any, file: Path, unfolded: bool
) -> None:
    page, _ = opened(browser, file, width=320, height=640)
    if unfolded:
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_the_keyboard_reaches_the_figures_and_opens_a_table(browser: Any, pages: dict[str, Path]) -> None:
    page, _ = opened(browser, pages["scorecard"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.close()


def test_a_figure_leads_to_its_page_and_back(browser: Any, pages: dict[str, Path]) -> None:
    page, _ = opened(browser, pages["scorecard"])
    page.locator("a[href='measures/section_47.html#icpc-15wd']").first.click()
    assert page.locator("#icpc-15wd").bounding_box()["y"] < 200
    page.get_by_text("Back to the scorecard").click()
    assert page.url == pages["scorecard"].as_uri()
    page.close()


def test_a_measure_stands_in_a_row_on_a_desk_and_in_a_block_on_a_phone(
    browser: Any, pages: dict[str, Path]
) -> None:
    for width, side_by_side in ((1280, True), (390, False)):
        page, _ = opened(browser, pages["scorecard"], width=width)
        name, figure = (page.locator(f".list tbody tr:first-child {cell}").first for cell in ("th", "td.fig"))
        upper, lower = name.bounding_box(), figure.bounding_box()
        assert (lower["y"] < upper["y"] + upper["height"]) is side_by_side
        page.close()


def test_one_drawing_of_each_pair_is_shown(browser: Any, pages: dict[str, Path]) -> None:
    for width, shown, hidden in ((1280, ".wide", ".narrow"), (320, ".narrow", ".wide")):
        page, _ = opened(browser, pages["section_47"], width=width)
        assert page.locator(shown).first.is_visible() and not page.locator(hidden).first.is_visible()
        page.close()


def test_a_rule_stands_in_a_row_on_a_desk_and_in_a_block_on_a_phone(
    browser: Any, pages: dict[str, Path]
) -> None:
    for width, side_by_side in ((1280, True), (390, False)):
        page, _ = opened(browser, pages["return"], width=width)
        name, fix = (page.locator(f".rules tbody tr:first-child {cell}").first for cell in ("th", "td.fix"))
        upper, lower = name.bounding_box(), fix.bounding_box()
        assert (lower["y"] < upper["y"] + upper["height"]) is side_by_side
        assert page.locator(".rules thead").first.bounding_box()["width"] > 1 or not side_by_side
        page.close()


def test_a_printed_return_has_its_tables_and_room_for_the_notes(browser: Any, pages: dict[str, Path]) -> None:
    page, _ = opened(browser, pages["return"], width=690)
    page.emulate_media(media="print")
    assert page.locator(".room div").first.bounding_box()["height"] >= 60
    assert page.locator(".rules thead").first.bounding_box()["width"] > 300
    assert not page.locator("nav").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 690
    page.close()
