"""Small worlds for tests: text tables beside the assertion become a real snapshot file, opened as the app opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from data.build import building
from data.store import Snapshot, SnapshotInfo, Store

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
        fill(con, tables)
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


def fill(con: duckdb.DuckDBPyConnection, tables: Mapping[str, str]) -> None:
    """Write text tables into the tables of a snapshot in the making."""
    for name, text in tables.items():
        for record in rows_of(text):
            columns, values = ", ".join(record), list(record.values())
            con.execute(f"insert into {name} ({columns}) values ({', '.join('?' for _ in values)})", values)


@contextmanager
def built(folder: Path, data_date: date = TODAY, **tables: str) -> Iterator[Snapshot]:
    """A published snapshot of the given base rows: spells, stays, reach and aftercare are derived as for a reader."""
    store = Store(folder / "store")
    with building(
        store, source_kind="caseboard", data_date=data_date, pseudonym_scheme="random", synthetic=True
    ) as build:
        fill(build.con, tables)
        build.publish()
    with store.lease() as snapshot:
        yield snapshot


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a text table: cells between bars, empty ones left out."""
    lines = [line for line in (raw.strip() for raw in text.strip().splitlines()) if line]
    read = csv.reader(io.StringIO("\n".join(lines)), delimiter="|")
    heading, *body = [[cell.strip() for cell in line] for line in read]
    return [{name: cell for name, cell in zip(heading, line, strict=True) if cell not in ("", "-")} for line in body]
