"""The night's SQL and the second opinion agree on made-up histories of every measure with worked examples.

CASECLOCK_OPINION_HISTORIES says how many histories a measure has at each as-at date (3), CASECLOCK_OPINION_SEED
from which number they are drawn (0) and at which third of the dates.
"""

from __future__ import annotations

import csv
import json
import os
from datetime import date
from pathlib import Path

import pytest

from caseclock.measure.worked_examples import answer
from second_opinion_measures.made_up import MAKERS, NO_AS_OF, made_up
from second_opinion_measures.made_up_days import AS_OF
from second_opinion_measures.opinions import Opinion
from second_opinion_measures.verdicts import OPINIONS, verdict

HISTORIES = int(os.environ.get("CASECLOCK_OPINION_HISTORIES", "3"))
SEED = int(os.environ.get("CASECLOCK_OPINION_SEED", "0"))
WITHOUT_DUE = ("excluded", "invalid", "not_measurable")


def _asked(as_of: date | None) -> list[tuple[str, dict]]:
    measures = sorted(NO_AS_OF) if as_of is None else sorted(MAKERS)
    return [
        (measure, history)
        for measure in measures
        for history in made_up(measure, as_of, HISTORIES, SEED * 1000 + (as_of.toordinal() if as_of else 0))
    ]


def _given(asked: list[tuple[str, dict]], as_of: date | None, folder: Path) -> list[dict[str, str]]:
    """What the command answers on a file of these examples."""
    cases, out = folder / "cases.csv", folder / "answers.csv"
    with cases.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("case_id", "measure_id", "inputs", "as_of"))
        for number, (measure, history) in enumerate(asked):
            writer.writerow((number, measure, json.dumps(history), as_of or ""))
    assert answer(cases, out) == (len(asked), [])
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _differs(wanted: Opinion, got: dict[str, str]) -> bool:
    value = "" if wanted.value is None else f"{wanted.value:.10g}"
    due = str(wanted.due) if wanted.due and wanted.verdict not in WITHOUT_DUE else got["due"]
    return (value, due, wanted.verdict) != (got["value"], got["due"], got["verdict"])


def test_every_measure_of_the_format_has_an_opinion_and_a_way_to_make_up_histories():
    assert set(OPINIONS) == set(MAKERS)


@pytest.mark.parametrize("as_of", [*AS_OF[SEED % 3 :: 3], None], ids=str)
def test_the_second_opinion_agrees(as_of, tmp_path):
    asked = _asked(as_of)
    different = [
        (measure, json.dumps(history), wanted, got["value"], got["due"], got["verdict"])
        for (measure, history), got in zip(asked, _given(asked, as_of, tmp_path), strict=True)
        if _differs(wanted := verdict(measure, history, as_of), got)
    ]
    assert different == []
