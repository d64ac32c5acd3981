"""Writes a snapshot out as Caseboard's own CSV, to be imported again: for round trips, fuzzing and measurements."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from data.columns import columns


def export(snapshot: Path, folder: Path, data_date: date | None = None) -> Path:
    """One file a table that has rows; with `data_date`, a snapshot.csv that says it."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(snapshot), read_only=True) as con:
        for table, held in columns().items():
            names = ", ".join(one.name for one in held)
            if con.execute(f"select 1 from {table} limit 1").fetchall():
                path = str(folder / f"{table}.csv").replace("'", "''")
                con.execute(f"copy (select {names} from {table}) to '{path}' (header, delimiter ',')")
    if data_date is not None:
        (folder / "snapshot.csv").write_text(f"data_date,spec_version\n{data_date.isoformat()},1\n")
    return folder
