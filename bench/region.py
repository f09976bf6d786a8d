"""A region: authorities of one size, one night after another; the last is to take no longer than the first.

`make bench AUTHORITIES=15` runs it; CHILDREN=60000 is the size of a county.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from table import AS_AT, own_home

STEPS = ("extract", "load_and_check", "measure", "publish")


def main() -> None:
    """Run the nights, print the seconds of each step and what the last ones take beside the first ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--authorities", type=int, default=15)
    parser.add_argument("--children", type=int, default=5000)
    parser.add_argument("--years", type=int, default=3)
    asked = parser.parse_args()
    shown = Table("authority", *(step.replace("_", " ") for step in STEPS), "whole, s")
    whole = []
    with own_home() as home:
        for number in range(1, asked.authorities + 1):
            took = _night(home, number, asked.children, asked.years)
            whole.append(sum(took))
            shown.add_row(str(number), *(f"{seconds:.1f}" for seconds in took), f"{whole[-1]:.1f}")
            print(f"authority {number}: {whole[-1]:.1f} s", flush=True)
    Console(width=110).print(shown)
    some = max(1, len(whole) // 3)
    print(f"the last {some} beside the first {some}: {sum(whole[-some:]) / sum(whole[:some]):.2f}")


def _night(home: Path, number: int, children: int, years: int) -> list[float]:
    """Seconds of each step of one authority's night, on data of its own."""
    from caseclock import night
    from caseclock.synthetic import generate
    from caseclock.warehouse.authorities import add_authority

    name = f"authority_{number}"
    generate(children, years, AS_AT, number, "plain", 0.01, home / name)
    add_authority(name)
    tonight = night.Night(name, AS_AT, f"bench {number}", path=str(home / name), system="plain")
    took = []
    for step in STEPS:
        began = time.perf_counter()
        getattr(night, step)(tonight)
        took.append(time.perf_counter() - began)
    return took


if __name__ == "__main__":
    main()
