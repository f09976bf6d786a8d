"""The process that parses one workbook, within limits of its own: `python -m ...workbook_child`.

Arguments: the workbook, a folder to write to, bytes of memory, bytes a written file may have, and
the names of the sheets to read. Writes one CSV a sheet (delimiter 1F) and `sheets.json`, a list of
{sheet, file, iso}: iso holds the positions of columns in which Excel itself keeps dates.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

MOST_COLUMNS = 1_024
DELIMITER = "\x1f"


def main(workbook: str, folder: str, memory: str, largest: str, *wanted: str) -> None:
    """Write the wanted sheets of the workbook into the folder."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), int(largest)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(workbook)
    told = []
    for number, name in enumerate(book.sheet_names):
        if name not in wanted:
            continue
        sheet = book.get_sheet_by_name(name)
        if sheet.width > MOST_COLUMNS:
            raise SystemExit(3)
        file = f"{number}.csv"
        dated: set[int] = set()
        with (Path(folder) / file).open("w", encoding="utf-8", newline="") as out:
            write = csv.writer(out, delimiter=DELIMITER).writerow
            left = (sheet.start or (0, 0))[1]
            for cells in sheet.iter_rows():
                dated.update(left + at for at, cell in enumerate(cells) if isinstance(cell, date))
                write([""] * left + [as_text(cell) for cell in cells])
        told.append({"sheet": name, "file": file, "iso": sorted(dated)})
    (Path(folder) / "sheets.json").write_text(json.dumps(told), encoding="utf-8")


def as_text(cell: object) -> str:
    """A cell as text: whole numbers without a point, days and moments as ISO."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


if __name__ == "__main__":
    main(*sys.argv[1:])
