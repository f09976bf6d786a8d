"""Our own worked examples, through the command's own path."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from caseclock.errors import ConfigurationError, DeliveryRefused
from caseclock.measure.worked_examples import Example, answer, judge, read_examples

FILES = sorted(Path(__file__).with_name("examples").glob("*.csv"))
CASES = Path(__file__).with_name("examples") / "clocks.csv"


def _expected(cases: Path) -> list[dict[str, str]]:
    with cases.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("cases", FILES, ids=lambda path: path.stem)
def test_every_example_is_answered_exactly(cases, tmp_path):
    out = tmp_path / "verdicts.csv"
    assert answer(cases, out) == (len(_expected(cases)), [])
    with out.open(encoding="utf-8", newline="") as file:
        given = list(csv.DictReader(file))
    wrong = [
        (want["case_id"], want["expected_value"], want["expected_verdict"], got)
        for want, got in zip(_expected(cases), given, strict=True)
        if want["case_id"] != got["case_id"]
        or want["expected_verdict"] != got["verdict"]
        or want["expected_value"] != got["value"]
        or (want["expected_due"] and want["expected_due"] != got["due"])
    ]
    assert wrong == []


def test_the_order_of_the_examples_changes_nothing():
    forward = read_examples(CASES)
    verdicts = {verdict.case_id: verdict for verdict in judge(forward)}
    assert {verdict.case_id: verdict for verdict in judge(list(reversed(forward)))} == verdicts


def test_a_measure_that_is_not_built_does_not_keep_the_others_waiting(tmp_path):
    cases, out = tmp_path / "cases.csv", tmp_path / "verdicts.csv"
    cases.write_text(
        "case_id,measure_id,inputs,as_of\n1,no_such_measure,{},2024-01-01\n2,assessment_45wd,{},2024-01-01\n",
        encoding="utf-8",
    )
    assert answer(cases, out) == (1, ["no_such_measure"])
    assert out.read_text(encoding="utf-8").splitlines() == [
        "case_id,value,due,verdict",
        "1,,,not_built",
        "2,,,invalid",
    ]


def test_a_measure_without_examples_is_named():
    with pytest.raises(ConfigurationError, match="no_such_measure"):
        judge([Example("x", "no_such_measure", {}, read_examples(CASES)[0].as_of)])


@pytest.mark.parametrize(
    "line",
    [
        "a,assessment_45wd,not json,2024-01-01",
        "a,assessment_45wd,[],2024-01-01",
        "a,assessment_45wd,{},someday",
        "a,assessment_45wd,{},2041-01-01",
        "a,assessment_45wd",
        "a,assessment_45wd,{},2024-01-01,more",
        'a,assessment_45wd,"{""start"": ""\\ud800""}",2024-01-01',
        'a,assessment_45wd,"' + '{""a"":' * 9_000 + '",2024-01-01',
    ],
    ids=[
        "no JSON",
        "no object",
        "no date",
        "beyond the calendar",
        "short",
        "long",
        "half a character",
        "deep",
    ],
)
def test_a_broken_row_is_named(tmp_path, line):
    path = tmp_path / "cases.csv"
    path.write_text(f"case_id,measure_id,inputs,as_of\n{line}\n", encoding="utf-8")
    with pytest.raises(DeliveryRefused, match="row 1"):
        read_examples(path)


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("case_id,measure_id\n", encoding="utf-8")
    with pytest.raises(DeliveryRefused, match="inputs"):
        read_examples(path)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("case_id,measure_id,inputs,as_of\n".encode("utf-16"), "UTF-8"),
        (b"case_id,measure_id,inputs,as_of\nZo\xeb,x,{},2024-01-01\n", "UTF-8"),
        (b"case_id,measure_id,inputs,as_of\n" + b"x" * 200_000 + b",x,{},2024-01-01\n", "too long"),
        (b"case_id,case_id,measure_id,inputs,as_of\n", "two columns case_id"),
    ],
    ids=["UTF-16", "Windows-1252", "a huge field", "a doubled column"],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, content, told):
    path = tmp_path / "cases.csv"
    path.write_bytes(content)
    with pytest.raises(DeliveryRefused, match=told):
        read_examples(path)
