"""Whatever a source holds, an import ends published or blocked, in words: no traceback, a whole store, no value told.

Two kinds of harm are done to a synthetic agency: values that are allowed but make no sense together, which must build
or be left out, and damage to cells, rows, headings and bytes.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import duckdb
import pytest

from data.build import problems
from data.columns import Column, columns, key_of
from data.demo.make import USUAL_DATA_DATE, make_demo
from data.store import FAR, Store
from tests.data.export import export
from tests.data.imported import imported, store_of
from tests.data.sources.sources import folder_of

MARK = "ZQXJ-do-not-tell"
NASTY = (
    MARK, f"{MARK}\n{MARK}", f'"{MARK}', f"{MARK};{MARK}", f"={MARK}", "'; drop table cases; --", "{0}", "%s", "\0",
    "\x1f", "\ufffe", "\u202e", " ", "NULL", "nan", "inf", "-0", "1e400", "99999999999999999999", "2026-02-30",
    "0000-00-00", "2026-11-16T00:00:00Z", "20261116", "16/11/2026", "infinity", "epoch", "٢٠٢٦-١١-١٦", "yes", "TRUE",
    "x" * 300, "é" * 50,
)  # fmt: skip
Table = list[list[str]]


@pytest.fixture(scope="module")
def agency_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Table]:
    """A synthetic agency as tables of text, headings first."""
    folder = tmp_path_factory.mktemp("whole")
    made = make_demo(Store(folder / "demo"), cases=60)
    return {
        path.name: list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        for path in sorted(export(made.path, folder / "in", USUAL_DATA_DATE).glob("*.csv"))
    }


@cache
def codes() -> dict[str, list[str]]:
    with (Path(__file__).resolve().parents[2] / "data" / "codes.csv").open(newline="", encoding="utf-8") as file:
        found: dict[str, list[str]] = {}
        for row in csv.DictReader(file):
            found.setdefault(row["kind"], []).append(row["code"])
    return found


def another(column: Column, files: dict[str, Table], chance: random.Random) -> str:
    """A value that the column allows, whatever the rest of the row says."""
    if column.type == "date":
        return (date(2025, 6, 1) + timedelta(days=chance.randrange(700))).isoformat() if chance.random() < 0.85 else ""
    if column.codes:
        return chance.choice([*codes()[column.codes], ""])
    table, key = (column.refers, key_of(column.refers)) if column.refers else (column.table, column.name)
    if (column.refers or column.is_secret_key) and f"{table}.csv" in files:
        rows = files[f"{table}.csv"]
        return chance.choice(rows[1:])[rows[0].index(key)]
    return {"boolean": "yes", "integer": chance.choice(["1", "2", "3", "7", "30"]), "double": "0.5"}.get(
        column.type, ""
    )


def make_no_sense(files: dict[str, Table], chance: random.Random, times: int) -> None:
    """Put allowed values where they may contradict others."""
    for _ in range(times):
        table = chance.choice([name for name in files if name != "snapshot.csv"])
        rows = files[table]
        row = chance.choice(rows[1:])
        column = chance.choice([one for one in columns()[table.removesuffix(".csv")] if one.name in rows[0]])
        row[rows[0].index(column.name)] = another(column, files, chance)


def spoil_cells(files: dict[str, Table], chance: random.Random, times: int) -> None:
    """Put what is not allowed into columns whose values never reach the store as they are."""
    for _ in range(times):
        table = chance.choice([name for name in files if name != "snapshot.csv"])
        refused = [
            one.name
            for one in columns()[table.removesuffix(".csv")]
            if one.type != "text" or one.codes or one.is_secret_key
        ]
        if refused:
            row = chance.choice(files[table][1:])
            row[files[table][0].index(chance.choice(refused))] = chance.choice(NASTY)


def spoil_rows(files: dict[str, Table], chance: random.Random) -> None:
    rows = files[chance.choice(sorted(files))]
    at = chance.randrange(len(rows))
    harm: list[Callable[[], object]] = [
        lambda: rows.insert(at, list(rows[at])),
        lambda: rows[at].append(MARK),
        lambda: rows[at].__delitem__(slice(-1, None)),
        lambda: rows.insert(at, []),
        lambda: chance.shuffle(rows[0]),
        lambda: rows[0].extend(rows[0][:1]),
        lambda: rows[0].__setitem__(slice(1), ["another heading"]),
        lambda: rows.__delitem__(slice(1, None)),
        lambda: files.pop(next(iter(sorted(files)))),
        lambda: rows.extend([chance.choices(NASTY, k=len(rows[0]))] * 3),
        lambda: rows[0].__setitem__(slice(1), [one.upper() for one in rows[0][:1]]),
    ]
    chance.choice(harm)()


def spoil_bytes(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    text = content.decode("utf-8", "replace")
    return chance.choice(
        [
            content[:at],
            content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :],
            content[:at] + b'"' + content[at:],
            content[:at] + b"\0" * 3 + content[at:],
            content.replace(b"\r\n", b"\r"),
            content.replace(b",", b"\t"),
            text.encode("utf-16"),
            text.encode("utf-16-le"),
            b"\xef\xbb\xbf" + content,
            b"",
            chance.randbytes(2000),
            content + b"\xe9\x81",
        ]
    )


def written(table: Table) -> bytes:
    held = io.StringIO()
    csv.writer(held).writerows(table)
    return held.getvalue().encode("utf-8", "surrogatepass")


def whole(folder: Path) -> None:
    """The current snapshot can be read to its last row and contradicts nothing."""
    current = store_of(folder).current()
    if current is not None:
        with duckdb.connect(str(current.path), read_only=True) as con:
            for name, day in (("data_date", current.data_date), ("far", FAR)):
                con.execute(f"set variable {name} = cast(? as date)", [day])
            assert problems(con) == {}
    left = {path.name for path in store_of(folder).folder.iterdir()} - {".import-lock", "current"}
    assert left == {f"{name}.duckdb" for name in store_of(folder).snapshots()}


def is_told(folder: Path, report: object) -> bool:
    """Whether a refused value stands in the report or anywhere in the store."""
    mark = MARK.lower()
    return mark in repr(report).lower() or any(
        mark.encode() in path.read_bytes().lower() for path in store_of(folder).folder.iterdir()
    )


def try_nonsense(folder: Path, agency_files: dict[str, Table], seed: int) -> None:
    chance = random.Random(seed)
    files = {name: [list(row) for row in rows] for name, rows in agency_files.items()}
    make_no_sense(files, chance, times=chance.choice([30, 200, 600]))
    report = imported(
        folder, source=folder_of(folder / f"x{seed}", {name: written(rows) for name, rows in files.items()})
    )
    found = {one.check_id for one in report.findings.found}
    assert "rows_contradict" not in found, "what passes validation must build"
    assert report.snapshot is not None or report.findings.is_blocked
    whole(folder)


def try_damage(folder: Path, agency_files: dict[str, Table], seed: int) -> None:
    chance = random.Random(seed)
    files = {name: [list(row) for row in rows] for name, rows in agency_files.items()}
    spoil_cells(files, chance, times=chance.choice([0, 5, 40]))
    for _ in range(chance.choice([0, 1, 3])):
        spoil_rows(files, chance)
    content = {name: written(rows) for name, rows in files.items()}
    for name in chance.sample(sorted(content), k=chance.choice([0, 0, 1, 2])):
        content[name] = spoil_bytes(content[name], chance)
    before = store_of(folder).current()
    report = imported(folder, source=folder_of(folder / f"y{seed}", content))
    assert "rows_contradict" not in {one.check_id for one in report.findings.found}
    if report.findings.is_blocked:
        assert store_of(folder).current() == before
    else:
        assert store_of(folder).current() == report.snapshot
    assert not is_told(folder, report)
    whole(folder)


@pytest.mark.parametrize("seed", range(8))
def test_values_that_make_no_sense_together_build_or_are_left_out(
    seed: int, agency_files: dict[str, Table], tmp_path: Path
) -> None:
    try_nonsense(tmp_path, agency_files, seed)


def test_damaged_sources_end_published_or_blocked_in_words(agency_files: dict[str, Table], tmp_path: Path) -> None:
    for seed in range(12):
        try_damage(tmp_path, agency_files, seed)


@pytest.mark.soak
def test_hundreds_of_sources_end_published_or_blocked_in_words(agency_files: dict[str, Table], tmp_path: Path) -> None:
    for seed in range(100, 400):
        try_nonsense(tmp_path, agency_files, seed)
        try_damage(tmp_path, agency_files, seed)
