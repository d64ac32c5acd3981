"""How long the server takes to run each page again, beside an empty Streamlit page in the same minute."""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from data.workbook.demo_accounts import demo_accounts
from data.workbook.sessions import issue_ticket, redeem
from pages.shared.cookies import SESSION
from pages.shared.pages import PAGES, pages_of
from tests.benchmarks.visitor import Visitor
from tests.browser.served import Served, serving, synthetic_agency

RUNS = 40
READERS = {account.role: account for account in demo_accounts()}


@contextmanager
def empty_page(folder: Path) -> Iterator[int]:
    """The port of a Streamlit server with one page on which nothing stands."""
    script = folder / "empty.py"
    script.write_text("")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ("--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false")
    running = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), *options],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                if httpx.get(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        yield port
    finally:
        running.terminate()
        running.wait(30)


def cookie_of(served: Served, role: str) -> str:
    workbook, now = served.workbook(), datetime.now(UTC)
    ticket = issue_ticket(workbook, READERS[role], "bench", now)
    session = redeem(workbook, ticket, "bench", now, demo_allowed=True)
    return f"{SESSION}={session}"


def timed(port: int, page: str, cookie: str = "") -> list[float]:
    """Milliseconds of each rerun after three that warm up."""
    with Visitor(port, cookie) as visitor:
        return [1000 * visitor.runs(page) for _ in range(RUNS + 3)][3:]


def said(name: str, took: list[float], empty: float) -> str:
    middle = statistics.median(took)
    return f"{name:<44}{min(took):8.1f}{middle:8.1f}{sorted(took)[int(0.95 * len(took))]:8.1f}{middle / empty:8.1f}"


@pytest.mark.bench
def test_rerun_of_each_page(tmp_path: Path) -> None:
    """Prints minimum, median and 95th percentile in ms, and the median as a multiple of the empty page's."""
    with serving(synthetic_agency(tmp_path / "store")) as served, empty_page(tmp_path) as port:
        empty = timed(port, "")
        lines = [said("an empty Streamlit page", empty, statistics.median(empty))]
        for role in READERS:
            cookie = cookie_of(served, role)
            for entry in PAGES:
                if entry in pages_of(role):
                    took = timed(served.port, entry.url_path, cookie)
                    lines.append(said(f"{entry.title}, as {role}", took, statistics.median(empty)))
    print(f"\n{'server time of a rerun':<44}{'min':>8}{'median':>8}{'p95':>8}{'ratio':>8}", *lines, sep="\n")
