"""A full disk, a killed run and a changing file leave landing as it was."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from caseclock.errors import DeliveryRefused, StorageFull
from caseclock.sources import folder as folder_source
from deliveries import CONTACTS, contacts, landed

pytestmark = pytest.mark.usefixtures("own_data")

MANY = "".join(f"{n},{n * 7919 % 99991},2026-01-01\n" for n in range(20_000))


def files_in(place: Path) -> list[str]:
    return sorted(path.name for path in place.rglob("*") if path.is_file())


def _land_in_little_room(place: Path, most: int, answer: multiprocessing.Queue) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        landed(place)
        answer.put("landed")
    except StorageFull as error:
        answer.put(f"{error.exit_code}: {error}")


def test_a_full_disk_leaves_nothing(tmp_path: Path, own_data: Path) -> None:
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    child = context.Process(
        target=_land_in_little_room, args=(contacts(tmp_path / "in", MANY), 16_384, answer)
    )
    child.start()
    told = answer.get(timeout=60)
    child.join()
    assert told.startswith("19: There is no room")
    assert files_in(own_data) == []
    assert [path.name for path in own_data.rglob(".partial-*")] == []


def test_a_run_that_is_killed_leaves_nothing_to_be_seen(tmp_path: Path, own_data: Path) -> None:
    place = contacts(tmp_path / "in", MANY * 20)
    code = "import sys; from deliveries import landed; from pathlib import Path; landed(Path(sys.argv[1]))"
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(place)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    while not list(own_data.rglob(".partial-*/*.parquet")):
        assert child.poll() is None
        time.sleep(0.005)
    child.kill()
    child.wait()
    assert not list(own_data.glob("landing/*/*/2*/*"))
    delivery = landed(place)
    assert delivery.tables["ssd_contacts"]["rows_loaded"] == 400_000


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = contacts(tmp_path / "in", "1,2,2026-01-01\n")
    read = folder_source.read_csv

    def read_and_write(*given: object, **named: object) -> object:
        table = read(*given, **named)
        (place / "ssd_contacts.csv").write_text(CONTACTS + "1,2,2026-01-02\n")
        return table

    monkeypatch.setattr(folder_source, "read_csv", read_and_write)
    with pytest.raises(DeliveryRefused, match="changed while it was read"):
        landed(place)
    assert files_in(own_data) == []
