"""How the report of an import reads: for a person by severity, file and row; for a program as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator

from data.findings import SEVERITIES, Finding, Severity
from data.importing import Report

HEADS: dict[Severity, str] = {
    "blocks": "Blocks the import",
    "error": "Rows left out",
    "warning": "Doubtful, but kept",
    "note": "For information",
}
ROWS_SHOWN = 8


def in_words(report: Report) -> str:
    """The findings by severity, each with its file, column and rows; then what the snapshot holds."""
    lines: list[str] = []
    for severity in SEVERITIES:
        found = [one for one in report.findings.found if one.severity == severity]
        if found:
            lines += [f"{HEADS[severity]} ({sum(one.count for one in found):,})", *_lines(found), ""]
    return "\n".join([*lines, *_whole(report)])


def in_json(report: Report, problem: str | None = None) -> str:
    """One object on one line. `problem`: what stood in the way, where it was not in the data."""
    blocked = [one for one in report.findings.found if one.severity == "blocks"]
    told = {
        "snapshot_id": report.snapshot.snapshot_id if report.snapshot else None,
        "data_date": report.data_date.isoformat() if report.data_date else None,
        "data_date_from": report.data_date_from,
        "source_kind": report.source_kind,
        "rows": report.rows if report.snapshot else {},
        "rows_left_out": {table: left for table, left in report.left_out.items() if left},
        "findings": report.findings.counts(),
        "found_by_check": report.findings.counts_by_check(),
        "blocked_by": [
            {
                "check_id": one.check_id,
                "file": one.source_file,
                "column": one.column,
                "row": one.row_number,
                "message": one.message,
            }
            for one in blocked
        ],
        "problem": problem,
        "columns_never_read": {file: list(names) for file, names in report.columns_never_read.items()},
        "pseudonym_scheme": report.pseudonym_scheme,
        "smallest_group": report.smallest_group,
        "share_in_groups_under_5": report.share_under_5,
        "share_in_groups_under_11": report.share_under_11,
    }
    return json.dumps(told)


def _lines(found: list[Finding]) -> Iterator[str]:
    """One line for all findings that differ in their row alone."""
    alike: dict[tuple[str | None, ...], list[Finding]] = {}
    for one in found:
        alike.setdefault((one.source_file, one.table, one.column, one.message), []).append(one)
    for (file, table, column, message), ones in alike.items():
        rows = [one.row_number for one in ones if one.row_number is not None]
        count = sum(one.count for one in ones)
        place = ", ".join(filter(None, (file or table, column, _rows(rows, count))))
        yield f"  {place}: {message}" if place else f"  {message}"


def _rows(rows: list[int], count: int) -> str:
    if not rows:
        return ""
    shown = ", ".join(str(row) for row in rows[:ROWS_SHOWN])
    if count <= len(rows[:ROWS_SHOWN]):
        return f"row {shown}" if count == 1 else f"rows {shown}"
    return f"rows {shown} and {count - len(rows[:ROWS_SHOWN]):,} more"


def _whole(report: Report) -> Iterator[str]:
    if report.data_date and report.rows:
        yield f"Data of {report.data_date.isoformat()} ({report.data_date_from}), read as {report.source_kind}."
        yield "Rows: " + ", ".join(f"{table} {rows:,}" for table, rows in report.rows.items() if rows) + "."
        if report.smallest_group is not None:
            yield (
                f"The smallest group of people alike in age band, gender, place, language and household size has "
                f"{report.smallest_group}; {_share(report.share_under_5)} of people are in groups under 5, "
                f"{_share(report.share_under_11)} in groups under 11: this is personal data."
            )


def _share(share: float | None) -> str:
    return "none" if not share else f"{share:.0%}"
