"""Reading the outcome of a contact, referral, assessment or enquiry, in each of its spellings."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import duckdb
import pyarrow as pa

from caseclock.catalogue.contracts import Column
from caseclock.catalogue.systems import flag_spellings, fold

UNREADABLE = "no outcome could be found in the text"
BROKEN = "broken JSON; the flags in it were found by pattern"
TEXTS_AT_ONCE = 20_000

WITHOUT_COMMENTS = (
    """regexp_replace({text}, '"(OUTCOME_)?COMMENTS"\\s*:\\s*"([^"\\\\]|\\\\.)*"', '"COMMENTS":""', 'i')"""
)
"""SQL that empties an outcome's comments, which are free text and make every outcome a different one."""

_COMMENTS = re.compile(r'"?(?:OUTCOME_)?COMMENTS"?\s*[:=]', re.IGNORECASE)
_JOINED = re.compile(r"\s*[;|\r\n]+\s*")

Read = tuple[str | None, str | None]


def read_outcomes(
    connection: duckdb.DuckDBPyConnection,
    column: Column,
    placeholder: str,
    words: Mapping[str, Sequence[str]],
) -> str:
    """Read each distinct text of a column of `sent` once; return the name of the table that says how.

    placeholder: a condition on the text that means it stands for nothing; words: folded words of the
    case system to outcome keys. The table is temporary: said; canonical, JSON of the contract's keys
    that are Y or N, in the contract's order, null when nothing could be read; why, which then says so
    and otherwise marks JSON that was broken.
    """
    name = f"outcome_{column.name}"
    connection.execute(f"create or replace temp table {name} (said text, canonical text, why text)")
    connection.execute(
        "create or replace temp table said_once as select said, row_number() over () as turn from"
        f' (select distinct "{column.name}" as said from sent'
        f' where "{column.name}" is not null and not ({placeholder}))'
    )
    turn = 0
    while texts := [
        text
        for (text,) in connection.execute(
            "select said from said_once where turn > ? and turn <= ?", [turn, turn + TEXTS_AT_ONCE]
        ).fetchall()
    ]:
        turn += TEXTS_AT_ONCE
        read = [read_outcome(text, column.outcome_keys, words) for text in texts]
        canonical, why = zip(*read, strict=True)
        columns = [pa.array(each, pa.string()) for each in (texts, canonical, why)]
        connection.register("outcome_batch", pa.table(columns, names=["said", "canonical", "why"]))
        connection.execute(f"insert into {name} select * from outcome_batch")
        connection.unregister("outcome_batch")
    connection.execute("drop table said_once")
    return name


def read_outcome(text: str, keys: Sequence[str], words: Mapping[str, Sequence[str]]) -> Read:
    """One outcome text as canonical JSON, and why it could not be read, or not as it should.

    JSON gives its keys, with or without OUTCOME_ before them; other texts are first looked up as the
    system's words, several joined by a semicolon, bar or line break, then searched for the keys.
    Values are Y and N in any known spelling; others, the counts and the comments are dropped.
    """
    if text.startswith(("{", "[")):
        document = _document(text)
        if document is not None:
            return _canonical(
                {key: _flag(document.get(key, document.get(f"OUTCOME_{key}"))) for key in keys}
            ), None
        found = _search(text, tuple(keys))
        return (_canonical(found), BROKEN) if found else (None, UNREADABLE)
    named = [words.get(fold(part)) for part in _JOINED.split(text.strip(" ;|")) if part]
    if named and all(each is not None for each in named):
        told = {key for each in named for key in each or ()}
        return _canonical({key: "Y" for key in keys if key in told}), None
    found = _search(text, tuple(keys))
    return (_canonical(found), BROKEN) if found else (None, UNREADABLE)


def _document(text: str) -> dict[str, Any] | None:
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    if isinstance(document, list) and len(document) == 1:
        document = document[0]
    return (
        {str(key).strip().upper(): value for key, value in document.items()}
        if isinstance(document, dict)
        else None
    )


def _search(text: str, keys: tuple[str, ...]) -> dict[str, str | None]:
    """The keys' first values in a broken text; what stands before the comments counts first."""
    comments = _COMMENTS.search(text)
    parts = [text[: comments.start()], text[comments.end() :]] if comments else [text]
    found: dict[str, str | None] = {}
    for part in parts:
        for match in _pattern(keys).finditer(part):
            found.setdefault(match["key"].upper(), _flag(match["value"]))
    return {key: found[key] for key in keys if key in found}


@lru_cache(maxsize=64)
def _pattern(keys: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, keys), key=len, reverse=True))
    return re.compile(
        rf'(?<![A-Z0-9_])(?:OUTCOME_)?(?P<key>{names})"?\s*[:=]\s*"?(?P<value>[A-Z0-9]*)', re.IGNORECASE
    )


def _flag(value: Any) -> str | None:
    if isinstance(value, bool):
        return "Y" if value else "N"
    return _spelled(str(value)) if isinstance(value, str | int) else None


@lru_cache(maxsize=4096)
def _spelled(text: str) -> str | None:
    return flag_spellings().get(fold(text))


def _canonical(flags: Mapping[str, str | None]) -> str:
    return json.dumps({key: value for key, value in flags.items() if value}, separators=(",", ":"))
