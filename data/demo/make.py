"""Makes the synthetic agency: the same rows from the same seed on any machine, and nobody in it is real."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.build import Build, building
from data.store import SnapshotInfo, Store

HERE = Path(__file__).resolve().parent
STEPS = ("draws", "agency", "people", "cases", "contacts", "community")
USUAL_CASES = 1500
USUAL_DATA_DATE = date(2026, 11, 16)
FIRST_DAY = date(2021, 11, 15)
"""The first day on which anybody comes; the draws are bound to days, so a later data date only adds what came after."""


def make_demo(
    store: Store, *, cases: int = USUAL_CASES, seed: int = 1, data_date: date = USUAL_DATA_DATE
) -> SnapshotInfo:
    """Publish a synthetic snapshot of about `cases` cases in five years. Raises StoreError as an import does."""
    with building(
        store, source_kind="demo", data_date=data_date, pseudonym_scheme="synthetic", synthetic=True
    ) as build:
        fill(build, cases=cases, seed=seed, data_date=data_date)
        return build.publish()


def fill(build: Build, *, cases: int, seed: int, data_date: date) -> None:
    """Write the agency's base rows into a build."""
    for name, value in {"cases": cases, "seed": seed}.items():
        build.con.execute(f"set variable {name} = cast(? as bigint)", [value])
    for name, day in {"epoch": FIRST_DAY, "data_date": data_date}.items():
        build.con.execute(f"set variable {name} = cast(? as date)", [day])
    for step in STEPS:
        build.con.execute((HERE / f"{step}.sql").read_text(encoding="utf-8"))
    for (name,) in build.con.execute("select table_name from duckdb_tables() where temporary").fetchall():
        build.con.execute(f"drop table temp.{name}")
