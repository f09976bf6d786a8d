"""The files of a synthetic delivery: one CSV a table, the manifest, the answer key and the truth."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv

from caseclock.errors import ConfigurationError
from caseclock.settings import private_folder

MANIFEST, ANSWER_KEY, TRUTH = "manifest.json", "answer-key.csv", "truth.csv"
ANSWER_COLUMNS = ("rule", "table", "row", "child_id", "what")


def new_folder(out: Path) -> Path:
    """An empty folder beside `out` to write into; `finish` puts it in the place of `out`.

    Raises ConfigurationError when `out` holds anything that is not a synthetic delivery.
    """
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / ANSWER_KEY).exists()):
        raise ConfigurationError(
            "The folder holds other things.",
            where=str(out),
            do="Name a new folder, or an earlier synthetic one.",
        )
    private_folder(out.parent)
    part = out.with_name(f"{out.name}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    return part


def finish(part: Path, out: Path) -> None:
    """Put the finished folder in the place of `out`."""
    shutil.rmtree(out, ignore_errors=True)
    os.rename(part, out)


def write_table(folder: Path, table: str, rows: pa.Table) -> None:
    """Write one table as `<table>.csv`: UTF-8, a header, quotes where they are needed."""
    options = pyarrow.csv.WriteOptions(quoting_style="needed")
    with _open(folder / f"{table}.csv") as file:
        pyarrow.csv.write_csv(rows, file, options)


def write_manifest(folder: Path, system: str, as_at: str, extracted_at: str) -> None:
    """Write manifest.json: whose it is and which day it covers.

    It promises neither rows nor hashes, so that whoever tries things out may edit a file afterwards.
    """
    document = {"system": system, "as_at": as_at, "extracted_at": extracted_at}
    with _open(folder / MANIFEST) as file:
        file.write((json.dumps(document, indent=2) + "\n").encode())


def write_answer_key(folder: Path, answers: Iterable[Sequence[str | int | None]]) -> None:
    """Write answer-key.csv; row is the data row in the file, from 1, header not counted."""
    _write_lines(folder / ANSWER_KEY, ANSWER_COLUMNS, answers)


def write_truth(folder: Path, columns: Sequence[str], truth: Iterable[Sequence[str]]) -> None:
    """Write truth.csv: the sums that measures must come to."""
    _write_lines(folder / TRUTH, columns, truth)


def _write_lines(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> None:
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(columns)
    lines.writerows(rows)
    with _open(path) as file:
        file.write(text.getvalue().encode())


def _open(path: Path) -> BinaryIO:
    """A new file that only its owner can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
