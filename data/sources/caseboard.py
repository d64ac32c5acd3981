"""Caseboard's own tables as CSV: one file a table of schema.sql, named after it, its columns as headings."""

from __future__ import annotations

from datetime import date, datetime

import duckdb

from data.columns import columns
from data.findings import Check, Findings
from data.import_checks import DATA_DATE_UNREADABLE, SPEC_VERSION_UNKNOWN, TABLES_NOT_GIVEN
from data.sources.opened import Opened
from data.sources.reading import read
from data.sources.source import Staged
from data.store import SPEC_VERSION

ABOUT = "snapshot.csv"
ENOUGH = 2
"""So many of our headings in a file of our name are no accident."""


class CaseboardCsv:
    """A folder or zip of `cases.csv`, `person.csv` and whatever other tables there are."""

    kind = "caseboard"
    key_space = "caseboard"
    checks: tuple[Check, ...] = ()

    def recognises(self, opened: Opened) -> bool:
        """Whether a file is named after a table and has the headings that it needs, or two of its headings."""
        for table, held in columns().items():
            if opened.has(f"{table}.csv"):
                there = {heading.lower() for heading in opened.headings(f"{table}.csv")}
                needed = {one.name for one in held if one.is_required}
                if (needed and needed <= there) or len(there & {one.name for one in held}) >= ENOUGH:
                    return True
        return opened.has("cases.csv") and opened.has("person.csv")

    def stage(
        self, con: duckdb.DuckDBPyConnection, opened: Opened, findings: Findings, data_date: date | None
    ) -> Staged:
        """Read each table's file. The data date is that of snapshot.csv, where there is one and nobody said another."""
        said = self._about(con, opened, findings, is_needed=data_date is None)
        for table, held in columns().items():
            if opened.has(f"{table}.csv"):
                read(
                    con,
                    opened,
                    f"{table}.csv",
                    into=f"staged.main.{table}",
                    columns={one.name: one.name for one in held},
                    required=[one.name for one in held if one.is_required],
                    findings=findings,
                )
        absent = sorted(table for table in columns() if not opened.has(f"{table}.csv"))
        if absent:
            findings.add(TABLES_NOT_GIVEN, words={"tables": ", ".join(absent)})
        return said

    def _about(self, con: duckdb.DuckDBPyConnection, opened: Opened, findings: Findings, *, is_needed: bool) -> Staged:
        """What snapshot.csv says of the whole. Raises BlockedError where it speaks of another version of the tables."""
        wanted = {name: name for name in ("data_date", "spec_version")}
        # Without any of our headings it is somebody else's file, and its first row may hold values.
        if not opened.has(ABOUT) or not wanted.keys() & {heading.lower() for heading in opened.headings(ABOUT)}:
            return Staged()
        read(con, opened, ABOUT, into="staged.main.about", columns=wanted, findings=findings)
        rows = con.execute("select trim(data_date), trim(spec_version) from staged.main.about limit 1").fetchall()
        day, version = rows[0] if rows else (None, None)
        if version and version != str(SPEC_VERSION):
            raise findings.block(SPEC_VERSION_UNKNOWN, source_file=ABOUT, row_number=2, words={"version": SPEC_VERSION})
        if not day:
            return Staged()
        try:
            return Staged(datetime.strptime(day, "%Y-%m-%d").date(), f"data_date of {ABOUT}")
        except ValueError as problem:
            if not is_needed:
                return Staged()
            raise findings.block(DATA_DATE_UNREADABLE, source_file=ABOUT, row_number=2) from problem
