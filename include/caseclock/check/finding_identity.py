"""Who a finding is: the same finding on another night has the same key, a changed value another hash."""

from __future__ import annotations

import duckdb

from caseclock.catalogue.contracts import Contract, contracts
from caseclock.check.rule_expectation import FOUND


def write_findings(connection: duckdb.DuckDBPyConnection, return_name: str) -> None:
    """Move the findings of one return into `finding`, and their values into `identity.finding_value`.

    The connection has the macros keyed_hash and surrogate, and the return's schema on its search
    path. A finding's key rests on authority, return, rule, child, table and the identity columns
    of its contract; rows that share all these are numbered in the order of their values, so the
    order of the file does not matter.
    """
    connection.execute(
        "create or replace temp table finding_content (number bigint, identity varchar, value varchar,"
        " episode integer)"
    )
    groups = connection.execute(
        f"select distinct table_name, columns from {FOUND} where return_name = ? and record is not null",
        [return_name],
    ).fetchall()
    for table, columns in groups:
        contract = contracts(return_name).get(table) or contracts().get(table)
        if contract is not None:
            connection.execute(_content(contract, columns), [return_name, table, columns])
    connection.execute(
        "create or replace temp table finding_keyed as\n" + _keyed(_has_crosswalk(connection)), [return_name]
    )
    connection.execute(
        "insert into main.finding by name\n"
        "select rule, return_name, severity, table_name, record, episode, child_id, columns, message, detail,\n"
        "    finding_key, null as child_key, value_hash\n"
        "from temp.finding_keyed"
    )
    connection.execute(
        "insert into identity.finding_value by name\n"
        "select authority, finding_key, child_id, value\n"
        "from temp.finding_keyed, main.this_run where value is not null"
    )


def _content(contract: Contract, columns: str) -> str:
    """The SQL that reads identity and values of the findings of one table and one set of columns."""
    own = [name for name in columns.split(", ") if name in contract.column_names]
    place, referrals = "null", ""
    if {"child", "episode"} <= set(contract.column_names):
        place = "t.episode - first_of_child.episode + 1"
        referrals = (
            "inner join (select child, min(episode) as episode from cin_details group by child)"
            " as first_of_child on first_of_child.child = t.child\n"
        )
    days = ", ".join(f"coalesce(cast(t.{name} as varchar), '')" for name in contract.identity)
    values = ", ".join(f"'{name}': cast(t.{name} as varchar)" for name in own)
    return (
        "insert into temp.finding_content\n"
        f"select f.rowid, {f'concat_ws(chr(31), {days})' if days else chr(39) * 2},\n"
        f"    {f'cast(to_json({{{values}}}) as varchar)' if own else 'null'}, {place}\n"
        f"from {FOUND} as f inner join {contract.table} as t on t.record = f.record\n{referrals}"
        "where f.return_name = ? and f.table_name = ? and f.columns = ?"
    )


def _keyed(has_crosswalk: bool) -> str:
    """The SQL that gives each finding its key and hash.

    The child is named by the first number that any system gave it, where the crosswalk knows it.
    """
    founder = "concat_ws(':', r.system, f.child_id)"
    join = ""
    if has_crosswalk:
        founder = (
            "concat_ws(':', coalesce(k.founder_system, r.system), coalesce(k.founder_local_id, f.child_id))"
        )
        join = (
            "left join identity.crosswalk as k\n"
            "    on k.authority = r.authority and k.system = r.system and k.local_id = f.child_id\n"
        )
    return f"""
with known as (
    select f.*, coalesce(c.identity, '') as identity, c.value, c.episode,
        case when f.child_id is null then '' else {founder} end as founder
    from {FOUND} as f
    cross join main.this_run as r
    left join temp.finding_content as c on c.number = f.rowid
    {join}
    where f.return_name = ?
), hashed as (
    select *, keyed_hash(coalesce(value, '')) as value_hash from known
), numbered as (
    select *, row_number() over (
        partition by rule, founder, table_name, about, identity order by value_hash
    ) as ordinal
    from hashed
)
select n.*, surrogate(concat_ws(
    chr(30), 'finding', r.authority, n.return_name, n.rule, n.founder, n.table_name,
    coalesce(n.about, ''), n.identity, cast(n.ordinal as varchar)
)) as finding_key
from numbered as n cross join main.this_run as r
"""


def _has_crosswalk(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute(
        "select count(*) from information_schema.columns\n"
        "where table_schema = 'identity' and table_name = 'crosswalk'\n"
        "    and column_name in ('founder_system', 'founder_local_id')"
    ).fetchone()
    return bool(found and found[0] == 2)
