"""What a person gets who gives the command line something that cannot be: one message and an exit code."""

from __future__ import annotations

import csv
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from caseclock import cli, stopping
from census_files import census_xml
from deliveries import CONTACTS, contacts, folder

CANARY = "canary"
NIGHT = ("--authority", "sample", "--as-at", "2026-03-31", "--dry-run")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, for commands that should leave nothing in it."""
    place = tmp_path / "home"
    place.mkdir()
    monkeypatch.setenv("CASECLOCK_HOME", str(place))
    return place


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """The command line sets these for its process, which here is the test's."""
    mask, before = os.umask(0o022), {each: signal.getsignal(each) for each in stopping.CODES}
    yield
    os.umask(mask)
    for each, handler in before.items():
        signal.signal(each, handler)


def told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: object
) -> tuple[int, str]:
    """The exit code of a command, and all it said."""
    monkeypatch.setattr(sys, "argv", ["caseclock", *map(str, arguments)])
    with pytest.raises(SystemExit) as left:
        cli.main()
    said = capsys.readouterr()
    assert "unexpected" not in said.err
    assert "Traceback" not in said.err
    assert CANARY not in said.out + said.err
    return int(left.value.code or 0), said.out + said.err


@pytest.mark.parametrize(
    "name",
    ["../up", "../../../up", "Sample", "a.b", "x'; drop table x;--", "", "s", "é", "sample\n", "a" * 40],
)
def test_a_name_that_is_none_reaches_no_path(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    place = contacts(tmp_path / "in", "1,2,2026-01-01\n")
    code, said = told(
        capsys, monkeypatch, "nightly", place, f"--authority={name}", "--as-at", "2026-03-31", "--dry-run"
    )
    assert (code, "letters, digits and underscores" in said) == (13, True)
    assert list(home.rglob("*")) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "in"]


@pytest.mark.parametrize(
    ("as_at", "code"),
    [
        ("2041-01-01", 18),
        ("1999-12-31", 18),
        ("0001-01-01", 18),
        ("31/03/2026", 13),
        ("2026-02-30", 13),
        ("", 13),
    ],
)
def test_a_day_that_cannot_be(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, as_at: str, code: int
) -> None:
    arguments = ("nightly", "nowhere", "--authority", "sample", "--as-at", as_at)
    assert told(capsys, monkeypatch, *arguments)[0] == code


@pytest.mark.parametrize(
    ("source", "code"),
    [("nowhere", 12), ("/etc/hostname", 11), ("/etc/hostname/in", 12), ("/dev/null", 11), ("a" * 5_000, 13)],
)
def test_a_source_that_is_none(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, source: str, code: int
) -> None:
    assert told(capsys, monkeypatch, "nightly", source, *NIGHT)[0] == code


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MEMORY_LIMIT", CANARY),
        ("THREADS", "0"),
        ("LARGEST_UNPACKED_MB", "-1"),
        ("KEEP_DELIVERIES_DAYS", CANARY),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_not_shown(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"CASECLOCK_{name}", value)
    code, said = told(capsys, monkeypatch, "nightly", "nowhere", *NIGHT)
    assert (code, f"CASECLOCK_{name}" in said) == (13, True)


@pytest.mark.parametrize(
    "written",
    [
        b"authorities: [a, {",
        b"authorities: # Zo\xeb\n",
        "authorities: []\n".encode("utf-16"),
        b"authorities: &a [x]\nmore: [*a, *a]\n",
        b"[" * 5_000,
        b"#" * 300_000,
        b"authorities: !!python/object/apply:os.getcwd []\n",
        b"a\0b",
        b"",
        b"words",
    ],
    ids=["broken", "Windows-1252", "UTF-16", "a bomb", "deep", "large", "a tag", "NUL", "empty", "no map"],
)
def test_a_configuration_that_cannot_be_used(
    home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    written: bytes,
) -> None:
    (tmp_path / "authorities.yaml").write_bytes(written)
    monkeypatch.setenv("CASECLOCK_CONFIG", str(tmp_path))
    code, said = told(capsys, monkeypatch, "nightly", "case_system", *NIGHT)
    assert (code, "authorities.yaml" in said) == (13, True)


