"""What every test stands on: no test reads or writes a real store, and none reaches beyond this machine."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from data.demo.make import make_demo
from data.store import Store

ROOT = Path(__file__).resolve().parent.parent
HMIS_EXPORT = ROOT.parent / "shared" / "data" / "hmis_fy2026_demo.zip"
IN_CI = os.environ.get("CI") == "true"

SCRATCH = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Before any test module is imported, point at an empty store: not even an import may touch the real one."""
    config.stash[SCRATCH] = Path(tempfile.mkdtemp(prefix="caseboard-tests-"))
    os.environ["CASEBOARD_STORE"] = str(config.stash[SCRATCH] / "store")
    os.environ.pop("CASEBOARD_WORKBOOK", None)
    os.environ.pop("CASEBOARD_KEYS", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    shutil.rmtree(config.stash[SCRATCH], ignore_errors=True)


def chromium() -> str | None:
    """The browser of this machine, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def postgres_binaries() -> Path | None:
    """The folder of PostgreSQL's server programs (initdb, pg_ctl), newest version first, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: float(one.parts[4]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests where there is no browser, and say so; where everything must run, let them fail."""
    if chromium() or IN_CI:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(
                pytest.mark.skip(reason="no Chromium on this machine: install chromium to run browser tests")
            )


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Caseboard works offline: a test that reaches beyond the loopback fails, whatever it was after."""
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _only_loopback(getattr(socket.socket, name)))


def _only_loopback(reach: Callable[..., object]) -> Callable[..., object]:
    def reached(self: socket.socket, address: object) -> object:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_loopback(address):
            self.close()
            raise AssertionError(f"a test tried to reach {address!r}; Caseboard works offline")
        return reach(self, address)

    return reached


def is_loopback(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) else address
    return str(host) in {"localhost", "::1", "0.0.0.0"} or str(host).startswith("127.")


@pytest.fixture(scope="session")
def hmis_export() -> Path:
    """A real HMIS CSV export beside the checkout; never part of it."""
    if not HMIS_EXPORT.is_file():
        pytest.skip("no HMIS export in ../shared/data: the synthetic one covers the rules, not the quirks")
    return HMIS_EXPORT


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The usual synthetic agency, made once; nobody may write to it."""
    store = Store(tmp_path_factory.mktemp("demo") / "store")
    make_demo(store)
    return store


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser to drive; a browser test asks for it and carries the marker `browser`."""
    found = chromium()
    if found is None:
        pytest.fail("no Chromium on this machine: install chromium to run browser tests")
    return found


@pytest.fixture(scope="session")
def postgres_bin() -> Path:
    """PostgreSQL's server programs, for the tests that the workbook works there too."""
    found = postgres_binaries()
    if found is None:
        (pytest.fail if IN_CI else pytest.skip)("no PostgreSQL server on this machine: install postgresql to run this")
        raise AssertionError
    return found
