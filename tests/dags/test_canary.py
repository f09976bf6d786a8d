"""A real night on records with marked values, and the search for those marks where none may be."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

AS_AT = date(2026, 3, 31)
FORENAME, SURNAME, PUPIL, PERSON = "Zebulonette", "Quaxmarkle", "Z987650012345", "7700123499"
CANARIES = (FORENAME, SURNAME, PUPIL, PERSON)


def plant(folder: Path) -> None:
    """Mark one child everywhere, and give several rules cause to complain about it."""
    with (folder / "ssd_person.csv").open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    known = people[0]["pers_person_id"]
    people[0] |= {"pers_forename": FORENAME, "pers_surname": SURNAME, "pers_upn": PUPIL, "pers_sex": SURNAME}
    people[1] |= {"pers_upn": PUPIL, "pers_dob": f"30/02/{SURNAME}"}
    with (folder / "ssd_person.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(people[0]), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(people)
        file.write(f'"{PERSON}","{FORENAME}"\n')  # a row that is too short goes to quarantine
    for path in folder.glob("*.csv"):
        path.write_text(
            path.read_text(encoding="utf-8").replace(f'"{known}"', f'"{PERSON}"'), encoding="utf-8"
        )


@pytest.mark.smoke
def test_no_value_of_a_record_leaves_the_night(
    run: Callable[..., tuple[Any, dict[str, str]]], home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from caseclock import landing
    from caseclock.settings import settings
    from caseclock.synthetic import generate

    folder = home / "data" / "in" / "alpha"
    generate(60, 2, AS_AT, 1, "liquidlogic", 0.02, folder)
    plant(folder)

    done, states = run("nightly", as_at=AS_AT.isoformat(), authorities=["alpha"])
    printed = capfd.readouterr()
    assert set(states.values()) == {"success"}, states

    # The marks went into the night, and rules complained of them.
    people = parquet.read_table(landing.find("alpha", "case_system", AS_AT).path("ssd_person"))
    assert SURNAME in people["pers_surname"].to_pylist()
    findings = (settings().reports / "alpha" / "findings.csv").read_text(encoding="utf-8")
    assert "duplicate_pupil_number" in findings
    assert "ssd_person.pers_dob.readable" in findings

    # Airflow's database and logs, the notices, and what was printed.
    mine = [path for path in home.rglob("*") if path.is_file() and not _may_hold_records(path, home)]
    assert home / "airflow.db" in mine
    for canary in CANARIES:
        assert canary not in printed.out + printed.err
        assert not [path for path in mine if canary.encode() in path.read_bytes()], canary

    # What is made for people other than the steward, and names in what is made for the steward.
    pages = list((settings().reports / "alpha").rglob("*.html"))
    assert {"scorecard.html", "dictionary.html", "looked_after.html"} <= {page.name for page in pages}
    for page in pages:
        assert not [canary for canary in CANARIES if canary in page.read_text(encoding="utf-8")], page.name
    assert not [canary for canary in (FORENAME, SURNAME, PUPIL) if canary in findings]


def _may_hold_records(path: Path, home: Path) -> bool:
    """Deliveries, landing and reports, the night's own work, and the warehouse's files."""
    places = ("data", "caseclock/.caseclock/work", "caseclock/.caseclock/warehouse")
    return any(path.is_relative_to(home / place) for place in places)
