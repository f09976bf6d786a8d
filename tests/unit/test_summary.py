"""What a night says at its end."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import duckdb
import pytest

from caseclock.report.summary import lines, summary
from caseclock.returns.census_schema import make_schema, write_year
from report_work import make_work


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_work(tmp_path_factory.mktemp("night") / "night.duckdb")


def test_it_counts_rows_rules_and_findings(night: Path) -> None:
    told = summary(night)
    assert (told.rows_in, told.rows_loaded, told.rows_quarantined) == (14159, 14156, 3)
    assert (told.held, told.broken, told.rules_not_run) == (1, 4, 2)
    assert told.not_run == {"first night": 2}
    assert told.findings == {"error": 36, "query": 13, "warning": 0}
    assert told.tables_missing == ("ssd_cla_visits",)


def test_the_headlines_have_what_they_are_made_of(night: Path) -> None:
    found = {each.measure: each for each in summary(night).headlines}
    reviews = found["cp_review_timeliness"]
    assert reviews.value == f"{100 * reviews.numerator / reviews.denominator:.1f}%"
    assert found["contacts"].denominator is None
    assert found["cla_visit_timeliness"].numerator is None
    assert found["cla_visit_timeliness"].reason == "not supplied: ssd_cla_visits"


def test_the_lines_say_it_all(night: Path) -> None:
    text = "\n".join(lines(summary(night), scorecard=Path("scorecard.html"), look="caseclock sql"))
    assert "14,159 in = 14,156 loaded + 3 quarantined" in text
    assert "1 held, 4 broken, 2 not run" in text
    assert re.search(r"cla_visit_timeliness +–  not supplied: ssd_cla_visits", text)
    assert re.search(r"section_47_duration +8.5 working days  median of \d+", text)
    assert "measures more on the scorecard; 1 of all are not supplied" in text
    assert "Scorecard  scorecard.html" in text and "Warehouse  caseclock sql" in text
    assert "assessment_duration_bands" not in text


def test_a_rehearsed_return_is_named_beside_the_scorecard(tmp_path: Path) -> None:
    path = make_work(tmp_path / "night.duckdb")
    with duckdb.connect(str(path)) as connection:
        make_schema(connection)
        write_year(connection, 2026, date(2026, 3, 31))
    told = summary(path)
    assert told.returns == ("cin_census_2026",)
    text = "\n".join(lines(told, scorecard=Path("pages/scorecard.html")))
    assert "Return     pages/returns/cin_census_2026.html" in text
    assert "Return " not in "\n".join(lines(told))  # a night that ended before it wrote them


def test_many_reasons_are_folded(night: Path, tmp_path: Path) -> None:
    copy = tmp_path / "night.duckdb"
    copy.write_bytes(night.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        connection.execute("""
            insert into rule_result select 'r' || n, 'local', 'error', 'T', 't', 'not_run', 0, 'reason ' || n,
                   'rule', 'v', 'c', 'f', 's' from range(10) as numbers(n)
        """)
    text = "\n".join(lines(summary(copy)))
    assert "5 not run for 5 other reasons" in text


def test_an_older_delivery_of_a_feed_is_said_with_its_day(night: Path, tmp_path: Path) -> None:
    copy = tmp_path / "night.duckdb"
    copy.write_bytes(night.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        connection.execute("""
            create or replace table this_delivery as
            select 'localities' as source, as_at - 40 as covers_to from this_run
            union all select 'case_system', as_at from this_run
        """)
        [(day,)] = connection.execute("select as_at - 40 from this_run").fetchall()
    assert summary(copy).older == (("localities", day),)
    assert f"Older      localities: the delivery of {day.day} " in "\n".join(lines(summary(copy)))


def test_a_night_that_stopped_early_has_a_summary(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "night.duckdb")) as connection:
        connection.execute(
            "create table this_run as select 'sample' as authority, date '2026-11-15' as as_at"
        )
    told = summary(tmp_path / "night.duckdb")
    assert told.headlines == () and told.rows_in == 0
    assert "none: the night ended before them" in "\n".join(lines(told))
