"""The catalogue of case systems agrees with the contracts it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.systems import flag_spellings, fold, fold_sql, system, systems
from caseclock.errors import ConfigurationError


def test_there_are_four() -> None:
    assert sorted(systems()) == ["eclipse", "liquidlogic", "mosaic", "plain"]


@pytest.mark.parametrize("name", sorted(systems()))
def test_what_a_system_names_exists(name: str) -> None:
    made_by = system(name)
    for column in [*made_by.date_formats, *made_by.plain_outcomes]:
        table, _, plain = column.partition(".")
        declared = contracts()[table].column(plain)
        assert (
            declared.type in ("date", "moment")
            if column in made_by.date_formats
            else declared.type == "outcome"
        )
    for table, aliases in made_by.column_aliases.items():
        assert set(aliases.values()) <= set(contracts()[table].column_names)
    for column, words in made_by.plain_outcomes.items():
        table, _, plain = column.partition(".")
        keys = {key for each in words.values() for key in each}
        assert keys <= set(contracts()[table].column(plain).outcome_keys)


def test_a_system_goes_by_other_names() -> None:
    assert system(" LCS ").name == "liquidlogic"
    with pytest.raises(ConfigurationError, match="liquidlogic, mosaic"):
        system("carefirst")


def test_a_councils_own_words_are_added() -> None:
    column = "ssd_contacts.cont_contact_outcome_json"
    local = system("mosaic").with_local({}, {column: {"Signpost to  Hub": ("ADVICE_FLAG",)}})
    assert local.plain_outcomes[column]["signpost to hub"] == ("ADVICE_FLAG",)
    assert "nfa" in local.plain_outcomes[column]
    assert "signpost to hub" not in system("mosaic").plain_outcomes[column]


def test_unknown_is_never_no() -> None:
    assert flag_spellings()["u"] is None
    assert "" not in flag_spellings()


@pytest.fixture(scope="module")
def folded_by_sql() -> Callable[[str], Any]:
    connection = duckdb.connect()
    return lambda text: connection.execute(
        f"select {fold_sql('said')} from (select ? as said)", [text]
    ).fetchall()[0][0]


def test_folding(folded_by_sql: Callable[[str], Any]) -> None:
    assert (
        fold("\u00a0No  Consent \u2013 Family\t")
        == folded_by_sql("\u00a0No  Consent \u2013 Family\t")
        == "no consent - family"
    )


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("aB \t\n\u00a0-\u2013\u2014\u2212"), max_size=12))
def test_python_and_sql_fold_alike(folded_by_sql: Callable[[str], Any], text: str) -> None:
    assert fold(text) == folded_by_sql(text)
