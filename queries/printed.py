"""An answer as text for the shell: a table for people, CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from queries.answer import Answer

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A cell of text that begins so may run as a formula when a spreadsheet opens it."""
EMPTY = "–"
"""What a table shows where nothing is recorded; CSV leaves the cell empty, JSON says null."""
MOST_WIDE = 100


def as_json(answer: Answer) -> str:
    """Everything the answer carries, one object: dates as ISO text, missing as null, integers as integers."""
    told = {
        "question": answer.question,
        "asks": answer.asks,
        "definition": answer.definition,
        "snapshot": answer.snapshot_id,
        "data_date": answer.data_date.isoformat(),
        "as_of": answer.scope.as_of.isoformat(),
        "compare": answer.scope.compare.isoformat(),
        "synthetic": answer.synthetic,
        "rows": _records(answer.rows),
        "hidden": dict(answer.hidden),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def as_csv(answer: Answer) -> str:
    """The rows alone under their column names; text that a spreadsheet would run is kept as text by an apostrophe."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(answer.rows.columns)
    writer.writerows([guarded(cell) for cell in record.values()] for record in _records(answer.rows))
    return written.getvalue()


def as_table(answer: Answer) -> str:
    """The question, its rows and what is counted; an answer of one row is read from top to bottom."""
    records = _records(answer.rows)
    hidden = [f"Not listed: {count:,} {reason}." for reason, count in answer.hidden.items()]
    days = f"As of {answer.scope.as_of.isoformat()}; data of {answer.data_date.isoformat()}."
    synthetic = ["Synthetic data: nobody in it is real."] if answer.synthetic else []
    about = textwrap.wrap(f"Counted: {answer.definition}", MOST_WIDE)
    body = _one_below_the_other(records[0]) if len(records) == 1 else _side_by_side(answer.rows, records)
    return "\n".join([answer.asks, "", *body, "", *hidden, *about, days, *synthetic]) + "\n"


FORMATS: Mapping[str, Callable[[Answer], str]] = {"table": as_table, "json": as_json, "csv": as_csv}
"""How an answer can be printed, by the name it has on the command line."""


def guarded(cell: object) -> object:
    """Text that a spreadsheet would run is kept as text by a leading apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain values: None, bool, int, float, str."""
    columns = {str(name): [_plain(value) for value in rows[name]] for name in rows.columns}
    for name, values in columns.items():
        if all(value is None or (isinstance(value, float) and value.is_integer()) for value in values):
            # A sum of integers comes out of the database as a float.
            columns[name] = [None if value is None else int(value) for value in values]
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple | dict):
        return value
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return (value.date() if value == value.normalize() else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def _said(value: Any) -> str:
    if value is None:
        return EMPTY
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _one_below_the_other(record: Mapping[str, Any]) -> list[str]:
    wide = max(map(len, record))
    return [f"{name:<{wide}}  {_said(value)}" for name, value in record.items()]


def _side_by_side(rows: pd.DataFrame, records: list[dict[str, Any]]) -> list[str]:
    if not records:
        return ["No rows."]
    cells = [[str(name) for name in rows.columns], *([_said(value) for value in one.values()] for one in records)]
    wide = [max(map(len, column)) for column in zip(*cells, strict=True)]
    sides = [">" if _is_number(kind) else "<" for kind in rows.dtypes]
    lines = [
        "  ".join(f"{cell:{side}{width}}" for cell, side, width in zip(line, sides, wide, strict=True))
        for line in cells
    ]
    return [lines[0].rstrip(), "  ".join("-" * width for width in wide), *(line.rstrip() for line in lines[1:])]


def _is_number(kind: Any) -> bool:
    return pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)
