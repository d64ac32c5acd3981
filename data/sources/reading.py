"""Reads the wanted columns of one file into a staged table. A column that is not wanted goes no further than this loop.

Records are told apart by Python's csv module and not by DuckDB: it is the one place that sees whole records, and it
hands on nothing but the wanted fields, so that a name or number beside them is never written anywhere, not even for a
moment. It also gives each row its number. Measured: 0.4 million rows of 17 columns a second, DuckDB's part included,
half the speed of DuckDB's own reader. The narrowed rows are handed over one a line with a separator that no text has,
unquoted, which is half the work of CSV for both.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path

import duckdb

from data.findings import ROWS_NAMED, Findings, is_too_many
from data.import_checks import COLUMN_NEVER_READ, COLUMN_TWICE, COLUMNS_MISSING, FILE_EMPTY, MOST_LEFT_OUT, ROW_RAGGED
from data.linter import kinds_of_identifier
from data.sources.opened import Opened

LONGEST_ROW = 8 << 20
UNIT = "\x1f"
"""The separator of fields on their way to DuckDB, made for this and used by nobody."""
UNSEEN = "\ufffd"
"""Stands for a separator that a text did have, so that validation can find it."""

HEADING = re.compile(r"[^\W\d_][\w ()/.&-]{0,60}")
"""What a heading looks like: a few words."""
MOST_NAMED = 300
"""An HMIS file has up to 120 columns."""


def read(
    con: duckdb.DuckDBPyConnection,
    opened: Opened,
    name: str,
    *,
    into: str,
    columns: Mapping[str, str],
    required: Collection[str] = (),
    findings: Findings,
) -> int:
    """Make the table `into` of the wanted columns of a file; how many rows it has.

    columns: heading in the file (whatever its capitals) → column of the table. All of them are there afterwards as
    varchar, empty where the file has no such heading, followed by source_file and source_row (headings = row 1).
    required: headings without which the file says nothing. Rows that do not fit the headings are left out and found;
    blank lines are passed over but counted. Raises BlockedError.
    """
    records = opened.records(name)
    headings = [heading.strip() for heading in next(records, [])]
    places, unread = _places(headings, name, columns, required, findings)
    if unread:
        told = _told(unread)
        opened.never_read[name] = told
        findings.add(COLUMN_NEVER_READ, source_file=name, count=len(unread), words={"columns": ", ".join(told)})
    narrowed = opened.scratch / "rows"
    ragged: list[int] = []
    with narrowed.open("w", newline="", encoding="utf-8") as file:
        file.writelines(_wanted(records, len(headings), list(places.values()), ragged))
    _load(con, narrowed, into, columns.values(), list(places), name)
    narrowed.unlink()
    kept = int(con.execute(f"select count(*) from {into}").fetchall()[0][0])
    findings.add_rows(ROW_RAGGED, ragged[:ROWS_NAMED], len(ragged), source_file=name)
    if is_too_many(len(ragged), of=kept + len(ragged)):
        words = {"left_out": len(ragged), "rows": kept + len(ragged)}
        findings.add(MOST_LEFT_OUT, source_file=name, words=words)
    return kept


def _places(
    headings: Sequence[str], name: str, columns: Mapping[str, str], required: Collection[str], findings: Findings
) -> tuple[dict[str, int], list[str]]:
    """Column of the table → place in the record, of the wanted headings that are there; and which others are there."""
    if not any(headings):
        findings.add(FILE_EMPTY, source_file=name)
        return {}, []
    known = {heading.lower(): column for heading, column in columns.items()}
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        column = known.get(heading.lower())
        if column in places:
            raise findings.block(COLUMN_TWICE, source_file=name, words={"column": heading})
        if column is not None:
            places[column] = place
    missing = [heading for heading in required if known[heading.lower()] not in places]
    if missing:
        # Without its headings the first row holds values: nothing of it may be told.
        raise findings.block(COLUMNS_MISSING, source_file=name, words={"columns": ", ".join(missing)})
    return places, [heading for heading in headings if heading and heading.lower() not in known]


def _told(unread: Sequence[str]) -> tuple[str, ...]:
    """The headings that may be named: where a file has none, its first row holds values, which are told nowhere."""
    named = [one for one in unread if HEADING.fullmatch(one) and not kinds_of_identifier(one)][:MOST_NAMED]
    others = len(unread) - len(named)
    return (*named, *([f"{others} not named here"] if others else []))


def _wanted(records: Iterator[list[str]], width: int, places: Sequence[int], ragged: list[int]) -> Iterator[str]:
    """A line of the wanted fields of each record and its row number. Beyond the headings there may be empty fields."""
    if not places:
        return
    separators = len(places) - 1
    pick = itemgetter(*places) if len(places) > 1 else lambda record: (record[places[0]],)
    for row, record in enumerate(records, 2):
        if len(record) != width:
            if not any(record):
                continue
            if len(record) < width or any(record[width:]):
                ragged.append(row)
                continue
        line = UNIT.join(pick(record))
        if line.count(UNIT) != separators:
            line = UNIT.join(field.replace(UNIT, UNSEEN) for field in pick(record))
        yield f"{line}{UNIT}{row}\n"


def _load(
    con: duckdb.DuckDBPyConnection,
    narrowed: Path,
    into: str,
    columns: Collection[str],
    present: Sequence[str],
    name: str,
) -> None:
    held = {**dict.fromkeys(present, "varchar"), "source_row": "bigint"}
    picked = [column if column in present else f"cast(null as varchar) as {column}" for column in columns]
    form = (
        f"header = false, auto_detect = false, delim = '{UNIT}', quote = '', escape = '', new_line = '\\n', "
        f"max_line_size = {LONGEST_ROW}"
    )
    con.execute(
        f"create or replace table {into} as select {', '.join(picked)}, cast($name as varchar) as source_file, "
        f"source_row from read_csv($path, columns = {held}, {form})",
        {"name": name, "path": str(narrowed)},
    )
