"""The dictionary holds everything that is declared, and only that."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.measures import measures
from caseclock.catalogue.rules import return_names, rules
from caseclock.report.dictionary import measure_entries, write_dictionary


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
