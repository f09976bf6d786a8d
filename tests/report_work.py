"""A night's work file with made-up figures, as the reports read it: 4 localities, 36 months, every kind of figure."""

from __future__ import annotations

import hashlib
import json
import random
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from report_beside import write_beside

AS_AT = date(2026, 11, 15)
LOCALITIES = {101: "Harbour", 102: "Moorside", 103: "North Valley", 104: "Old Town", -1: "Unknown"}
WEIGHT = {101: 0.34, 102: 0.22, 103: 0.27, 104: 0.16, -1: 0.01}

# measure: kind, title, unit, limit, standard, better, a month's rows, share in the numerator, poor locality
DECLARED = {
    "contacts": ("count", "Contacts received", None, None, "local", "neutral", 1240, 1.0, None),
    "contact_decision_1wd": (
        "clock", "Contact decision within 1 working day", "working_days", 1, "statutory", "high", 1180, 0.93, None,
    ),
    "referrals": ("count", "Referrals received", None, None, "published", "neutral", 258, 1.0, None),
    "re_referrals_12m": (
        "proportion", "Re-referrals within 12 months", None, None, "published", "low", 258, 0.226, None,
    ),
    "referral_nfa_pct": (
        "proportion", "Referrals with no further action", None, None, "published", "neutral", 258, 0.065, None,
    ),
    "referral_nfa_by_reason": (
        "proportion", "Referrals with no further action, by reason", None, None, "local", "neutral", 17, 1.0, None,
    ),
    "assessment_45wd": (
        "clock", "Assessments completed within 45 working days", "working_days", 45, "published", "high",
        266, 0.857, 103,
    ),
    "assessment_duration_bands": (
        "proportion", "Assessment duration bands", "working_days", None, "published", "neutral", 266, 1.0, None,
    ),
    "assessment_45wd_from_referral": (
        "clock", "Assessments completed within 45 working days of the referral", "working_days", 45, "statutory",
        "high", 240, 0.826, 103,
    ),
    "assessments_open_overdue": (
        "proportion", "Open assessments over 45 working days", "working_days", 45, "local", "low", 410, 0.081, 103,
    ),
    "icpc_15wd": (
        "clock", "Initial child protection conference within 15 working days of the section 47 start",
        "working_days", 15, "statutory", "high", 30, 0.814, 104,
    ),
    "icpc_duration_bands": (
        "proportion", "Section 47 to conference, duration bands", "working_days", None, "published", "neutral",
        30, 1.0, None,
    ),
    "cp_review_timeliness": (
        "clock", "Child protection reviews in timescale", "months", None, "statutory", "high", 41, 0.957, None,
    ),
    "cp_visit_10wd": (
        "proportion", "Children on a plan visited in the last 10 working days", "working_days", 10, "local", "high",
        245, 0.86, None,
    ),
    "cla_review_timeliness": (
        "clock", "Children in care: reviews in timescale", "months", None, "statutory", "high", 96, 0.94, None,
    ),
    "cla_visit_timeliness": (
        "proportion", "Children in care: statutory visits in timescale", "days", None, "statutory", "high",
        0, 0.0, None,
    ),
    "section_47_duration": (
        "median", "Median length of section 47 enquiries in working days", "working_days", None, "published",
        "neutral", 22, 0.5, None,
    ),
    "caseload_avg_team": (
        "ratio", "Cases per full-time social worker", "cases per FTE", None, "local", "low", 14, 1.0, None,
    ),
    "adoption_a10": (
        "mean", "Days from entering care to moving in with the adoptive family", "days", None, "published", "low",
        2, 1.0, None,
    ),
    "cla_at_date": ("children", "Children looked after", None, None, "published", "neutral", 90, 1.0, None),
    "starters_leavers": (
        "count", "Social workers who joined and who left", None, None, "local", "neutral", 5, 1.0, None,
    ),
}  # fmt: skip
DOMAINS = {
    "contact": "contacts", "referral": "referrals", "re": "referrals", "assessment": "assessments",
    "assessments": "assessments", "icpc": "section_47", "section": "section_47", "cp": "child_protection",
    "cla": "looked_after", "caseload": "caseload", "adoption": "adoption", "starters": "workforce",
}  # fmt: skip
BANDS = {
    "assessment_duration_bands": {
        "same_day": 1.8, "1-10": 10.7, "11-20": 15.3, "21-30": 14.8, "31-40": 20.2, "41-45": 21.9, "46-50": 6.8,
        "51-60": 4.3, "61+": 4.2,
    },
    "icpc_duration_bands": {"0-10": 8.7, "11-15": 70.1, "16-20": 10.9, "21+": 10.3},
    "referral_nfa_by_reason": {
        "no_consent": 22, "below_threshold": 26, "routed_early_help": 12, "routed_other_agency": 9,
        "information_advice": 8, "other": 5, "unmapped": 7, "not_recorded": 11,
    },
    "starters_leavers": {"starters": 60, "leavers": 40},
}  # fmt: skip
AS_AT_MEASURES = ("assessments_open_overdue", "cp_visit_10wd", "caseload_avg_team", "cla_at_date")
EACH = {"ratio": 14.4, "mean": 400.0}
"""What one of the denominator adds to the numerator."""
REASONS = {"TH": 34, "IA": 14, "NC": 12, "RT-AG": 10, "RT-EH": 8, "DU": 3, "NR": 13, "UM": 6}
RULES = (
    ("cp_plan_without_conference", "query", "Plan starts without a conference", "ssd_cp_plans", "broken", 12, ""),
    ("open_assessment_on_closed_referral", "error", "Assessment still open on a closed referral",
     "ssd_cin_assessments", "broken", 31, ""),
    ("two_open_cp_plans", "error", "Child has two open plans", "ssd_cp_plans", "held", 0, ""),
    ("ssd_person.pers_sex.codes", "error", "Sex is not in the code list", "ssd_person", "broken", 4, ""),
    ("placeholder_delivered", "warning", "Placeholder delivered", "ssd_person", "broken", 2, ""),
    ("child_in_care_vanished", "error", "Child in care is gone without an end date", "ssd_cla_episodes",
     "not_run", 0, "first night"),
    ("row_count_far_from_last_night", "warning", "Row count far from the last good night", "ssd_person",
     "not_run", 0, "first night"),
)  # fmt: skip


