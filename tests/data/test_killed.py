"""An import killed at any instant leaves a whole snapshot current, old or new, and no debris that grows."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.build import only_import
from data.demo.make import make_demo
from data.store import Store
from queries.ask import ask
from queries.scope import FULL_REACH, Scope
from tests.conftest import ROOT

CASES = 60
Seen = tuple[int, ...]
"""What a reader sees of a snapshot: every count of the caseload, and rows of every table."""


def seen(store: Store) -> Seen:
    """Read the current snapshot as the app does, the last row group of every table too."""
    with store.lease() as snapshot:
        day = snapshot.info.data_date
        counts = ask(snapshot, "caseload_today", Scope(FULL_REACH, day, day, day)).one()
        with snapshot.cursor() as cursor:
            promised = cursor.execute("select table_name, row_count from store.snapshot_rows order by 1").fetchall()
            for table, rows in promised:
                assert len(cursor.execute(f"select * from store.{table}").fetchall()) == rows
    return (*(int(count) for count in counts), *(rows for _, rows in promised))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Seen]:
    """What each seed's agency looks like when nothing goes wrong."""
    found = {}
    for seed in (1, 2, 3):
        store = Store(tmp_path_factory.mktemp("whole"))
        make_demo(store, cases=CASES, seed=seed)
        found[seed] = seen(store)
    assert len(set(found.values())) == 3
    return found


def words(store: Store, seed: int) -> list[str]:
    return ["demo", "--cases", str(CASES), "--seed", str(seed), "--store", str(store.folder)]


def killed(store: Store, seed: int, step: int, when: str) -> subprocess.CompletedProcess[str]:
    told = subprocess.run(
        [sys.executable, "-m", "tests.data.killed", str(step), when, *words(store, seed)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode in (0, -signal.SIGKILL), told.stderr
    return told


def steps_of(folder: Path) -> int:
    return int(killed(Store(folder), 1, 0, "before").stderr.rsplit("steps: ", 1)[1])


def debris(store: Store) -> list[str]:
    return [path.name for path in store.folder.iterdir() if path.name.startswith(".") and path.name != ".import-lock"]


def trial(folder: Path, whole: dict[int, Seen], points: list[tuple[int, str]]) -> dict[int, int]:
    """Kill an import at each point of one store, one after the other; count which agency readers saw afterwards."""
    store, shown, saw = Store(folder), 1, {1: 0, 2: 0, 3: 0}
    make_demo(store, cases=CASES, seed=1)
    for number, (step, when) in enumerate(points):
        coming = 2 + number % 2
        before = shown
        killed(store, coming, step, when)
        now = seen(store)
        assert now in (whole[before], whole[coming]), f"neither old nor new after a kill {when} step {step}"
        shown = before if now == whole[before] else coming
        saw[shown] += 1
        assert len(debris(store)) <= 3, debris(store)
    made = make_demo(store, cases=CASES, seed=1)
    assert seen(store) == whole[1]
    assert debris(store) == []
    assert max(store.snapshots()) == made.snapshot_id
    return saw


def last_and_some(steps: int, some: int) -> list[tuple[int, str]]:
    """Both sides of every step of the publishing, at the end, and of some before it."""
    early = random.Random(5).sample(range(1, steps - 10), some)
    return [(step, when) for step in [*sorted(early), *range(steps - 9, steps + 1)] for when in ("before", "after")]


def test_a_kill_at_every_step_of_publishing_leaves_old_or_new(tmp_path: Path, whole: dict[int, Seen]) -> None:
    saw = trial(tmp_path / "store", whole, last_and_some(steps_of(tmp_path / "count"), some=2))
    assert saw[2] + saw[3] > 0, "no kill came after the publishing: the steps do not reach it"
    assert saw[1] > 0, "no kill came before the publishing"


@pytest.mark.soak
def test_a_kill_at_every_step_of_an_import_leaves_old_or_new(tmp_path: Path, whole: dict[int, Seen]) -> None:
    steps = steps_of(tmp_path / "count")
    trial(tmp_path / "store", whole, [(step, when) for step in range(1, steps + 1) for when in ("before", "after")])


class Reader(threading.Thread):
    """Somebody who looks at the numbers all the time while imports come and are killed."""

    def __init__(self, store: Store, allowed: set[Seen]) -> None:
        super().__init__(daemon=True)
        self.store, self.allowed, self.looks, self.wrong, self.done = store, allowed, 0, "", threading.Event()

    def run(self) -> None:
        while not self.done.is_set() and not self.wrong:
            try:
                if seen(self.store) not in self.allowed:
                    self.wrong = "saw a snapshot that is neither old nor new"
            except Exception as problem:
                self.wrong = repr(problem)
            self.looks += 1


@pytest.fixture
def reader(tmp_path: Path, whole: dict[int, Seen]) -> Iterator[Reader]:
    store = Store(tmp_path / "store")
    make_demo(store, cases=CASES, seed=1)
    looking = Reader(store, set(whole.values()))
    looking.start()
    yield looking
    looking.done.set()
    looking.join(timeout=30)


def kill_at_random(store: Store, reader: Reader, times: int) -> None:
    chance = random.Random(11)
    for number in range(times):
        running = subprocess.Popen(
            [sys.executable, "-m", "data", *words(store, 2 + number % 2)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.0, 1.4))
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        assert reader.wrong == ""
        assert len(debris(store)) <= 3
    make_demo(store, cases=CASES, seed=1)
    assert debris(store) == []
    assert reader.wrong == ""
    assert reader.looks >= times


def test_a_reader_sees_whole_snapshots_while_imports_are_killed(reader: Reader) -> None:
    kill_at_random(reader.store, reader, times=20)


@pytest.mark.soak
def test_a_reader_sees_whole_snapshots_while_many_imports_are_killed(reader: Reader) -> None:
    kill_at_random(reader.store, reader, times=200)
    assert len(reader.store.snapshots()) <= 60


def test_while_one_import_runs_another_is_refused_in_words(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    made = make_demo(store, cases=CASES, seed=1)
    with only_import(store):
        refused = subprocess.run(
            [sys.executable, "-m", "data", *words(store, 2)], cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert refused.returncode == 2
    assert "Another import" in refused.stderr
    assert "nothing was changed" in refused.stderr
    assert store.current() == made
    make_demo(store, cases=CASES, seed=2)
    assert store.current() != made
