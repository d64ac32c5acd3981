"""An older workbook becomes the same as a new one, in one step or not at all, also when several open it at once."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from data.workbook.tables import schema_version
from data.workbook.versions import STEPS, VERSION, bring_forward, is_current
from data.workbook.workbook import Workbook, WorkbookError
from tests.data.workbook.at_once import at_once, together

EARLIER = Path(__file__).resolve().parent / "versions"
NEXT = VERSION + 1
COLUMN = {NEXT: ("alter table access_log add column by_whom varchar(40)",)}


def shape(path: Path) -> set[str]:
    """Every table and index of an SQLite file as its statement, whatever its blanks and capitals."""
    with sqlite3.connect(path) as con:
        rows = con.execute("select sql from sqlite_master where sql is not null").fetchall()
    con.close()
    return {re.sub(r"\s+", " ", row[0]).lower() for row in rows}


def versions_of(wb: Workbook) -> list[int]:
    with wb.read() as con:
        return list(con.execute(select(schema_version.c.version).order_by(schema_version.c.version)).scalars())


def columns_of(con: Connection) -> list[str]:
    return list(con.execute(text("select * from access_log")).keys())


def bring_one_forward(url: str) -> None:
    with Workbook.open(url) as wb:
        together()
        with wb.begin() as con:
            bring_forward(con, NEXT, COLUMN)


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_a_workbook_of_every_version_there_was_becomes_the_same_as_a_new_one(version: int, tmp_path: Path) -> None:
    """A change of the tables needs a new VERSION, its step, and its tables in versions/."""
    old, new = tmp_path / "old.sqlite", tmp_path / "new.sqlite"
    with sqlite3.connect(old) as con:
        con.executescript((EARLIER / f"{version}.sql").read_text(encoding="utf-8"))
    con.close()
    for path in (old, new):
        Workbook.open(f"sqlite:///{path}").close()
    assert shape(old) == shape(new)


def test_the_steps_lead_from_one_version_to_the_next() -> None:
    assert set(STEPS) <= set(range(2, VERSION + 1))
    assert {int(one.stem) for one in EARLIER.glob("*.sql")} == set(range(1, VERSION + 1))


def test_a_step_is_taken_once_even_when_several_processes_come_at_once(workbook_url: str, wb: Workbook) -> None:
    at_once(bring_one_forward, workbook_url, processes=4)
    assert versions_of(wb) == [VERSION, NEXT]
    with wb.read() as con:
        assert "by_whom" in columns_of(con)
        assert is_current(con, NEXT)


def test_a_new_workbook_takes_no_steps(wb: Workbook) -> None:
    with wb.begin() as con:
        con.execute(text("delete from schema_version"))
        bring_forward(con, NEXT, {NEXT: ("this is no statement",)})
    assert versions_of(wb) == [NEXT]


def test_steps_are_taken_in_order_and_all_of_them(wb: Workbook) -> None:
    steps = {
        NEXT + 1: ("alter table access_log rename column by_whom to by_name",),
        **COLUMN,
    }
    with wb.begin() as con:
        bring_forward(con, NEXT + 1, steps)
        assert columns_of(con)[-1] == "by_name"
        assert not is_current(con, NEXT + 2)


def test_a_step_that_fails_leaves_the_workbook_as_it_was(wb: Workbook) -> None:
    steps = {NEXT: (*COLUMN[NEXT], "alter table no_such_table add column x integer")}
    with pytest.raises((DBAPIError, WorkbookError), match="no_such_table"), wb.begin() as con:
        bring_forward(con, NEXT, steps)
    assert versions_of(wb) == [VERSION]
    with wb.read() as con:
        assert "by_whom" not in columns_of(con)
    with wb.begin() as con:
        bring_forward(con, NEXT, COLUMN)
    assert versions_of(wb) == [VERSION, NEXT]
