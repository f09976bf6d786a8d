"""Tables as a case system delivers them: everything becomes text in its own spelling."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute

from caseclock.catalogue.contracts import Column as ContractColumn
from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.systems import System
from caseclock.synthetic.draws import Dates, Texts
from caseclock.synthetic.table import NO_ID, Column, Rows

# The stubs of pyarrow know fewer forms of these functions than pyarrow does.
pc: Any = pyarrow.compute

MIDNIGHT = {"liquidlogic": " 00:00:00", "eclipse": "T00:00:00"}
"""What stands after the day where a date has no time; nothing elsewhere."""
BETWEEN = {"eclipse": "T", "plain": "T"}
"""What stands between day and time; a blank elsewhere."""
ID_PREFIX = {"eclipse": "EG"}
NO_ID_TEXT = {"liquidlogic": "-1"}
FLAGS = {"eclipse": ("Yes", "No"), "mosaic": ("1", "0")}
"""Spelling of Y and N, where it is not that."""
COLUMN_NAMES = {
    "liquidlogic": {"pers_common_child_id": "pers_single_unique_id"},
    "mosaic": {"cine_referral_nfa": "cin_referral_nfa", "cont_contact_source_desc": "cont_contact_source"},
}
PLACEHOLDERS = {
    "liquidlogic": {
        "cina_assessment_auth_date": "1900-01-01",
        "clea_pathway_plan_review_date": "1900-01-01",
        "perm_placed_foster_carer_date": "1900-01-01",
        "prof_social_worker_registration_no": "SSD_PH",
    },
    "mosaic": {"addr_address_end_date": "9999-12-31", "dept_team_parent_name": "PLACEHOLDER_DATA"},
    "eclipse": {"cine_close_reason": ""},
}
"""What is delivered where there is nothing, instead of nothing."""
NOT_RECORDED = {"eclipse": {"ssd_contacts": ("cont_contact_outcome_json",)}}
LEFT_OUT_KEYS = {"liquidlogic": {"cine_referral_outcome_json": ("NFA_FLAG",)}}
COUNT_OF_OUTCOMES = {
    "cont_contact_outcome_json": "NUMBER_OF_OUTCOMES",
    "cine_referral_outcome_json": "NUMBER_OF_OUTCOMES",
}


def in_flavour(table: str, rows: Rows, system: System) -> pa.Table:
    """The table as text columns, with the names and spellings of a case system."""
    if table == "ssd_person":
        rows = _people(rows, system)
    names = COLUMN_NAMES.get(system.name, {})
    unknown = NOT_RECORDED.get(system.name, {}).get(table, ())
    contract = contracts()[table]
    columns: dict[str, pa.Array[Any]] = {}
    for name, values in rows.items():
        if name in unknown:
            columns[names.get(name, name)] = pa.nulls(values.size, pa.string())
            continue
        columns[names.get(name, name)] = _column(table, contract.column(name), values, system)
    return pa.table(columns)


def id_texts(values: Column, system: System) -> pa.Array[Any]:
    """Ids as the case system writes them, null for none."""
    text = pc.cast(pa.array(values), pa.string())
    prefix = ID_PREFIX.get(system.name)
    if prefix:
        text = pc.binary_join_element_wise(prefix, text, "")
    found: pa.Array[Any] = pc.if_else(pa.array(values != NO_ID), text, pa.scalar(None, pa.string()))
    return found


def _column(table: str, column: ContractColumn, values: Column, system: System) -> pa.Array[Any]:
    text = _text(table, column, values, system)
    placeholder = PLACEHOLDERS.get(system.name, {}).get(column.name)
    if placeholder is None:
        return text
    if values.dtype.kind == "M":
        day = np.array([placeholder], dtype="datetime64[D]")
        placeholder = _days(day, table, column, system)[0].as_py()
    found: pa.Array[Any] = pc.fill_null(text, placeholder)
    return found


def _text(table: str, column: ContractColumn, values: Column, system: System) -> pa.Array[Any]:
    if values.dtype.kind == "M":
        spelled = _times if column.type == "moment" else _days
        return spelled(values, table, column, system)
    if values.dtype == np.int64:
        text = id_texts(values, system)
        none = NO_ID_TEXT.get(system.name)
        return text if none is None or _own(table) else pc.fill_null(text, none)
    if values.dtype.kind == "i":
        return pa.array(values).cast(pa.string())
    if values.dtype.kind == "f":
        return pa.array([None if np.isnan(value) else f"{value:g}" for value in values.tolist()], pa.string())
    if column.type == "outcome":
        said = {each for each in values.tolist() if each}
        return _looked_up(values, {each: _outcome(each, table, column, system) for each in said})
    if column.type == "flag" and system.name in FLAGS and not _own(table):
        return _looked_up(values, dict(zip("YN", FLAGS[system.name], strict=True)))
    return pa.array(values, pa.string())


def _own(table: str) -> bool:
    """Whether it is one of the council's own feeds, which no case system spells."""
    return table.startswith("ext_")