@pytest.mark.parametrize("variable", ["CASECLOCK_DATA", "CASECLOCK_HOME"])
def test_a_home_that_is_no_folder_is_named(
    home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
) -> None:
    place = contacts(tmp_path / "in", "1,2,2026-01-01\n")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(variable, str(tmp_path / "file" / "home"))
    code, said = told(capsys, monkeypatch, "nightly", place, *NIGHT)
    assert (code, str(tmp_path / "file") in said) == (13, True)


def test_made_up_data_goes_nowhere_else(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("mine")
    for out in (tmp_path / "file", tmp_path / "file" / "below", tmp_path):
        code, _ = told(capsys, monkeypatch, "synthetic", "--to", "2026-03-31", "--children", 5, "--out", out)
        assert code == 13
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize(
    ("more", "manifest", "code"),
    [
        ((), '{"as_at": "0001-01-01"}', 18),
        ((), '{"as_at": "2041-01-01"}', 18),
        (("--year", "99999"), "{}", 13),
        (("--year", "0"), "{}", 13),
        (("--previous", "nowhere"), "{}", 12),
        (("--findings", "."), "{}", 13),
    ],
)
def test_a_check_of_a_day_or_year_that_cannot_be(
    home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
    manifest: str,
    code: int,
) -> None:
    place = folder(tmp_path / "in", {"ssd_contacts.csv": CONTACTS, "manifest.json": manifest})
    out = tmp_path / "findings.csv"
    assert told(capsys, monkeypatch, "validate", "ssd", place, "--findings", out, *more)[0] == code
    assert not out.exists()


def test_worked_examples_that_are_not_there_or_cannot_be_written(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = tmp_path / "cases.csv"
    with cases.open("w", newline="") as file:
        csv.writer(file).writerow(("case_id", "measure_id", "inputs", "as_of"))
    out = tmp_path / "out.csv"
    for given, written in (
        (tmp_path / "no.csv", out),
        (tmp_path, out),
        (cases, tmp_path),
        (cases, cases / "x"),
    ):
        assert told(capsys, monkeypatch, "clocks", given, "--out", written)[0] == 13
    assert told(capsys, monkeypatch, "clocks", cases, "--out", "/dev/full")[0] == 19


def test_no_command_takes_a_file_that_may_not_be_read_for_a_typing_mistake() -> None:
    """That ends with 2, which for `validate` says something of the findings."""
    asked = [
        declared
        for command in cli.app.registered_commands
        for kind in get_type_hints(command.callback, include_extras=True).values()
        for declared in getattr(kind, "__metadata__", ())
        if Path in (kind.__origin__, *get_args(kind.__origin__))
    ]
    assert len(asked) == 10
    assert not any(declared.readable or declared.exists for declared in asked)


@pytest.mark.parametrize("place", ["sound/caf\udce9.xml", "caf\udce9/sound.xml"])
def test_a_name_that_is_not_text_is_told(
    home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    place: str,
) -> None:
    path = tmp_path / place
    path.parent.mkdir()
    path.write_text("".join(census_xml(1, 3)), encoding="utf-8")
    out = tmp_path / "out.csv"
    code = 1 if path.name == "sound.xml" else 11
    assert told(capsys, monkeypatch, "validate", "cin-census", path, "--findings", out)[0] == code
    for given in (path, path.parent):
        assert told(capsys, monkeypatch, "nightly", given, *NIGHT)[0] == (0 if code == 1 else 11)
    assert told(capsys, monkeypatch, "validate", "cin-census", path.parent, "--findings", out)[0] == code


def test_a_check_that_is_told_to_stop_does_not_write_half_of_the_findings(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The signal comes while DuckDB works on a rule, and DuckDB only says that the query was broken off."""
    from caseclock.check import rule_expectation

    def broken_off(check: Any) -> str:
        stopping._asked.append(143)
        return "select * from there_is_no_such_table"

    monkeypatch.setattr(rule_expectation, "_insert", broken_off)
    path, out = tmp_path / "census.xml", tmp_path / "out.csv"
    path.write_text("".join(census_xml(1, 3)), encoding="utf-8")
    out.write_text("as before")
    assert told(capsys, monkeypatch, "validate", "cin-census", path, "--findings", out)[0] == 143
    assert out.read_text() == "as before"


def test_a_second_run_of_one_authority_is_told_to_wait(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = contacts(tmp_path / "in", "1,2,2026-01-01\n")
    work = home / ".caseclock" / "work" / "sample"
    work.mkdir(parents=True)
    of_the_first = work / "20260331-12345678.77.try.duckdb"
    of_the_first.write_text("half done")
    with (work / "by_hand.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert told(capsys, monkeypatch, "nightly", place, *NIGHT)[0] == 16
    assert of_the_first.read_text() == "half done"
    assert not (home / ".caseclock" / "data").exists()


WORK = """
import resource, sys
from pathlib import Path
from caseclock import work
from caseclock.errors import CaseclockError

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    with work.step(Path(sys.argv[1])) as own:
        connection = work.connect(own)
        connection.execute("create table big as select range as one, hash(range) as other from range(300000)")
        connection.execute("checkpoint")
        connection.close()
except CaseclockError as error:
    sys.exit(error.exit_code)
"""


@pytest.mark.parametrize(("bytes_a_file", "memory", "code"), [(20_000, "1GB", 19), (900_000, "1GB", 19)])
def test_a_full_disk_under_the_work_file_is_told(
    home: Path, tmp_path: Path, bytes_a_file: int, memory: str, code: int
) -> None:
    path = tmp_path / "work" / "night.duckdb"
    command = [sys.executable, "-c", WORK, str(path), str(bytes_a_file)]
    ended = subprocess.run(command, env={**os.environ, "CASECLOCK_MEMORY_LIMIT": memory}, check=False)
    assert ended.returncode == code
    assert list(path.parent.iterdir()) == []


def test_too_little_memory_is_told(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from caseclock import work
    from caseclock.errors import ConfigurationError

    monkeypatch.setenv("CASECLOCK_MEMORY_LIMIT", "1MB")
    with (
        pytest.raises(ConfigurationError, match="CASECLOCK_MEMORY_LIMIT"),
        work.step(tmp_path / "n.duckdb") as own,
    ):
        connection = work.connect(own)
        try:
            connection.execute("create table big as select range, hash(range) from range(300000)")
        finally:
            connection.close()


def test_a_reader_who_goes_away_gets_no_traceback(tmp_path: Path) -> None:
    out, into = os.pipe()
    os.close(out)
    ended = subprocess.run(
        [sys.executable, "-m", "caseclock.cli", "--help"], stdout=into, stderr=subprocess.PIPE, check=False
    )
    os.close(into)
    assert ended.returncode
    assert ended.stderr == b""


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_night_that_is_told_to_stop_leaves_nothing(
    home: Path, tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    place = contacts(tmp_path / "in", "1,2,2026-01-01\n")
    night = subprocess.Popen(
        [sys.executable, "-u", "-m", "caseclock.cli", "nightly", str(place), *NIGHT],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=_hear_both,
    )  # fmt: skip
    assert night.stdout
    while "load and check" not in night.stdout.readline():
        assert night.poll() is None
    night.send_signal(sent)
    _, said = night.communicate(timeout=60)
    assert (night.returncode, "Traceback" in said) == (code, False)
    assert [path.name for path in (home / ".caseclock" / "work").rglob("*") if path.is_file()] == [
        "by_hand.lock"
    ]


def _hear_both() -> None:
    """A test run in the background may have been told to ignore them, and a child inherits that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


SWALLOWED = """
import os, sys, threading
import duckdb
from caseclock import stopping

stopping.listen()
threading.Timer(0.5, os.kill, [os.getpid(), int(sys.argv[1])]).start()
try:
    while True:
        duckdb.execute("select count(*) from range(10000000) as t(n) where hash(n) % 7 = 1").fetchall()
except BaseException:
    pass
try:
    stopping.check()
except stopping.Stopped as stopped:
    os._exit(stopped.exit_code)
"""
"""Queries of a fraction of a second each: DuckDB looks for signals between pieces of its work."""


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_that_duckdb_swallows_is_not_forgotten(sent: signal.Signals, code: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SWALLOWED, str(int(sent))],
        capture_output=True, text=True, timeout=60, check=False, preexec_fn=_hear_both,
    )  # fmt: skip
    assert ended.returncode == code, ended.stderr
