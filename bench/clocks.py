"""The heaviest five clocks, each beside reading the columns that it is made from."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from timing import Line, best, scratch

HEAVIEST = 5


def lines(home: Path, work_path: Path, repeat: int) -> Iterator[Line]:
    """One line a clock: its SELECT, elapsed time, due date and state of every row, on a measured work file."""
    import duckdb

    from caseclock import work
    from caseclock.catalogue.measures import Measure, measures
    from caseclock.measure.core import build_core
    from caseclock.measure.ledger import run_clocks, run_measures, run_select
    from caseclock.warehouse import pseudonym

    def columns(connection: duckdb.DuckDBPyConnection, clock: Measure) -> dict[str, list[str]]:
        """By table, the columns that the SELECT names."""
        named = set(re.findall(r"[a-z_0-9]+", clock.select))
        found: dict[str, list[str]] = {}
        for table, column in connection.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_schema in ('main', 'core') and list_contains(?, table_name)",
            [sorted(named)],
        ).fetchall():
            if column in named:
                found.setdefault(table, []).append(column)
        return found

    with scratch(home) as path:
        shutil.copyfile(work_path, path)
        connection = work.connect(path)
        pseudonym.install(connection)
        clocks = [measure for measure in measures() if measure.kind == "clock"]
        build_core(connection)
        run_measures(connection, clocks)
        taken = []
        for clock in clocks:

            def ours(clock: Measure = clock) -> int:
                connection.execute("delete from clock_row")
                run_select(connection, clock)
                run_clocks(connection)
                return int(connection.execute("select count(*) from clock_state").fetchall()[0][0])

            taken.append((*best(ours, 1), clock, ours))
        for _, _, clock, ours in sorted(taken, key=lambda each: -each[1])[:HEAVIEST]:
            reads = columns(connection, clock)

            def least(reads: dict[str, list[str]] = reads) -> None:
                for table, names in reads.items():
                    chosen = ", ".join(f'"{name}"' for name in names)
                    connection.execute(f"select bit_xor(hash({chosen})) from {table}").fetchall()

            rows, took = best(ours, repeat)
            yield Line(f"clock {clock.id}", rows, took, best(least, repeat)[1], "reading its columns")
        connection.close()
