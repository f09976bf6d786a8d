"""Who a finding is: the same finding on another night has the same key, a changed value another hash."""

from __future__ import annotations

import duckdb

from caseclock.catalogue.contracts import Contract, contracts
from caseclock.check.rule_expectation import FOUND

PLACE = "first_referral_of_child"
"""From which on a child's referrals are counted; gone with the connection."""


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
        f"select table_name, list(distinct columns order by columns) from {FOUND}"
        " where return_name = ? and record is not null group by table_name order by table_name",
        [return_name],
    ).fetchall()
    content = [
        _content(contract, listed)
        for table, listed in groups
        if (contract := contracts(return_name).get(table) or contracts().get(table)) is not None
    ]
    if content:  # in one statement, because each one is planned for some milliseconds
        if any(PLACE in each for each in content):
            connection.execute(
                f"create or replace temp table {PLACE} as"
                " select child, min(episode) as episode from cin_details group by child"
            )
        connection.execute(
            "insert into temp.finding_content\n" + "\nunion all\n".join(content), {"return_name": return_name}
        )
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


def _content(contract: Contract, listed: list[str]) -> str:
    """The SQL that reads identity and values of the findings of one table.

    listed: the columns that its findings name, as they name them.
    """
    place, referrals = "null", ""
    if {"child", "episode"} <= set(contract.column_names):
        place = f"t.episode - {PLACE}.episode + 1"
        referrals = f"inner join {PLACE} on {PLACE}.child = t.child\n"
    days = ", ".join(f"coalesce(cast(t.{name} as varchar), '')" for name in contract.identity)
    values = " ".join(_values(contract, columns) for columns in listed)
    return (
        f"select f.rowid, {f'concat_ws(chr(31), {days})' if days else chr(39) * 2},\n"
        f"    case f.columns {values} end, {place}\n"
        f"from {FOUND} as f inner join {contract.table} as t on t.record = f.record\n{referrals}"
        f"where f.return_name = $return_name and f.table_name = '{contract.table}'"
    )


def _values(contract: Contract, columns: str) -> str:
    own = [name for name in columns.split(", ") if name in contract.column_names]
    held = ", ".join(f"'{name}': cast(t.{name} as varchar)" for name in own)
    value = f"cast(to_json({{{held}}}) as varchar)" if own else "cast(null as varchar)"
    return f"when '{columns.replace(chr(39), chr(39) * 2)}' then {value}"


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
        join = "left join identity.crosswalk as k\n    on k.system = r.system and k.local_id = f.child_id\n"
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
        partition by rule, founder, table_name, about, identity order by value_hash, episode
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
        "select count(*) from duckdb_tables() where schema_name = 'identity' and table_name = 'crosswalk'"
    ).fetchone()
    return bool(found and found[0])
