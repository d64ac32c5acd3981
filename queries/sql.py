"""Puts a question's SQL behind the scope, so that it can reach nothing but the reader's own rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

HERE = Path(__file__).resolve().parent
TABLE_FUNCTIONS = frozenset({"unnest", "range", "generate_series"})
"""Table functions that make rows of their arguments and reach nothing."""


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


def classes_read(question: str) -> set[str]:
    """The classes of the tables that a question reads, itself or through a measure: by case, by team, public, …"""
    return {scoped_tables()[name].kind for name in _in_order(_names_in(_without_comments(question)))}


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


def _refuse_unscoped(text: str, known: Iterable[str], where: str) -> None:
    tree, known = _tree(text), set(known)
    if tree["error"] or len(tree["statements"]) != 1:
        raise ScopeForgottenError(f"{where} is not one select: {tree.get('error_message', 'several statements')}")
    steps = _step_names(tree)
    # A step called "store.cases" would make the real table look like a step.
    shadowing = sorted(steps & known) + sorted(step for step in steps if "." in step)
    if shadowing:
        raise ScopeForgottenError(
            f"{where} gives a step the name of a scoped table or one with a dot: {', '.join(shadowing)}. Rename it."
        )
    unscoped = sorted(_tables_read(tree) - known - steps)
    functions = sorted(f"{name}(…)" for name in _table_functions(tree) - TABLE_FUNCTIONS)
    lists = ["what tables there are"] if any(node.get("type") == "SHOW_REF" for node in _nodes(tree)) else []
    if unscoped or functions or lists:
        raise ScopeForgottenError(
            f"{where} reads {', '.join([*unscoped, *functions, *lists])}, which is not behind the scope. "
            "Read one of the tables of scope.sql or a measure instead."
        )


def _names_in(text: str) -> frozenset[str]:
    tree = _tree(text)
    return frozenset(_tables_read(tree) - _step_names(tree))


def _tree(text: str) -> dict[str, Any]:
    """The parsed statement: names in quotes, in other letters or behind a function can not hide in it."""
    parsed: dict[str, Any] = json.loads(
        _parser().cursor().execute("select json_serialize_sql(?)", [text]).fetchall()[0][0]
    )
    return parsed


def _nodes(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _nodes(child)


def _step_names(tree: object) -> set[str]:
    maps = (node["cte_map"].get("map", []) for node in _nodes(tree) if "cte_map" in node)
    return {entry["key"].lower() for entries in maps for entry in entries}


def _tables_read(tree: object) -> set[str]:
    tables = (node for node in _nodes(tree) if node.get("type") == "BASE_TABLE")
    parts = ([table.get("catalog_name"), table.get("schema_name"), table["table_name"]] for table in tables)
    return {".".join(part for part in names if part).lower() for names in parts}


def _table_functions(tree: object) -> set[str]:
    return {node["function"]["function_name"].lower() for node in _nodes(tree) if node.get("type") == "TABLE_FUNCTION"}


def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--")).strip().rstrip(";")


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})
