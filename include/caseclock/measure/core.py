"""The star: dimensions and facts with pseudonymous keys, made from the typed tables."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.systems import fold_sql
from caseclock.errors import ConfigurationError
from caseclock.load.reference_tables import create_reference_tables
from caseclock.measure.derive import derive, read_by
from caseclock.settings import PROJECT

CORE = PROJECT / "sql" / "core"

FOLDED = f"create or replace temp macro folded(said) as nullif({fold_sql('said')}, '')"
"""Case, blanks and the kinds of dash make no difference between two reasons."""

KEYS = {
    "fct_contact": "contact_key",
    "fct_referral": "referral_key",
    "fct_assessment": "assessment_key",
    "fct_section_47": "section_47_key",
    "fct_conference": "conference_key",
    "fct_strategy_discussion": "strategy_discussion_key",
    "fct_transfer_in": "transfer_in_key",
    "fct_plan": "plan_key",
    "fct_review": "review_key",
    "fct_visit": "visit_key",
    "fct_core_group": "core_group_key",
    "fct_early_help": "early_help_key",
    "fct_care_period": "care_period_key",
    "fct_placement": "placement_key",
    "fct_permanence_review": "permanence_review_key",
    "fct_complaint": "complaint_key",
    "fct_formal_resolution": "resolution_stage_key",
    "fct_allocation": "allocation_key",
    "fct_post": "post_terms_key",
    "fct_employment": "employment_key",
    "fct_staff_move": "staff_move_key",
    "fct_absence": "absence_key",
    "fct_case_audit": "audit_theme_key",
    "fct_audit_action": "audit_action_key",
    "fct_corrective_action": "corrective_action_key",
    "fct_health_check": "health_check_key",
    "fct_immunisation": "immunisation_key",
    "fct_sdq": "sdq_key",
    "fct_education_plan": "education_plan_key",
    "fct_care_leaver": "care_leaver_key",
    "fct_leaver_accommodation": "leaver_accommodation_key",
    "fct_leaver_contact": "leaver_contact_key",
    "fct_pathway_plan": "pathway_plan_key",
    "fct_missing": "missing_key",
    "fct_adoption": "adoption_key",
    "dim_team": "team_key",
    "dim_worker": "worker_key",
    "dim_locality": "locality_key",
    "dim_child": "child_key",
}


def build_people(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `identity.crosswalk` and `main.child_of`: who is behind each local id, before the checks.

    Expects what build_core expects.
    """
    connection.execute("create schema if not exists identity")
    connection.execute("set search_path='main,identity'")
    derive(connection, CORE, "core", only=("crosswalk", "child_of"))


def build_core(connection: duckdb.DuckDBPyConnection, read_by_selects: Iterable[str] = ()) -> dict[str, int]:
    """Make the schemas `identity` and `core`; the rows of each core table.

    read_by_selects: SELECTs for which alone the star is made, so that worked examples need not wait for the
    rest; the whole of it by default.
    Expects the loaded tables in `main`, the macros of the pseudonym key on this connection, and
    `main.known_crosswalk` with the warehouse's crosswalk (empty before the first publication).
    Raises ConfigurationError when two things of one table get the same key, which stops the night.
    """
    connection.execute(FOLDED)
    # To look for what two parts of a SELECT share takes longer than it saves, in hundreds of small ones.
    connection.execute("set disabled_optimizers='common_subplan'")
    create_reference_tables(connection)
    for schema in ("identity", "core"):
        connection.execute(f"create schema if not exists {schema}")
    connection.execute("set search_path='main,core,identity'")
    _drop_unlisted_codes(connection)
    selects = list(read_by_selects)
    made = derive(connection, CORE, "core", only=read_by(CORE, selects) if selects else ())
    return {table: _distinct_rows(connection, table, key) for table, key in KEYS.items() if table in made}


def _drop_unlisted_codes(connection: duckdb.DuckDBPyConnection) -> None:
    """Let no text that is not a code into the star: it is a finding by now, and may say anything."""
    for contract in contracts().values():
        unlisted = {
            column.name: f"{column.name} not in ({', '.join(map(_quoted, column.codes))})"
            for column in contract.columns
            if column.codes
        }
        if unlisted:
            cleared = ", ".join(
                f"{name} = case when {test} then null else {name} end" for name, test in unlisted.items()
            )
            connection.execute(
                f"update main.{contract.table} set {cleared} where {' or '.join(unlisted.values())}"
            )


def _quoted(code: str) -> str:
    return "'" + code.replace("'", "''") + "'"


def _distinct_rows(connection: duckdb.DuckDBPyConnection, table: str, key: str) -> int:
    [(rows, keys)] = connection.execute(
        f"select count(*), count(distinct {key}) from core.{table}"
    ).fetchall()
    if rows != keys:
        raise ConfigurationError(
            f"{rows - keys} rows share a key with another row.",
            where=f"core.{table}",
            do="Nothing was published. Report this with the table's name; a key collision needs a new key version.",
        )
    return int(rows)
