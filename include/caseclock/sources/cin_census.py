"""A CIN census file as a source: read in one pass, handed on table by table."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from caseclock.catalogue.contracts import contracts
from caseclock.errors import DeliveryMissing
from caseclock.settings import private_folder, settings
from caseclock.sources.cin_problems import UNLISTED, Problem
from caseclock.sources.cin_reader import CensusReader
from caseclock.sources.delivered import (
    ROWS_A_BATCH,
    Batch,
    DeliveredFile,
    DeliveredTable,
    Kind,
    Said,
    schema_of,
)
from caseclock.sources.file_facts import file_facts

STRUCTURE = "structure"
"""Table of what is not as the department's structure has it, delivered beside the census's own tables."""


class CinCensus:
    """A source: one CIN census XML file.

    Its tables are those of the contracts in `cin_census`, all of them, also when the file fills none of
    their rows. The numbers of our own (child, episode, assessment, plan) are text like every column.
    """

    kind: Kind = "cin_census"

    def __init__(self, path: Path) -> None:
        self._path = path
        self.place = str(path)
        columns = [contract.column_names for contract in contracts("cin_census").values()]
        self.reading: Mapping[str, str] = {"columns": sha256(repr(columns).encode()).hexdigest()}

    def files(self) -> list[DeliveredFile]:
        """The file, hashed. Raises DeliveryMissing when it is not there."""
        if not self._path.is_file():
            raise DeliveryMissing(
                "The census file is not there.", where=self._path.name, do="Deliver it, or correct its path."
            )
        return [file_facts(self._path)]

    def said(self) -> Said:
        """Nothing: a census file names its reference date, not the day that its content is of."""
        return Said()

    def ignored(self) -> list[str]:
        """No other files belong to it."""
        return []

    def tables(self) -> Iterator[DeliveredTable]:
        """The census tables and `structure`, in the order of their names.

        The file is read once, into a private folder that is gone when the iterator is. Raises
        DeliveryRefused for a file that is not whole, is not a CIN census, or has a DOCTYPE.
        """
        reader = CensusReader(self._path)
        with tempfile.TemporaryDirectory(dir=private_folder(settings().work), prefix="census-") as folder:
            spool(reader, Path(folder))
            reader.require_whole()
            for table, contract in contracts("cin_census").items():
                yield DeliveredTable(
                    table=table,
                    file=self._path.name,
                    columns=contract.column_names,
                    batches=_read_back(Path(folder) / f"{table}.parquet"),
                )


def spool(reader: CensusReader, folder: Path) -> None:
    """Read a census file to its end, or to where it breaks, into `<table>.parquet` in `folder`.

    Every table of the contracts gets its file: contract columns as text, then `record` as int64.
    """
    schemas = {table: schema_of(contract.column_names) for table, contract in contracts("cin_census").items()}
    with ExitStack() as files:
        writers = {
            table: files.enter_context(pq.ParquetWriter(folder / f"{table}.parquet", schema))
            for table, schema in schemas.items()
        }
        for table, rows in reader.batches():
            writers[table].write_batch(rows.cast(schemas[table]))
        writers[STRUCTURE].write_batch(structure(reader))


def structure(reader: CensusReader) -> pa.RecordBatch:
    """What a file that has been read is not as the structure has it: rows of the table `structure`, as text."""
    schema = schema_of(contracts("cin_census")[STRUCTURE].column_names)
    listed = list(reader.problems.listed)
    if reader.problems.counted.total() > len(listed):
        listed.append(Problem(UNLISTED, "Message"))
    rows = [
        {
            "what": problem.what,
            "path": problem.path,
            "child": str(problem.child) if problem.child else None,
            "line": str(problem.line) if problem.line else None,
            "record": record,
        }
        for record, problem in enumerate(listed, start=1)
    ]
    return pa.RecordBatch.from_pylist(rows, schema=schema)


def _read_back(path: Path) -> Callable[[], Iterator[Batch]]:
    def batches() -> Iterator[Batch]:
        with pq.ParquetFile(path) as file:
            for rows in file.iter_batches(ROWS_A_BATCH):
                yield Batch(rows)

    return batches