def make_work(path: Path, *, findings: int = 49, title: str = "Contacts received") -> Path:
    """Write the work file; `findings` is how many rows main.finding has, `title` that of the first measure."""
    with duckdb.connect(str(path)) as connection:
        _main(connection, findings)
        _core(connection)
        _mart(connection, title)
    return path


def _main(connection: duckdb.DuckDBPyConnection, findings: int) -> None:
    connection.execute("""
        create table this_run (authority text, as_at date, previous_as_at date, run_id text,
                               first_night boolean, system text);
        create table delivered (table_name text, required boolean, supplied boolean, file text,
                                rows_in bigint, rows_loaded bigint, rows_quarantined bigint);
        create table rule_result (rule text, return_name text, severity text, title text, table_name text,
                                  outcome text, findings bigint, reason text, kind text, version_sha text,
                                  columns text, fix text, source text);
        create schema identity;
        create table identity.finding_value (authority text, finding_key bigint, child_id text, value text);
        create table finding (rule text, return_name text, severity text, table_name text, record bigint,
                              child_id text, columns text, message text, detail text, finding_key bigint,
                              child_key text, value_hash text);
        insert into delivered values
            ('ssd_person', true, true, 'persons.csv', 2015, 2012, 3),
            ('ssd_contacts', true, true, 'contacts.csv', 4520, 4520, 0),
            ('ssd_cin_episodes', true, true, 'cin_episodes.csv', 3105, 3105, 0),
            ('ssd_cla_visits', true, false, null, 0, 0, 0),
            ('ext_contact_outcome', false, true, 'contact_outcome.csv', 4519, 4519, 0);
    """)
    connection.execute(
        "insert into this_run values ('sample', ?, null, 'run-1', true, 'liquidlogic')", [AS_AT]
    )
    connection.executemany(
        """
        insert into rule_result
        values (?, 'local', ?, ?, ?, ?, ?, ?, 'rule', 'abc', 'a, b', 'Correct the dates.', 'Local')
        """,
        [list(rule) for rule in RULES],
    )
    connection.execute(
        """
        insert into finding
        select case when n % 4 = 0 then 'cp_plan_without_conference' else 'open_assessment_on_closed_referral' end,
               'local', case when n % 4 = 0 then 'query' else 'error' end,
               case when n % 4 = 0 then 'ssd_cp_plans' else 'ssd_cin_assessments' end,
               n + 1, 'C' || (1000 + n), 'cpp_start, cpp_end', 'The plan starts without a conference.',
               case when n % 5 = 0 then '2 plans' end, n, 'key' || n, 'hash'
        from range(?) as numbers(n)
        """,
        [findings],
    )
    connection.execute("""
        insert into identity.finding_value
        select 'sample', finding_key, child_id, '{"cpp_start":"2026-01-05","cpp_end":null}' from finding
    """)