def _days(values: Dates, table: str, column: ContractColumn, system: System) -> pa.Array[Any]:
    """Dates as text; each different day is written once, then looked up."""
    known = ~np.isnat(values)
    if not known.any():
        return pa.nulls(values.size, pa.string())
    midnight = "" if _own(table) else MIDNIGHT.get(system.name, "")
    days, place = np.unique(values[known].astype("datetime64[D]"), return_inverse=True)
    texts = np.datetime_as_string(days, unit="D").tolist()
    if system.date_format(table, column.name) == "day_first":
        texts = [f"{text[8:]}/{text[5:7]}/{text[:4]}" for text in texts]
    else:
        texts = [text + midnight for text in texts]
    places = np.zeros(values.size, dtype=np.int64)
    places[known] = place
    looked_up: Any = pa.array(places, mask=~known)
    return pa.array(texts, pa.string()).take(looked_up)


def _times(values: Dates, table: str, column: ContractColumn, system: System) -> pa.Array[Any]:
    day = "%d/%m/%Y" if system.date_format(table, column.name) == "day_first" else "%Y-%m-%d"
    between = "T" if _own(table) else BETWEEN.get(system.name, " ")
    found: pa.Array[Any] = pc.strftime(
        pa.array(values.astype("datetime64[s]")), format=f"{day}{between}%H:%M:%S"
    )
    return found


def _looked_up(values: Texts, texts: Mapping[str, str]) -> pa.Array[Any]:
    return pa.array([texts.get(value) for value in values.tolist()], pa.string())


def _outcome(said: str, table: str, column: ContractColumn, system: System) -> str:
    """The keys in `said`, as JSON with every key of the contract or as the system's own words."""
    chosen = {f"{key}_FLAG" for key in said.split("|")}
    words = system.plain_outcomes.get(f"{table}.{column.name}")
    if words:
        return "; ".join(_word_for(key, words) for key in column.outcome_keys if key in chosen)
    prefix = "OUTCOME_" if system.outcome_style == "prefixed" else ""
    left_out = LEFT_OUT_KEYS.get(system.name, {}).get(column.name, ())
    document: dict[str, Any] = {
        prefix + key: "Y" if key in chosen else "N" for key in column.outcome_keys if key not in left_out
    }
    if system.name == "liquidlogic":
        document[COUNT_OF_OUTCOMES.get(column.name, "TOTAL_NO_OF_OUTCOMES")] = len(chosen)
        document["COMMENTS"] = 'Agreed with the family, "see" the record'
    return json.dumps(document)


def _word_for(key: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """The first of the system's words that means just this key."""
    return next(word for word, keys in words.items() if tuple(keys) == (key,)).capitalize()


def _people(rows: Rows, system: System) -> Rows:
    """Pupil numbers and due dates in the columns where this system keeps them."""
    changed = dict(rows)
    if system.pupil_number_in_reason:
        number = rows["pers_upn"]
        changed["pers_upn_unknown"] = np.where(number.astype(bool), number, rows["pers_upn_unknown"])
        changed["pers_upn"] = np.full(number.size, None, dtype=object)
    if system.future_birth_is_expected:
        due = rows["pers_expected_dob"]
        changed["pers_dob"] = np.where(np.isnat(due), rows["pers_dob"], due)
        changed["pers_expected_dob"] = np.full(due.size, np.datetime64("NaT", "D"))
    return changed
