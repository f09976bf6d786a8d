"""Starts caseclock commands in processes of their own, without paying for the imports each time.

Run as a program: it imports what a night needs, then reads one command a line from its input, as JSON
{arguments, environment, output}, forks, and answers with the process's number and, once it has ended,
with its exit code (negative: the signal that killed it).
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from typing import NoReturn

WHAT_A_NIGHT_IMPORTS = (
    "caseclock.cli",
    "caseclock.night",
    "caseclock.check.gate",
    "caseclock.check.run_checks",
    "caseclock.desk.findings_workbook",
    "caseclock.load",
    "caseclock.measure.ledger",
    "caseclock.publish.quality",
    "caseclock.publish.results",
    "caseclock.report.dictionary",
    "caseclock.report.scorecard",
    "caseclock.report.summary",
    "caseclock.warehouse.checksum",
)


def main() -> None:
    for name in WHAT_A_NIGHT_IMPORTS:
        import_module(name)
    say({"ready": True})
    for line in sys.stdin:
        asked = json.loads(line)
        number = os.fork()
        if number == 0:
            become(asked["arguments"], asked["environment"], asked["output"])
        say({"process": number})
        _, status = os.waitpid(number, 0)
        say({"code": os.waitstatus_to_exitcode(status)})


def become(arguments: list[str], environment: dict[str, str], output: str) -> NoReturn:
    """Be the command from here on, as if the shell had started it."""
    from caseclock import cli

    with open(output, "wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.environ.update(environment)
    sys.argv = ["caseclock", *arguments]
    code = 1
    try:
        cli.main()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    finally:
        sys.stdout.flush()
        os._exit(code)


def say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
