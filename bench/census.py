"""The CIN census in the benchmark: a return as large as asked for, read, loaded and judged."""

from __future__ import annotations

import heapq
import shutil
from collections.abc import Callable, Iterator
from itertools import count, groupby, islice
from pathlib import Path
from typing import Any

import duckdb
from lxml import etree

from timing import Line, best, scratch

SCHEMA = "cin_census"
PLACES = ("child", "episode", "assessment", "plan", "record")
FAR = 100_000_000
"""Further apart than any two rows of a return are, so that a child's copy is another child."""


def lines(home: Path, work_path: Path, children: int, repeat: int) -> Iterator[Line]:
    """Reading, loading and judging a census of so many children, made of the night's own over and over."""
    from caseclock import work
    from caseclock.catalogue.contracts import contracts
    from caseclock.load.night_facts import create_facts
    from caseclock.returns.census_from_file import read_census
    from caseclock.returns.cin_writer import write_census
    from caseclock.sources.cin_reader import CensusReader

    file = home / "census.xml"
    with work.connect(work_path, read_only=True) as connection:
        write_census(file, _rows(connection, children), 2026)

    def read() -> int:
        return sum(batch.num_rows for _, batch in CensusReader(file).batches())

    def clear() -> None:
        for _, element in etree.iterparse(file):
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]

    rows, took = best(read, repeat)
    cleared = best(clear, repeat)[1]
    yield Line("census: read XML", rows, took, cleared, "iterparse that only clears")

    batches = list(CensusReader(file).batches())

    def load(path: Path) -> None:
        with work.connect(path) as connection:
            create_facts(connection)
            read_census(connection, file)

    def insert(path: Path) -> None:
        with work.connect(path) as connection:
            for table, contract in contracts(SCHEMA).items():
                columns = ", ".join(f"{name} varchar" for name in contract.column_names)
                connection.execute(f"create table {table} ({columns}, record bigint)")
            for table, batch in batches:
                connection.register("batch", batch)
                connection.execute(f"insert into {table} from batch")
                connection.unregister("batch")

    inserted = min(_in_scratch(home, insert) for _ in range(repeat))
    took = min(_in_scratch(home, load) for _ in range(repeat))
    yield Line(
        "census: read, load", rows, took, cleared + inserted, "iterparse, and its rows inserted as text"
    )
    yield from _judging(home, file, rows, inserted, repeat)


def _judging(home: Path, file: Path, rows: int, inserted: float, repeat: int) -> Iterator[Line]:
    """Every rule through Great Expectations, beside inserting the rows, and beside the SELECTs bare."""
    from caseclock import work
    from caseclock.catalogue.rules import rules
    from caseclock.check.run_checks import check
    from caseclock.load.night_facts import create_facts, write_run
    from caseclock.returns.census_from_file import read_census
    from caseclock.returns.validating import NO_AUTHORITY, yesterday
    from caseclock.warehouse import pseudonym

    loaded = home / "census.duckdb"
    with work.connect(loaded) as connection:
        create_facts(connection)
        read_census(connection, file)
        write_run(connection, NO_AUTHORITY, yesterday(), "bench", "plain", None, None)
        pseudonym.install(connection)

    def bare(path: Path) -> None:
        with work.connect(path) as connection:
            columns = ("rule", "severity", "table_name", "columns", "message", "child_id")
            connection.execute(
                f"create table main.bare ({', '.join(f'{name} varchar' for name in columns)}, record bigint)"
            )
            connection.execute(f"set search_path = '{SCHEMA},main'")
            for rule in rules(SCHEMA, 2026):
                said = (rule.rule, rule.severity, rule.table, ", ".join(rule.columns), rule.title)
                connection.execute(
                    f"insert into main.bare select $1, $2, $3, $4, $5, child_id, record from ({rule.select})",
                    said,
                )

    took = [
        min(_in_scratch(home, step, loaded) for _ in range(repeat))
        for step in (lambda path: check(path, (SCHEMA,)), bare)
    ]
    yield Line("census: check", rows, took[0], inserted, "the same rows inserted as text")
    yield Line("census: check", rows, took[0], took[1], "the same SELECTs, inserting what they find")


def _in_scratch(home: Path, step: Callable[[Path], Any], start: Path | None = None) -> float:
    """Seconds of a step on a work file of its own, a copy of `start` if one is given."""
    with scratch(home) as path:
        if start:
            shutil.copyfile(start, path)
        return best(lambda: step(path), 1)[1]


def _rows(connection: duckdb.DuckDBPyConnection, children: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """(table, row) in the order in which a census is written, its children as often as it takes."""
    families: list[list[tuple[str, dict[str, Any]]]] = []
    for child, found in groupby(heapq.merge(*_tables(connection)), key=lambda row: row[0]):
        rows = [(table, values) for _, table, _, values in found]
        if child:
            families.append(rows)
        else:
            yield from rows
    every = ((copy, family) for copy in count() for family in families)
    for copy, family in islice(every, children):
        for table, values in family:
            moved = {name: values[name] + copy * FAR for name in PLACES if name in values}
            mark = {"la_child_id": f"{values['la_child_id']}x{copy}", "upn": None} if copy else {}
            yield table, values | moved | mark


def _tables(connection: duckdb.DuckDBPyConnection) -> Iterator[list[tuple[int, str, int, dict[str, Any]]]]:
    """Of each table its rows, by child: (child, table, record, values); the header's child is 0."""
    from caseclock.catalogue.contracts import contracts

    for table, contract in contracts(SCHEMA).items():
        if table != "structure":
            names = (*contract.column_names, "record")
            child = "child" if "child" in names else "0"
            found = connection.execute(
                f"select {child}, {', '.join(names)} from {SCHEMA}.{table} order by 1, record"
            ).fetchall()
            yield [(row[0], table, row[-1], dict(zip(names, row[1:], strict=True))) for row in found]
