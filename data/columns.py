"""What schema.sql says of each column that an import may fill: type, meaning, and the marks in its comment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from data.constraints import KEY_OF, MARK

SCHEMA = Path(__file__).resolve().parent / "schema.sql"
DERIVED = "-- Derived at build"
MADE_BY_THE_BUILD = {"snapshot", "snapshot_rows", "code_list", "import_finding"}
DERIVED_COLUMNS = {"follow_up.reopened_on"}
PSEUDONYM = re.compile(r"\[pseudonym: (\w+)\]")
AHEAD = {
    "due_from", "due_by", "from_on", "to_on", "review_by", "target_on", "planned_on", "exempt_from", "exempt_until",
    "lapses_on", "aftercare_offered_from", "active_from", "active_to", "on_hold_to", "ended_on",
}  # fmt: skip
"""Dates that are planned or granted, so that they may lie after the data date. Every other date is of what happened."""


@dataclass(frozen=True)
class Column:
    """One column of schema.sql as an import sees it. `refers` is the table it points into, by key or by row number."""

    table: str
    name: str
    type: str
    meaning: str
    is_key: bool = False
    is_required: bool = False
    is_row: bool = False
    codes: str | None = None
    refers: str | None = None
    pseudonym: str | None = None

    @property
    def is_secret_key(self) -> bool:
        """Whether it holds a source's own key that never reaches the store: it becomes a pseudonym or a row number."""
        return self.is_row or self.pseudonym is not None

    @property
    def happened(self) -> bool:
        return self.type == "date" and self.name not in AHEAD


def key_of(table: str) -> str:
    """The key column of a table that others refer to."""
    return KEY_OF.get(table, f"{table}_id")


@cache
def columns() -> dict[str, tuple[Column, ...]]:
    """Table → its columns, of every table that an import may fill; a table comes after those it refers to."""
    with duckdb.connect() as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        rows = con.execute(
            "select table_name, column_name, lower(data_type), coalesce(comment, '') from duckdb_columns() "
            "order by table_oid, column_index"
        ).fetchall()
    given = _given_tables()
    found: dict[str, list[Column]] = {}
    for table, name, kind, comment in rows:
        if table in given and f"{table}.{name}" not in DERIVED_COLUMNS:
            found.setdefault(table, []).append(_column(table, name, kind, comment))
    parents = {table: {one.refers for one in held if one.refers not in (None, table)} for table, held in found.items()}
    return {table: tuple(found[str(table)]) for table in TopologicalSorter(parents).static_order()}


def _column(table: str, name: str, kind: str, comment: str) -> Column:
    marked = dict(MARK.findall(comment))
    pseudonym = PSEUDONYM.search(comment)
    return Column(
        table=table,
        name=name,
        type="text" if kind == "varchar" else kind,
        meaning=re.sub(r"\s*\[[^]]*\]", "", comment),
        is_key="key" in marked or ("row" in marked and not marked["row"]),
        is_required="required" in marked,
        is_row="row" in marked,
        codes=marked.get("codes") or None,
        refers=marked.get("refers") or marked.get("row") or None,
        pseudonym=pseudonym.group(1) if pseudonym else None,
    )


def _given_tables() -> set[str]:
    """The tables written above the line under which everything is derived."""
    text = SCHEMA.read_text(encoding="utf-8")
    above = text[: text.index(DERIVED)]
    return set(re.findall(r"^create table (\w+)", above, re.MULTILINE)) - MADE_BY_THE_BUILD