def _core(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("""
        create schema core;
        create table core.dim_locality (authority text, locality_key bigint, locality_name text);
    """)
    connection.executemany(
        "insert into core.dim_locality values ('sample', ?, ?)",
        [[key, name] for key, name in LOCALITIES.items()],
    )


def _mart(connection: duckdb.DuckDBPyConnection, title: str) -> None:
    connection.execute("""
        create schema mart;
        create table mart.measure_value (
            authority text, measure text, version integer, period text, period_start date, period_end date,
            level text, locality_key bigint, team_key bigint, post text, band text, numerator decimal(18, 4),
            denominator decimal(18, 4), value double);
        create table mart.measure_status (authority text, measure text, status text, reason text);
        create table mart.definition (
            authority text, measure text, kind text, title text, unit text, limit_value integer, standard text,
            better text, version integer, effective_from date, source text, sha256 text, header_json text,
            select_text text, domain text, figure text, decimals integer);
        create table mart.no_further_action (
            authority text, entity text, subject_key bigint, child_key text, team_key bigint, locality_key bigint,
            counted_on date, month date, recorded_flag boolean, disposition text, reason_code text,
            reason_basis text, source_code text);
    """)
    chance = random.Random(7)
    for measure, (kind, name, unit, limit, standard, better, size, rate, poor) in DECLARED.items():
        supplied = size > 0
        connection.execute(
            "insert into mart.measure_status values ('sample', ?, ?, ?)",
            [
                measure,
                "measured" if supplied else "not_supplied",
                None if supplied else "not supplied: ssd_cla_visits",
            ],
        )
        select = f"select 1 as {measure}"
        bands = [{"name": band} for band in BANDS.get(measure, {}) if "reason" not in measure]
        connection.execute(
            "insert into mart.definition values ('sample', ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, 1)",
            [measure, kind, title if measure == "contacts" else name, unit, limit, standard, better,
             date(2013, 4, 1), "Working Together to Safeguard Children; CIN census guide",
             hashlib.sha256(select.encode()).hexdigest(), json.dumps(_header(measure, name, bands)), select,
             DOMAINS.get(measure.split("_")[0], measure), "proportion" if kind == "clock" else kind],
        )  # fmt: skip
        if supplied:
            _values(connection, chance, measure, kind, size, rate, poor)
    _no_further_action(connection, chance)
    write_beside(connection, AS_AT, list(WEIGHT))


def _header(measure: str, name: str, bands: list[dict[str, str]]) -> dict[str, object]:
    header: dict[str, object] = {"title": name, "bands": bands, "category": "Source of the contact"}
    header |= {"counted": f"What {measure} counts", "among": "Those that it counts them among"}
    return header | ({"counted_on": "as_at"} if measure in AS_AT_MEASURES else {})


def _values(
    connection: duckdb.DuckDBPyConnection,
    chance: random.Random,
    measure: str,
    kind: str,
    size: int,
    rate: float,
    poor: int | None,
) -> None:
    rows: list[tuple[str, date, date, int | None, str | None, int, int]] = []
    for start in _months(38):
        last = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        part = 0.5 if last > AS_AT else 1.0
        for place, weight in WEIGHT.items():
            wanted = round(size * weight * part * chance.uniform(0.75, 1.2))
            dip = 0.12 if start.year == 2025 and start.month in (7, 8, 9) else 0.0
            chances = max(rate - dip - (0.3 if place == poor else 0.0), 0.0) if rate > 0.5 else rate
            hits = sum(chance.random() < chances for _ in range(wanted))
            rows.append(("month", start, last, place, None, hits, wanted))

    def pooled(period: str, start: date, end: date) -> None:
        inside = [row for row in rows if row[0] == "month" and start <= row[1] <= end]
        for place in WEIGHT:
            mine = [row for row in inside if row[3] == place]
            rows.append((period, start, end, place, None, sum(r[5] for r in mine), sum(r[6] for r in mine)))

    if measure in AS_AT_MEASURES:
        pooled("as_at", date(2026, 10, 1), AS_AT)
        rows = [
            (p, AS_AT if p == "as_at" else s, e, place, band, n, d) for p, s, e, place, band, n, d in rows
        ]
    else:
        pooled("last_12_months", date(2025, 11, 16), AS_AT)
        if measure == "adoption_a10":
            pooled("last_36_months", date(2023, 11, 16), AS_AT)
        for year in (2024, 2025, 2026):
            pooled("financial_year", date(year, 4, 1), date(year + 1, 3, 31))
    for period, start, end in sorted({row[:3] for row in rows}):
        mine = [row for row in rows if row[:3] == (period, start, end)]
        rows.append((period, start, end, None, None, sum(r[5] for r in mine), sum(r[6] for r in mine)))
    if measure in BANDS:
        rows = [banded for row in rows for banded in _banded(row, BANDS[measure])]
    _insert(
        connection,
        "mart.measure_value",
        [
            ("sample", measure, 1, period, start, end, "authority" if place is None else "locality", place, -2, "",
             band, None if kind == "median" else hits * EACH.get(kind, 1), None if kind == "count" else wanted,
             _value(kind, hits, wanted))
            for period, start, end, place, band, hits, wanted in rows
        ],
    )  # fmt: skip


def _banded(
    row: tuple[str, date, date, int | None, str | None, int, int], shares: dict[str, float]
) -> list[tuple[str, date, date, int | None, str | None, int, int]]:
    whole, left, out = row[6], row[6], []
    for number, (band, share) in enumerate(shares.items(), start=1):
        hits = left if number == len(shares) else min(left, round(whole * share / 100))
        left -= hits
        out.append((*row[:4], band, hits, whole))
    return out


def _no_further_action(connection: duckdb.DuckDBPyConnection, chance: random.Random) -> None:
    rows = []
    for entity, size, marked in (("contact", 280, 0.9), ("referral", 17, 0.9), ("assessment", 40, 0.3)):
        for start in _months(38):
            for _ in range(size):
                day = start + timedelta(days=chance.randrange(28))
                place = chance.choices(list(WEIGHT), list(WEIGHT.values()))[0]
                before = start < date(2024, 6, 1)
                reason = "NR" if before else chance.choices(list(REASONS), list(REASONS.values()))[0]
                basis = "none" if reason == "NR" else "flag" if reason == "IA" else "recorded"
                went_on = chance.random() < 0.004
                if entity == "assessment":
                    reason = basis = None
                flag = None if chance.random() < 0.03 else chance.random() < marked
                if day <= AS_AT:
                    rows.append(
                        ("sample", entity, len(rows), "key", None, place, day, start, flag,
                         "PROGRESSED_REFERRAL" if went_on else "NO_FURTHER_ACTION",
                         None if went_on or not flag else reason, basis, "1A")
                    )  # fmt: skip
    _insert(connection, "mart.no_further_action", rows)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[object, ...]]) -> None:
    columns = [pa.array(column) for column in zip(*rows, strict=True)]
    connection.register("new_rows", pa.table(columns, names=[f"c{n}" for n in range(len(columns))]))
    connection.execute(f"insert into {table} select * from new_rows")
    connection.unregister("new_rows")


def _months(number: int) -> list[date]:
    first = AS_AT.year * 12 + AS_AT.month - number
    return [date((first + n) // 12, (first + n) % 12 + 1, 1) for n in range(number)]


def _value(kind: str, hits: int, wanted: int) -> float | None:
    if kind in ("count", "children"):
        return float(hits)
    if not wanted:
        return None
    if kind in ("ratio", "mean", "median"):
        return {"median": 8.5, **EACH}[kind] if wanted else None
    return float((Decimal(100 * hits) / wanted).quantize(Decimal("0.1"), ROUND_HALF_UP))
