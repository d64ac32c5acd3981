"""Writes empty tables for an agency to fill, and a dictionary of every column, made from schema.sql and codes.csv."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from data.columns import Column, columns
from data.findings import Check, Severity
from data.store import SPEC_VERSION
from data.validation.values import FORMS, RANGES

CODES = Path(__file__).resolve().parent / "codes.csv"
HEADINGS = ("table", "column", "needed", "kind", "meaning", "refers_to", "kept_as", "codes")
SEVERITIES_SAID: dict[Severity, str] = {
    "blocks": "blocks the import",
    "error": "leaves the row out",
    "warning": "keeps the row as doubtful",
    "note": "informs",
}
KINDS = {"date": "date, as 2026-11-16", "boolean": "yes or no", "integer": "whole number", "double": "number"}


def write_template(folder: Path, checks: Sequence[Check]) -> int:
    """Fill a folder with an empty CSV for each table, snapshot.csv, dictionary.csv and checks.csv; how many tables."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, held in columns().items():
        _write(folder / f"{table}.csv", [[one.name for one in held]])
    _write(folder / "snapshot.csv", [["data_date", "spec_version"], ["", str(SPEC_VERSION)]])
    _write(folder / "dictionary.csv", dictionary())
    told = [[one.check_id, SEVERITIES_SAID[one.severity], re.sub(r"{\w+}", "…", one.says)] for one in checks]
    _write(folder / "checks.csv", [["check", "what_it_does", "what_it_says"], *told])
    return len(columns())


def dictionary() -> list[list[str]]:
    """Every column of every table, with its headings first."""
    with CODES.open(newline="", encoding="utf-8") as file:
        codes: dict[str, list[str]] = {}
        for row in csv.DictReader(file):
            codes.setdefault(row["kind"], []).append(f"{row['code']} = {row['label']}")
    about = [
        ["snapshot", "data_date", "", KINDS["date"], "The day for which the tables are true.", "", "as it is", ""],
        ["snapshot", "spec_version", "", "whole number", "Which version of these tables this is.", "", "not kept", ""],
    ]
    return [list(HEADINGS), *about, *(_row(one, codes) for held in columns().values() for one in held)]


def _row(one: Column, codes: dict[str, list[str]]) -> list[str]:
    return [
        one.table,
        one.name,
        "yes" if one.is_required else "",
        _kind(one),
        one.meaning,
        one.refers or "",
        "a pseudonym" if one.pseudonym else "a row number" if one.is_row else "as it is",
        "; ".join(codes[one.codes]) if one.codes else "",
    ]


def _kind(one: Column) -> str:
    place = f"{one.table}.{one.name}"
    if one.is_secret_key:
        return "your own key"
    if one.codes:
        return "code"
    if place in FORMS:
        return FORMS[place][1]
    if place in RANGES:
        return f"{KINDS[one.type]}, {RANGES[place][0]:,} to {RANGES[place][1]:,}"
    return KINDS.get(one.type, "your own key" if one.is_key or one.refers else "short text")


def _write(path: Path, rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
