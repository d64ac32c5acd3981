"""Folders and zips for tests of the import, and what it found in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from data.findings import Findings
from data.sources.opened import Opened


def folder_of(at: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder with these files; text is written as UTF-8."""
    for name, content in files.items():
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return at


def ids(findings: Findings) -> list[str]:
    """Which checks found something, each once, in the order of the report."""
    return list(dict.fromkeys(one.check_id for one in findings.found))


@contextmanager
def opened(source: Path, findings: Findings) -> Iterator[tuple[duckdb.DuckDBPyConnection, Opened]]:
    """A source opened beside an empty attached database `staged`, as the import does it."""
    scratch = source.parent / f"{source.name}-scratch"
    scratch.mkdir(exist_ok=True)
    with duckdb.connect() as con, Opened(source, scratch, findings) as files:
        con.execute("attach ':memory:' as staged")
        yield con, files
        assert list(scratch.iterdir()) == []
