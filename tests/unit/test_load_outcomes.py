"""The outcome of a contact or referral in each of its spellings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.systems import system
from caseclock.load.outcomes import BROKEN, UNREADABLE, read_outcome
from deliveries import CONTACTS, loaded_contacts

pytestmark = pytest.mark.usefixtures("own_data")

KEYS = contracts()["ssd_contacts"].column("cont_contact_outcome_json").outcome_keys
WORDS = system("mosaic").plain_outcomes["ssd_contacts.cont_contact_outcome_json"]


def flags(text: str, words: bool = True) -> tuple[dict[str, str] | None, str | None]:
    canonical, why = read_outcome(text, KEYS, WORDS if words else {})
    return (json.loads(canonical) if canonical is not None else None), why


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('{"NFA_FLAG": "Y", "COMMENTS": "x", "NUMBER_OF_OUTCOMES": 1}', {"NFA_FLAG": "Y"}),
        ('{"OUTCOME_NFA_FLAG": "yes", "outcome_advice_flag": 0}', {"NFA_FLAG": "Y", "ADVICE_FLAG": "N"}),
        ('{"NFA_FLAG": true}', {"NFA_FLAG": "Y"}),
        ('[{"NFA_FLAG": "T"}]', {"NFA_FLAG": "Y"}),
        ('{"NFA_FLAG": "U", "TOTAL_NO_OF_OUTCOMES": -1}', {}),
        ("{}", {}),
        ("No further action", {"NFA_FLAG": "Y"}),
        ("  CIN  REFERRAL ", {"NEW_REFERRAL_FLAG": "Y"}),
        ("CIN Referral; Information and advice", {"NEW_REFERRAL_FLAG": "Y", "ADVICE_FLAG": "Y"}),
    ],
)  # fmt: skip
def test_what_can_be_read(text: str, read: dict[str, str]) -> None:
    assert flags(text) == (read, None)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('{"NFA_FLAG": "Y", "COMMENTS": "she said "no" to us"}', {"NFA_FLAG": "Y"}),
        ('{"NFA_FLAG": "Y", "COMMENTS": "a\nb", "ADVICE_FLAG": "N"', {"NFA_FLAG": "Y", "ADVICE_FLAG": "N"}),
        ('{"NFA_FLAG": "N", "COMMENTS": "wrote "NFA_FLAG": "Y" here"}', {"NFA_FLAG": "N"}),
        ("NFA_FLAG=Y, ADVICE_FLAG=N", {"NFA_FLAG": "Y", "ADVICE_FLAG": "N"}),
        ('{"OUTCOME_NFA_FLAG": "Y",,}', {"NFA_FLAG": "Y"}),
    ],
)
def test_broken_json_is_searched_and_marked(text: str, read: dict[str, str]) -> None:
    assert flags(text) == (read, BROKEN)


@pytest.mark.parametrize(
    "text", ["Closed by the panel", "CIN Referral; Closed by the panel", '{"COMMENTS": "', "42"]
)
def test_what_cannot_be_read_is_marked(text: str) -> None:
    assert flags(text) == (None, UNREADABLE)


def test_words_mean_nothing_where_the_system_has_none() -> None:
    assert flags("No further action", words=False) == (None, UNREADABLE)


def test_keys_come_in_the_contracts_order() -> None:
    backwards = json.dumps(dict.fromkeys(reversed(KEYS), "Y"))
    canonical, _ = read_outcome(backwards, KEYS, {})
    assert list(json.loads(canonical or "")) == list(KEYS)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), st.sampled_from("YN")), st.text(), st.booleans())
def test_what_was_written_is_read(wrote: dict[str, str], comments: str, prefixed: bool) -> None:
    prefix = "OUTCOME_" if prefixed else ""
    text = json.dumps({**{prefix + key: value for key, value in wrote.items()}, "COMMENTS": comments})
    assert flags(text) == (wrote, None)


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_no_text_raises(text: str) -> None:
    canonical, why = read_outcome(text, KEYS, WORDS)
    assert canonical is not None or why == UNREADABLE


def test_outcomes_are_loaded_without_their_comments(tmp_path: Path) -> None:
    header = CONTACTS.strip() + ",cont_contact_outcome_json\n"
    rows = (
        '1,2,,"{""NFA_FLAG"": ""Y"", ""COMMENTS"": ""canary""}"\n'
        '2,2,,"{""NFA_FLAG"": ""Y"", ""COMMENTS"": ""a ""canary"" b""}"\n3,2,,canary\n4,2,,\n5,2,,??\n'
    )
    connection = loaded_contacts(tmp_path / "in", rows, "liquidlogic", header)
    assert connection.sql("select record, cont_contact_outcome_json from ssd_contacts order by 1").fetchall() == [
        (1, '{"NFA_FLAG":"Y"}'), (2, '{"NFA_FLAG":"Y"}'), (3, None), (4, None), (5, None)
    ]  # fmt: skip
    assert connection.sql("select record, why from unread").fetchall() == [(3, UNREADABLE)]
    assert connection.sql("select record, why from read_leniently").fetchall() == [(2, BROKEN)]
    assert connection.sql("select rows from placeholder").fetchall() == [(1,)]
