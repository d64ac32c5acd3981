"""Writes the sound rows into the snapshot, keys replaced: a source's own key of a person or a case never gets there."""

from __future__ import annotations

from pathlib import Path

import duckdb

from data.anonymity import Scheme
from data.columns import Column, columns
from data.validation.tables import NOT_A_KEY

HOMES = {"person": "person", "case": "cases", "worker": "worker"}
"""Kind of pseudonym → the table that has each of them once."""


def write_rows(con: duckdb.DuckDBPyConnection, scheme: Scheme, key_space: str, scratch: Path) -> None:
    """Fill the tables of the snapshot from `staged.sound`, under pseudonyms of `scheme` and row numbers."""
    con.execute("create or replace table staged.main.secret (kind text, source_key text)")
    con.execute(f"insert into staged.main.secret select distinct kind, source_key from ({_secret_keys()}) k")
    scheme.map_keys(con, key_space, scratch)
    for kind in sorted({one.pseudonym for held in columns().values() for one in held if one.pseudonym}):
        con.execute(
            f"create or replace table staged.main.key_{kind} as "
            f"select source_key, pseudonym from staged.main.pseudonym where kind = '{kind}'"
        )
    con.execute(
        "create or replace table staged.main.ask as select ask_id, min(rowid) + 1 as number "
        "from staged.sound.barrier_report where ask_id is not null group by ask_id"
    )
    for table, held in columns().items():
        names, values, joins = [], [], []
        for place, one in enumerate(held):
            value, join = _written(one, f"k{place}")
            names.append(one.name)
            values.append(value)
            joins.append(join)
        con.execute(
            f"insert into main.{table} ({', '.join(names)}) select {', '.join(values)} "
            f"from staged.sound.{table} t {' '.join(joins)}"
        )


def _secret_keys() -> str:
    """SQL of every (kind, source_key). What refers to a row that is known to be there need not be looked at again."""
    selects = []
    for table, held in columns().items():
        for one in held:
            if one.pseudonym and ((HOMES.get(one.pseudonym) == table and one.is_key) or one.refers is None):
                column = f"select '{one.pseudonym}' as kind, {one.name} as source_key from staged.sound.{table}"
                selects.append(f"{column} where {one.name} is not null")
    return " union all ".join(selects)


def _written(column: Column, alias: str) -> tuple[str, str]:
    """What is written for a column of row `t`, and the join that it needs."""
    place = f"{column.table}.{column.name}"
    if column.pseudonym:
        same = f"{alias}.source_key = t.{column.name}"
        return f"{alias}.pseudonym", f"left join staged.main.key_{column.pseudonym} {alias} on {same}"
    if place in NOT_A_KEY:
        return (
            f"coalesce({alias}.number, t.rowid + 1)",
            f"left join staged.main.ask {alias} on {alias}.ask_id = t.ask_id",
        )
    if column.is_row and column.refers is None:
        return "t.rowid + 1", ""
    if column.is_row:
        key = f"{column.refers}_id" if column.refers != "service_session" else "session_id"
        return (
            f"{alias}.rowid + 1",
            f"left join staged.sound.{column.refers} {alias} on {alias}.{key} = t.{column.name}",
        )
    return f"t.{column.name}", ""
