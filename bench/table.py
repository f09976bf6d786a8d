"""The benchmark table: each step of a night beside the least that its work could cost.

Both figures of a line are taken in one run on one machine, so the ratio is what to look at; seconds
depend on the machine. `make bench` runs it; CHILDREN=60000 is the size of a county.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import census
import clocks
from timing import Line, best, scratch

AS_AT = date(2026, 3, 31)
AUTHORITY = "sample"


def main() -> None:
    """Make the data, run the steps, print the table."""
    asked = _arguments()
    with own_home() as home:
        print(f"{asked.children} children over {asked.years} years, seed {asked.seed}", flush=True)
        table = list(_lines(home, asked.children, asked.years, asked.seed, asked.repeat))
    _show(table)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=5000)
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=3, help="the best of so many is shown")
    return parser.parse_args()


@contextmanager
def own_home() -> Iterator[Path]:
    """A home of its own, with a warehouse server of its own unless one is given, and nothing left after."""
    from caseclock.warehouse import server

    home = Path(tempfile.mkdtemp(prefix="caseclock-bench-"))
    os.environ["CASECLOCK_HOME"] = str(home)
    os.environ.pop("CASECLOCK_DATA", None)
    try:
        yield home
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


def _lines(home: Path, children: int, years: int, seed: int, repeat: int) -> Iterator[Line]:
    from caseclock import night
    from caseclock.check.run_checks import check
    from caseclock.synthetic import generate
    from caseclock.warehouse.authorities import add_authority

    folder = home / "delivery"
    generate(children, years, AS_AT, seed, "plain", 0.01, folder)
    yield _reading(folder, repeat)
    add_authority(AUTHORITY)
    tonight = night.Night(AUTHORITY, AS_AT, "bench", path=str(folder), system="plain")
    began = time.perf_counter()
    night.extract(tonight)
    night.load_and_check(tonight)
    night.measure(tonight)
    night.publish(tonight)
    whole = time.perf_counter() - began
    # Here, before what it is compared with has been held in memory.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    core, measured = min((_core_and_measures(tonight, home) for _ in range(repeat)), key=sum)
    rows = _count(tonight.work_path, "select sum(rows_loaded) from main.delivered")
    yield _loading(tonight, home, rows, repeat)
    yield _checking(check, tonight, home, rows, repeat)
    yield _measuring(tonight, measured, repeat)
    yield from clocks.lines(home, tonight.work_path, repeat)
    yield _publishing(tonight, home, repeat)
    yield from census.lines(home, tonight.work_path, children, repeat)
    print(f"core {core:.1f} s, ledger, measures and roll-ups {measured:.1f} s")
    print(f"whole night (extract to publish): {rows:,} rows in {whole:.1f} s; most memory: {peak:,.0f} MB")


def _reading(folder: Path, repeat: int) -> Line:
    """Our reading of the CSV files, with every row screened, beside csv.reader going through them."""
    from caseclock.sources.opening import ad_hoc, open_source

    def ours() -> int:
        source = open_source(ad_hoc(folder, "plain"), AS_AT)
        return sum(batch.rows.num_rows for table in source.tables() for batch in table.batches())

    def least() -> int:
        rows = 0
        for file in folder.glob("*_*.csv"):
            with file.open(encoding="utf-8", newline="") as text:
                rows += sum(1 for _ in csv.reader(text))
        return rows

    rows, ours_took = best(ours, repeat)
    _, least_took = best(least, repeat)
    return Line("read CSV", rows, ours_took, least_took, "csv.reader over the same files")


def _loading(tonight: Any, home: Path, rows: int, repeat: int) -> Line:
    """Typing every column by its contract, beside DuckDB reading the same Parquet as text."""
    from caseclock import landing, work
    from caseclock.catalogue.authorities import authority
    from caseclock.load import load
    from caseclock.sources.opening import ad_hoc

    source = ad_hoc(tonight.path, tonight.system)
    delivery = landing.find(AUTHORITY, source.name, AS_AT)

    def ours() -> None:
        with scratch(home) as path:
            connection = work.connect(path)
            load(connection, [delivery], authority(AUTHORITY), AS_AT, run_id="bench")
            connection.close()

    def least() -> None:
        with scratch(home) as path:
            connection = work.connect(path)
            for table in delivery.tables:
                connection.execute(f"create table {table} as from read_parquet('{delivery.path(table)}')")
            connection.close()

    return Line("load", rows, best(ours, repeat)[1], best(least, repeat)[1], "the same Parquet into DuckDB")


def _checking(check: Callable[..., Any], tonight: Any, home: Path, rows: int, repeat: int) -> Line:
    """Contracts and rules through Great Expectations, beside the same SELECTs as bare inserts."""
    from caseclock import work
    from caseclock.catalogue.rules import rules
    from caseclock.check.contract_checks import contract_checks
    from caseclock.check.declared import of_rule
    from caseclock.check.delivery import read_delivery, why_not_run
    from caseclock.warehouse import pseudonym

    def ours(path: Path) -> None:
        check(path, ("local",))

    def least(path: Path) -> None:
        connection = work.connect(path)
        pseudonym.install(connection)
        delivery = read_delivery(connection)
        declared = contract_checks("local", delivery)
        declared += [of_rule(rule, why_not_run(rule, delivery)) for rule in rules("local")]
        connection.execute("create table bare (rule varchar, child_id varchar, record bigint)")
        for each in declared:
            if not each.not_run:
                connection.execute(
                    f"insert into bare select '{each.rule}', child_id, record from ({each.select})"
                )
        connection.close()

    return Line(
        "check", rows, _on_copies(tonight, home, ours, repeat), _on_copies(tonight, home, least, repeat),
        "the same SELECTs, inserted bare",
    )  # fmt: skip


def _core_and_measures(tonight: Any, home: Path) -> tuple[float, float]:
    """Seconds of the star, and of everything that is measured on it."""
    from caseclock import work
    from caseclock.measure.core import build_core
    from caseclock.measure.ledger import build_measures
    from caseclock.warehouse import pseudonym

    with scratch(home) as path:
        shutil.copyfile(tonight.work_path, path)
        connection = work.connect(path)
        pseudonym.install(connection)
        began = time.perf_counter()
        connection.begin()
        build_core(connection)
        starred = time.perf_counter()
        build_measures(connection)
        connection.commit()
        done = time.perf_counter()
        connection.close()
    return starred - began, done - starred


def _measuring(tonight: Any, measured: float, repeat: int) -> Line:
    """Every clock and measure with their figures, beside reading the columns of the star."""
    from caseclock import work

    def least() -> None:
        connection = work.connect(tonight.work_path, read_only=True)
        for (name,) in connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'core' and table_name like 'fct%'"
        ).fetchall():
            connection.execute(f"select bit_xor(hash(fact)) from core.{name} as fact").fetchall()
        connection.close()

    rows = _count(tonight.work_path, "select count(*) from mart.clock_ledger")
    took = best(least, repeat)[1]
    return Line("clocks, measures", rows, measured, took, "reading every column of the facts once")


def _publishing(tonight: Any, home: Path, repeat: int) -> Line:
    """Publishing, beside COPY of prepared CSV into the same tables with the same keys."""
    import psycopg

    from caseclock import night
    from caseclock.publish.results import NOT_REPLACED, SCHEMAS
    from caseclock.publish.rows import tables
    from caseclock.warehouse import server

    prepared: list[tuple[str, Path]] = []
    with psycopg.connect(server.url("owner")) as connection:
        for table in tables(connection, SCHEMAS):
            if table.said in NOT_REPLACED:
                continue
            file = home / f"{table.said}.csv"
            with connection.cursor().copy(f"copy (select * from {table.said}) to stdout (format csv)") as out:
                file.write_bytes(b"".join(bytes(piece) for piece in out))
            prepared.append((table.said, file))

    def least() -> None:
        with psycopg.connect(server.url("owner")) as connection:
            for name, file in prepared:
                connection.execute(f"delete from {name}")
                statement = f"copy {name} from stdin (format csv)"
                with file.open("rb") as source, connection.cursor().copy(statement) as copy:
                    while piece := source.read(1 << 20):
                        copy.write(piece)

    counts, ours_took = best(lambda: night.publish(tonight), repeat)
    _, least_took = best(least, repeat)
    return Line("publish", sum(counts.values()), ours_took, least_took, "COPY of prepared CSV, the same keys")


def _on_copies(tonight: Any, home: Path, step: Callable[[Path], None], repeat: int) -> float:
    """The best of so many tries of a step, each on a copy of the night's work file that is not timed."""
    took = []
    for _ in range(repeat):
        with scratch(home) as path:
            shutil.copyfile(tonight.work_path, path)
            began = time.perf_counter()
            step(path)
            took.append(time.perf_counter() - began)
    return min(took)


def _count(path: Path, question: str) -> int:
    from caseclock import work

    connection = work.connect(path, read_only=True)
    try:
        return int((connection.execute(question).fetchone() or (0,))[0])
    finally:
        connection.close()


def _show(lines: list[Line]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("step", "rows", "ours, s", "least, s", "ratio", "the least is")
    for column in table.columns[1:5]:
        column.justify = "right"
    for line in lines:
        table.add_row(
            line.step,
            f"{line.rows:,}",
            f"{line.ours:.2f}",
            f"{line.least:.2f}",
            f"{line.ratio:.1f}",
            line.least_is,
        )
    Console(width=110 if not sys.stdout.isatty() else None).print(table)


if __name__ == "__main__":
    main()
