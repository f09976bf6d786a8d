"""Add a line to versions.csv for each definition and version that has none yet; lines that are there stay."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from caseclock.catalogue.measures import measures

RELEASED = Path(__file__).with_name("versions.csv")


def main() -> str:
    """Write the file in the order of ids and versions, and say what was added.

    Raises SystemExit, and writes nothing, when a definition that is kept has moved without a new version.
    """
    with RELEASED.open(encoding="utf-8", newline="") as file:
        kept = {(row["measure"], int(row["version"])): row["sha256"] for row in csv.DictReader(file)}
    now = {(measure.id, measure.version): measure.sha256 for measure in measures()}
    changed = sorted(name for name, sha256 in now.items() if kept.get(name, sha256) != sha256)
    if changed:
        raise SystemExit(f"Changed without a new version: {', '.join(measure for measure, _ in changed)}.")
    with RELEASED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("measure", "version", "sha256"))
        writer.writerows((*name, sha256) for name, sha256 in sorted((kept | now).items()))
    return f"{len(now.keys() - kept.keys())} lines added, {len(kept | now)} in all."


if __name__ == "__main__":
    sys.stdout.write(f"{main()}\n")
