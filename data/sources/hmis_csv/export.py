"""Reads an HMIS CSV export and stages it under our names. The mapping is SQL: a file of staged/ for a table of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb

from data.findings import Findings
from data.sources.hmis_csv import checks
from data.sources.hmis_csv.doubts import DOUBTS
from data.sources.hmis_csv.layout import FILES, VERSIONS
from data.sources.opened import Opened
from data.sources.reading import read
from data.sources.source import Staged

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class HmisCsv:
    """HUD HMIS CSV, FY2024 or FY2026: a `Source`.

    team_from: whether each project is a team, or each organisation that runs projects.
    own_victim_service: the store was declared to be a victim service provider's own.
    """

    team_from: Literal["project", "organization"] = "project"
    own_victim_service: bool = False
    kind = "hmis_csv"
    key_space = "hmis"
    checks = (*checks.STATED, *(doubt.check for doubt in DOUBTS))

    def recognises(self, opened: Opened) -> bool:
        """By the standard's own headings, so that an export that lacks a file is known and told which."""
        marks = {"Export.csv": "csvversion", "Enrollment.csv": "enrollmentid", "Client.csv": "personalid"}
        return any(
            opened.has(name) and mark in [heading.lower() for heading in opened.headings(name)]
            for name, mark in marks.items()
        )

    def stage(
        self, con: duckdb.DuckDBPyConnection, opened: Opened, findings: Findings, data_date: date | None
    ) -> Staged:
        """Fill `staged`. Raises BlockedError where a file is missing, or where what the export is forbids to go on."""
        raw = opened.scratch / "hmis.duckdb"
        path = str(raw).replace("'", "''")
        con.execute(f"attach '{path}' as hmis")
        try:
            _read_files(con, opened, findings)
            con.execute(_sql("written"))
            exported_on = _read_header(con, findings, data_date)
            con.execute("set variable data_date = cast(? as date)", [data_date or exported_on])
            con.execute("set variable team_from = ?", [self.team_from])
            con.execute("set variable own_victim_service = ?", [self.own_victim_service])
            _leave_out_deleted(con, findings)
            self._guard(con, opened, findings)
            con.execute(_sql("prepared"))
            for mapping in sorted((HERE / "staged").glob("*.sql")):
                con.execute(f"create table staged.{mapping.stem} as {mapping.read_text(encoding='utf-8')}")
            _doubt(con, findings)
        finally:
            con.execute("detach hmis")
            raw.unlink()
        return Staged(data_date=exported_on, data_date_from="ExportDate of Export.csv")

    def _guard(self, con: duckdb.DuckDBPyConnection, opened: Opened, findings: Findings) -> None:
        """Nobody else's store may hold the clients of a victim service provider."""
        if self.team_from == "organization" and not opened.has("Organization.csv"):
            raise findings.block(checks.NO_ORGANISATIONS)
        projects, cases = con.execute(_sql("victim_service")).fetchall()[0]
        if not projects:
            return
        if self.own_victim_service:
            findings.add(checks.VICTIM_SERVICE_OWN, source_file="Organization.csv", count=projects)
        elif cases:
            raise findings.block(checks.VICTIM_SERVICE, source_file="Organization.csv", words={"cases": cases})
        else:
            findings.add(checks.VICTIM_SERVICE_LEFT_OUT, source_file="Organization.csv", count=projects)


def _sql(name: str) -> str:
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")


def _read_files(con: duckdb.DuckDBPyConnection, opened: Opened, findings: Findings) -> None:
    """Every file of the layout as a table of hmis: text, blanks as null. A file that is not there is an empty table."""
    missing = [file.name for file in FILES if file.is_needed and not opened.has(file.name)]
    if missing:
        raise findings.block(checks.FILE_MISSING, words={"files": " and ".join(missing)})
    for file in FILES:
        columns = file.wanted()
        if not opened.has(file.name):
            held = "".join(f"{column} varchar, " for column in [*columns.values(), "source_file"])
            con.execute(f"create table hmis.{file.table} ({held}source_row bigint)")
            findings.add(checks.FILE_NOT_GIVEN, source_file=file.name)
            continue
        read(con, opened, file.name, into=f"hmis.{file.table}", columns=columns, required=file.keys, findings=findings)
        trimmed = ", ".join(f"{column} = nullif(trim({column}), '')" for column in columns.values())
        con.execute(f"update hmis.{file.table} set {trimmed}")


def _read_header(con: duckdb.DuckDBPyConnection, findings: Findings, data_date: date | None) -> date | None:
    """The day of the export, once it is sure that the export is whole and of a known layout."""
    rows = con.execute(_sql("header")).fetchall()
    if len(rows) != 1:
        raise findings.block(checks.EXPORT_ROWS, source_file="Export.csv", words={"rows": len(rows)})
    exported_on: date | None = rows[0][0]
    version, is_partial = rows[0][1:]
    if not any(known in (version or "") for known in VERSIONS):
        raise findings.block(checks.VERSION_UNKNOWN, source_file="Export.csv")
    if is_partial:
        raise findings.block(checks.CHANGES_ONLY, source_file="Export.csv")
    if exported_on is None and data_date is None:
        raise findings.block(checks.EXPORT_DATE, source_file="Export.csv")
    return exported_on


def _leave_out_deleted(con: duckdb.DuckDBPyConnection, findings: Findings) -> None:
    """Take out what was deleted, and say how many rows of each file."""

    def rows(table: str) -> int:
        return int(con.execute(f"select count(*) from hmis.{table}").fetchall()[0][0])

    before = {file.table: rows(file.table) for file in FILES}
    con.execute(_sql("kept"))
    for file in FILES:
        left_out = before[file.table] - rows(file.table)
        if left_out:
            findings.add(checks.DELETED, source_file=file.name, count=left_out)


def _doubt(con: duckdb.DuckDBPyConnection, findings: Findings) -> None:
    """Say what is doubtful; what only informs is counted and not told row by row."""
    for doubt in DOUBTS:
        query = (HERE / "doubts" / f"{doubt.check.check_id}.sql").read_text(encoding="utf-8")
        if doubt.check.severity != "note":
            findings.from_query(con, doubt.check, query, column=doubt.column)
            continue
        counted = f"select source_file, count(*) from ({query}) hit group by source_file order by source_file"
        for source_file, count in con.execute(counted).fetchall():
            findings.add(doubt.check, source_file=source_file, column=doubt.column, count=count)
    for always in (checks.LAST_EDITOR, checks.PERIOD, checks.NO_SOURCE):
        findings.add(always)
