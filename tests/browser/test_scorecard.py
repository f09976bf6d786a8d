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
from caseclock.report.scorecard import write_scorecard
from report_work import make_work

sync_api = pytest.importorskip("playwright.sync_api", reason="not run: playwright is not installed")
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
LONG = 60_000


def chromium() -> str | None:
    """The browser that is on this machine; none is ever fetched."""
    told = os.environ.get("CASECLOCK_CHROMIUM")
    return told or next((found for name in NAMES if (found := shutil.which(name))), None)


pytestmark = [
    pytest.mark.skipif(chromium() is None, reason="not run: no Chromium found"),
    pytest.mark.xdist_group("browser"),
]


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
    return {
        "scorecard": write_scorecard(
            night, folder / "scorecard.html", title="Sample", published_at=published
        ),
        "dictionary": write_dictionary(folder / "dictionary.html"),
    }


@pytest.fixture(params=["scorecard", "dictionary"])
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
    # What is folded away is looked at as well.
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


def test_one_drawing_of_each_pair_is_shown(browser: Any, pages: dict[str, Path]) -> None:
    for width, shown, hidden in ((1280, ".wide", ".narrow"), (320, ".narrow", ".wide")):
        page, _ = opened(browser, pages["scorecard"], width=width)
        assert page.locator(shown).first.is_visible() and not page.locator(hidden).first.is_visible()
        page.close()
