"""What the schema's comments promise, as checks: unique keys, needed values, codes and references that exist."""

from __future__ import annotations

import re

import duckdb

MARK = re.compile(r"\[(key|required|codes|refers|row)(?:: (\w+))?\]")
KEY_OF = {"person": "person_id", "cases": "case_id", "service_session": "session_id"}
"""Key columns that are not called after their table."""


def marks(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, str]]:
    """(table, column, mark, argument) of every mark in the schema's comments; the argument may be empty."""
    rows = con.execute(
        "select table_name, column_name, comment from duckdb_columns() where comment is not null order by all"
    ).fetchall()
    return [(table, column, mark, given) for table, column, said in rows for mark, given in MARK.findall(said)]


def constraints(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """A select for each mark, by name; every row it returns is a problem."""
    checks: dict[str, str] = {}
    for table, column, mark, given in marks(con):
        name = f"{table}.{column} [{mark}]"
        if mark == "key" or (mark == "row" and not given and column != "ask_id"):
            checks[name] = f"select {column} from {table} group by {column} having count(*) > 1"
        elif mark == "required":
            checks[name] = f"select 1 from {table} where {column} is null"
        elif mark == "codes":
            checks[name] = (
                f"select t.{column} from {table} t left join code_list c on c.kind = '{given}' and c.code = t.{column} "
                f"where t.{column} is not null and c.code is null"
            )
        elif given:
            key = KEY_OF.get(given, f"{given}_id")
            checks[name] = (
                f"select t.{column} from {table} t left join {given} r on r.{key} = t.{column} "
                f"where t.{column} is not null and r.{key} is null"
            )
    return checks
