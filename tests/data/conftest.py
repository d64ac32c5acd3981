"""Workbooks to test with: every such test runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.workbook.workbook import Workbook
from tests.postgres import new_database, served


@pytest.fixture(scope="session")
def postgres_socket(postgres_bin: Path) -> Iterator[Path]:
    """Where the PostgreSQL server of this run listens."""
    with served(postgres_bin) as socket:
        yield socket


@pytest.fixture
def postgres_url(postgres_socket: Path) -> str:
    """The URL of an empty database on it."""
    return new_database(postgres_socket, f"w{uuid.uuid4().hex}")


@pytest.fixture(params=["sqlite", "postgresql"])
def workbook_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a workbook that nobody has opened yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'workbook.sqlite'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def wb(workbook_url: str) -> Iterator[Workbook]:
    """An open, empty workbook."""
    with Workbook.open(workbook_url) as opened:
        yield opened
