"""Small worlds for tests: text tables beside the assertion become a real snapshot file, opened as the app opens it."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import duckdb

from data.store import Snapshot, SnapshotInfo

SCHEMA = Path(__file__).resolve().parent.parent / "data" / "schema.sql"
TODAY = date(2026, 11, 16)


def world(folder: Path, data_date: date = TODAY, **tables: str) -> Snapshot:
    """A snapshot with the given tables as text: the heading first, cells between bars, `-` or nothing = empty.

    Base and derived tables are written as given: nothing is derived. Columns left out are empty, but for required
    ones of the derived tables, which must be given.
    """
    path = folder / f"world-{len(list(folder.glob('world-*.duckdb')))}.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        for name, text in tables.items():
            for record in rows_of(text):
                columns, values = ", ".join(record), list(record.values())
                con.execute(f"insert into {name} ({columns}) values ({', '.join('?' for _ in values)})", values)
    return Snapshot(
        SnapshotInfo(
            snapshot_id=path.stem,
            path=path,
            data_date=data_date,
            synthetic=True,
            source_kind="test",
            pseudonym_scheme="random",
        )
    )


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a text table: cells between bars, empty ones left out."""
    lines = [line for line in (raw.strip() for raw in text.strip().splitlines()) if line]
    read = csv.reader(io.StringIO("\n".join(lines)), delimiter="|")
    heading, *body = [[cell.strip() for cell in line] for line in read]
    return [{name: cell for name, cell in zip(heading, line, strict=True) if cell not in ("", "-")} for line in body]
