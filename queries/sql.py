"""Puts a question's SQL behind the scope, so that it can reach nothing but the reader's own rows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

HERE = Path(__file__).resolve().parent
TABLE_FUNCTIONS = frozenset({"unnest", "range", "generate_series"})
"""Table functions that make rows of their arguments and reach nothing."""
CLASSES = ("by case", "by team", "public", "administrator")


class ScopeForgottenError(Exception):
    """A question reads something that is not behind the scope."""


@dataclass(frozen=True)
class ScopedTable:
    """One named table that questions may read: its class, its text, and the other names it needs."""

    name: str
    kind: str
    body: str
    needs: frozenset[str]


@cache
def scoped_tables() -> dict[str, ScopedTable]:
    """Every table of scope.sql, then every measure (one file each in queries/measures), in an order that can be run."""
    tables: dict[str, ScopedTable] = {}
    kind = ""
    text = (HERE / "scope.sql").read_text(encoding="utf-8")
    for part in re.split(r"^(-- [a-z ]+|\w+ as not materialized \()$", text, flags=re.MULTILINE)[1:]:
        if part.startswith("-- "):
            kind = part[3:]
        elif part.endswith("("):
            name = part.split(" ", 1)[0]
        elif part.strip():
            body = part.strip().rstrip(",").removesuffix(")").strip()
            tables[name] = ScopedTable(name, kind, body, _names_in(body) & tables.keys())
    for path in sorted((HERE / "measures").glob("*.sql")):
        body = _without_comments(path.read_text(encoding="utf-8"))
        tables[path.stem] = ScopedTable(path.stem, "measure", body, frozenset())
    for name, table in tables.items():
        if table.kind == "measure":
            _refuse_unscoped(table.body, tables.keys(), where=f"measures/{name}.sql")
            tables[name] = ScopedTable(name, "measure", table.body, _names_in(table.body))
    return tables


def behind_scope(question: str, where: str) -> str:
    """The whole statement for a question's text: the scoped tables it needs, then its own steps and its select.

    Raises ScopeForgottenError where the text is not one select, reads anything but scoped tables and measures (a
    table of the store above all), or gives a step the name of one of them.
    """
    tables = scoped_tables()
    text = _without_comments(question)
    _refuse_unscoped(text, tables.keys(), where)
    steps = [f"{name} as not materialized (\n{tables[name].body}\n)" for name in _in_order(_names_in(text))]
    own = re.match(r"with\s+(?!recursive\b)", text, flags=re.IGNORECASE)
    if own:
        return "with " + ",\n".join([*steps, text[own.end() :]])
    return ("with " + ",\n".join(steps) + "\n" if steps else "") + text


def parameters_in(statement: str) -> set[str]:
    """Names of the bound parameters of a statement, without the dollar sign."""
    return set(re.findall(r"\$([a-z_]+)", statement))


def _in_order(wanted: frozenset[str]) -> list[str]:
    tables, ordered = scoped_tables(), []

    def visit(name: str) -> None:
        for needed in sorted(tables[name].needs):
            visit(needed)
        if name not in ordered:
            ordered.append(name)

    for name in sorted(wanted):
        visit(name)
    return ordered


def _refuse_unscoped(text: str, known: object, where: str) -> None:
    serialized = json.loads(_parser().cursor().execute("select json_serialize_sql(?)", [text]).fetchall()[0][0])
    if serialized["error"] or len(serialized["statements"]) != 1:
        raise ScopeForgottenError(f"{where} is not one select: {serialized.get('error_message', 'several statements')}")
    shadowing = sorted(set(_step_names(serialized)) & scope_names(known))
    if shadowing:
        raise ScopeForgottenError(
            f"{where} gives a step the name of a scoped table: {', '.join(shadowing)}. Rename it."
        )
    functions = sorted(set(_table_functions(serialized)) - TABLE_FUNCTIONS)
    if functions:
        raise ScopeForgottenError(
            f"{where} reads from {', '.join(functions)}(…), which could reach past the scope. "
            "Read one of the tables of scope.sql instead."
        )
    unscoped = sorted(
        name for name in _names_in(text) if name.lower() not in scope_names(known) or name != name.lower()
    )
    if unscoped:
        raise ScopeForgottenError(
            f"{where} reads {', '.join(unscoped)}, which is not behind the scope. "
            f"Read one of the tables of scope.sql or a measure instead."
        )


def scope_names(known: object) -> set[str]:
    """The known names as a set of lower-case words."""
    return {str(name).lower() for name in known}  # type: ignore[attr-defined]


def _step_names(node: object) -> list[str]:
    if isinstance(node, dict):
        mine = [entry["key"].lower() for entry in node.get("cte_map", {}).get("map", [])] if "cte_map" in node else []
        return mine + [name for child in node.values() for name in _step_names(child)]
    if isinstance(node, list):
        return [name for child in node for name in _step_names(child)]
    return []


def _table_functions(node: object) -> list[str]:
    if isinstance(node, dict):
        mine = [node["function"]["function_name"].lower()] if node.get("type") == "TABLE_FUNCTION" else []
        return mine + [name for child in node.values() for name in _table_functions(child)]
    if isinstance(node, list):
        return [name for child in node for name in _table_functions(child)]
    return []


def _names_in(text: str) -> frozenset[str]:
    without_parameters = re.sub(r"\$[a-z_]+", "null", text)
    found = _parser().cursor().get_table_names(without_parameters, qualified=True)
    return frozenset(name.split(" AS ", 1)[0] for name in found)


def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--")).strip().rstrip(";")


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})
