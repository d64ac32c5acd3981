"""For which day the rows are true: what was asked for, what the source says, or the latest thing that happened."""

from __future__ import annotations

from datetime import date

import duckdb

from data.columns import columns
from data.findings import Findings
from data.import_checks import DATA_DATE_AHEAD, DATA_DATE_INFERRED, DATA_DATE_UNKNOWN, DATA_DATE_UNREADABLE
from data.sources.source import Staged
from data.store import FAR
from data.validation.values import cleaned

EARLIEST = date(1900, 1, 1)


def data_day(
    con: duckdb.DuckDBPyConnection, asked: date | None, staged: Staged, findings: Findings, today: date
) -> tuple[date, str]:
    """The day, and who says so in words. Raises BlockedError where there is none, or none that can be."""
    said = asked or staged.data_date
    where = "what was asked for" if asked else staged.data_date_from
    if said is None:
        said, where = _latest_day(con, today), "the latest day on which something happened"
        if said is None:
            raise findings.block(DATA_DATE_UNKNOWN)
        findings.add(DATA_DATE_INFERRED, words={"day": said.isoformat()})
    if not EARLIEST <= said < FAR:
        raise findings.block(DATA_DATE_UNREADABLE)
    if said > today:
        findings.add(DATA_DATE_AHEAD, words={"day": said.isoformat()})
    return said, where


def _latest_day(con: duckdb.DuckDBPyConnection, today: date) -> date | None:
    there = set(con.execute(_STAGED).fetchall())
    days = [
        f"select max(case when d <= $today then d end) as day from "
        f"(select try_cast(left({cleaned(one.name)}, 10) as date) as d from staged.main.{table})"
        for table, held in columns().items()
        for one in held
        if one.happened and (table, one.name) in there
    ]
    if not days:
        return None
    latest: date | None = con.execute(
        f"select max(day) from ({' union all '.join(days)})", {"today": today}
    ).fetchall()[0][0]
    return latest


_STAGED = "select table_name, column_name from duckdb_columns() where database_name = 'staged' and schema_name = 'main'"
