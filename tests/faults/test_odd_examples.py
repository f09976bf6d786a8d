"""Worked examples that hold something odd: an answer, or one clear error that names the case."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from caseclock.errors import DeliveryRefused
from caseclock.measure.worked_examples import COLUMNS, answer

GOOD = ("good", "assessment_45wd", json.dumps({"start": "2024-09-02", "stop": "2024-09-03"}), "2024-12-31")


def ask(folder: Path, measure: str, inputs: str, as_of: str = "2024-12-31") -> str:
    """The verdict on an example that stands behind a good one."""
    cases = folder / "cases.csv"
    with cases.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, GOOD, ("odd", measure, inputs, as_of)])
    answer(cases, folder / "verdicts.csv")
    with (folder / "verdicts.csv").open(encoding="utf-8", newline="") as file:
        [good, odd] = csv.DictReader(file)
    assert (good["value"], good["verdict"]) == ("1", "in_time")
    return odd["verdict"]


@pytest.mark.parametrize(
    ("measure", "inputs"),
    [
        ("permanence_review_u5_4wk", {"dob": "soon", "care_start": "2024-01-01"}),
        ("rha_timeliness", {"dob": [None], "care_start": "2024-01-01"}),
        ("adoption_a10", {"care_start": [1], "adopted": True}),
        ("adoption_a2", {"placement_order": True}),
        ("re_referrals_12m", {"referral": "2024-01-01", "previous": "é" * 1000}),
        ("placements_3plus", {"placements": {"start": "2024-01-01"}}),
        ("cla_review_timeliness", {"care_start": "2024-01-01", "review": "294247-01-10"}),
        ("contact_decision_24h", {"start": "294247-01-10"}),
        ("pathway_plan_in_place", {"relevant_from": "290309-12-22 (BC)"}),
        ("assessment_45wd", {"start": "infinity"}),
        ("assessment_45wd", {"start": "epoch"}),
        ("assessment_45wd", {"start": "2024-02-30"}),
        ("cp_visit_10wd", {"plan_start": "2024-01-01", "seen_visits": ["2024-01-02", "-infinity"]}),
    ],
)
def test_an_input_that_is_no_date_names_its_case(
    tmp_path: Path, measure: str, inputs: dict[str, Any]
) -> None:
    with pytest.raises(DeliveryRefused) as caught:
        ask(tmp_path, measure, json.dumps(inputs))
    assert caught.value.where == f"case odd of {measure}"


@pytest.mark.parametrize(
    ("inputs", "as_of"),
    [
        ("[1]", "2024-12-31"),
        ("[" * 5000, "2024-12-31"),
        ('{"start": ' + "9" * 5000 + "}", "2024-12-31"),
        ('{"start": "\\ud800"}', "2024-12-31"),
        ("{}", "2041-01-01"),
        ("{}", "0001-01-01"),
        ('{"as_of_time": "9999-12-31T23:59:59-12:00"}', ""),
        ('{"as_of_time": "0001-01-01T00:00:00+14:00"}', ""),
        ('{"as_of_time": [1]}', ""),
    ],
)
def test_a_row_that_cannot_be_asked_names_its_row(tmp_path: Path, inputs: str, as_of: str) -> None:
    with pytest.raises(DeliveryRefused) as caught:
        ask(tmp_path, "rhi_72h", inputs, as_of)
    assert caught.value.where == "cases.csv, row 2"


@pytest.mark.parametrize(
    ("measure", "inputs", "verdict"),
    [
        ("assessment_45wd", {"nobody_knows": {"a": [1]}}, "invalid"),
        ("assessment_45wd", {"start": "0001-01-01", "stop": "9999-12-31"}, "not_measurable"),
        ("assessment_45wd", {"start": "1900-01-01", "stop": "1900-01-02"}, "not_measurable"),
        ("cp_visit_10wd", {"plan_start": "2024-12-30", "seen_visits": [None, ""]}, "not_due"),
        ("cp_visit_20wd", {"plan_start": "1900-01-01"}, "not_measurable"),
        ("cp_visit_4wk", {"plan_start": "1900-01-01"}, "late"),
        ("icpc_decision_day5", {"start": "2024-12-30", "day_one_is_start": {"a": 1}}, "open_in_time"),
        ("placements_3plus", {"placements": [{}, {"start": None, "end": None}]}, "no"),
        ("allocation_within_1wd", {"start": "2024-12-31", "workers": [{"from": None}]}, "open_in_time"),
    ],
)
def test_what_is_only_odd_is_answered(
    tmp_path: Path, measure: str, inputs: dict[str, Any], verdict: str
) -> None:
    assert ask(tmp_path, measure, json.dumps(inputs)) == verdict
