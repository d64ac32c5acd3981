"""A Caseboard that really runs: its own folder with a synthetic agency and a workbook, served on a free port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import httpx

from data.demo.make import USUAL_CASES, make_demo
from data.store import Store
from data.workbook.workbook import Workbook
from tests.conftest import ROOT

STARTS_WITHIN = 60


@dataclass(frozen=True)
class Served:
    """Where it answers, and where it keeps its store, its workbook and what it says."""

    port: int
    store: Path
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def workbook(self) -> Workbook:
        """The workbook it writes, opened from outside as a command would."""
        return Workbook.open(workbook_of(self.store))

    def rows(self, select: str) -> list[tuple[object, ...]]:
        """Rows of the current snapshot, to know what must or must not be seen."""
        current = Store(self.store).current()
        assert current is not None
        with duckdb.connect(str(current.path), read_only=True) as con:
            return con.execute(select).fetchall()


def synthetic_agency(store: Path, cases: int = USUAL_CASES) -> Path:
    """A folder with the synthetic agency as its current snapshot."""
    make_demo(Store(store), cases=cases, seed=1)
    return store


@contextmanager
def serving(store: Path, app: Path = ROOT / "app.py", options: Sequence[str] = ()) -> Iterator[Served]:
    """Run the app on this store until the block ends. The command is given in another folder than the app's."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = store.parent / f"served-{port}.log"
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port), *options]
    environment = {**os.environ, "CASEBOARD_STORE": str(store), "CASEBOARD_WORKBOOK": workbook_of(store)}
    with log.open("wb") as written:
        running = subprocess.Popen(command, cwd=store.parent, env=environment, stdout=written, stderr=subprocess.STDOUT)
    try:
        served = Served(port, store, log)
        _wait_until_ready(served, running)
        yield served
    finally:
        running.terminate()
        running.wait(30)


def _wait_until_ready(served: Served, running: subprocess.Popen[bytes]) -> None:
    for _ in range(STARTS_WITHIN * 10):
        if running.poll() is not None:
            raise AssertionError(f"the app ended before it served:\n{served.log.read_text()}")
        try:
            if httpx.get(f"{served.address}/_stcore/health", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"the app did not start:\n{served.log.read_text()}")


def workbook_of(store: Path) -> str:
    return f"sqlite:///{store / 'workbook.sqlite'}"


def secrets_of(served: Served) -> list[bytes]:
    """What nobody may see who is not signed in: every key of a case or a person, every name of a team or a place.

    Names of fewer than six letters are left out: a random number may hold one by chance.
    """
    keys = served.rows("select case_id from cases union select person_id from person")
    names = served.rows("select name from team union select name from community union select team_id from team")
    texts = [str(row[0]) for row in [*keys, *names]]
    return [text.encode() for text in texts if len(text) > 5]


def found_in(received: bytes, secrets: Sequence[bytes]) -> list[bytes]:
    """Which of the secrets stand in what was received; keys are drawn in groups of four, so blanks are left out too."""
    closed_up = received.replace(b" ", b"")
    return [secret for secret in secrets if secret in received or secret in closed_up]
