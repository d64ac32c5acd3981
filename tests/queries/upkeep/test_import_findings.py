"""Findings of the last import: gravest first, rows added up and the first ones named, for an administrator alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from queries.ask import ask
from queries.scope import Scope
from tests.queries.probe import MANAGER, reader
from tests.world import TODAY, built

FINDINGS = """
    check_id | severity | table_name | column_name | source_file | row_number | finding_count | message
    date_unreadable | error | contact | on_date | contact.csv | 12 | 1 | No date. Correct it at the source.
    date_unreadable | error | contact | on_date | contact.csv | 3 | 1 | No date. Correct it at the source.
    date_unreadable | error | contact | on_date | contact.csv | - | 40 | No date. Correct it at the source.
    date_unreadable | error | contact | on_date | more.csv | 7 | 1 | No date. Correct it at the source.
    column_never_read | note | - | - | notes.csv | - | 1 | Never read: shoe_size.
    closed_twice | warning | cases | - | cases.csv | 2 | 1 | Closed twice. The later day is kept.
"""
UPKEEP = reader(upkeep=True)


def scope(reach: object = UPKEEP) -> Scope:
    return Scope(reach, TODAY, TODAY, TODAY)  # type: ignore[arg-type]


def test_rows_are_added_up_by_check_table_column_and_file_the_gravest_first(tmp_path: Path) -> None:
    with built(tmp_path, import_finding=FINDINGS) as snapshot:
        rows = ask(snapshot, "import_findings", scope()).rows
    shown = rows[["severity_label", "check_id", "source_file", "row_count", "rows_named"]].astype(object)
    assert shown.where(shown.notna(), None).values.tolist() == [
        ["Rows left out", "date_unreadable", "contact.csv", 42, "3, 12"],
        ["Rows left out", "date_unreadable", "more.csv", 1, "7"],
        ["Doubtful, kept", "closed_twice", "cases.csv", 1, "2"],
        ["For information", "column_never_read", "notes.csv", 1, None],
    ]


def test_only_the_first_rows_are_named(tmp_path: Path) -> None:
    heading, many = FINDINGS.strip().splitlines()[0], range(1, 31)
    rows = [f"x | error | contact | on_date | contact.csv | {number} | 1 | No date." for number in many]
    with built(tmp_path, import_finding="\n".join([heading, *rows])) as snapshot:
        found = ask(snapshot, "import_findings", scope()).one()
    assert found["row_count"] == 30
    assert found["rows_named"] == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10"


def test_every_severity_is_counted_and_one_with_nothing_is_a_zero(tmp_path: Path) -> None:
    with built(tmp_path, import_finding=FINDINGS) as snapshot:
        rows = ask(snapshot, "findings_by_severity", scope()).rows
    assert rows[["severity", "checks", "row_count"]].values.tolist() == [
        ["blocks", 0, 0],
        ["error", 1, 43],
        ["warning", 1, 1],
        ["note", 1, 1],
    ]


def test_an_import_that_found_nothing_has_no_rows(tmp_path: Path) -> None:
    with built(tmp_path) as snapshot:
        found = ask(snapshot, "import_findings", scope()).rows
    assert found.empty
    assert "message" in found


@pytest.mark.parametrize("name", ["import_findings", "findings_by_severity", "snapshot_facts", "table_rows"])
@pytest.mark.parametrize("reach", [MANAGER, reader("A"), reader()])
def test_upkeep_is_for_an_administrator(name: str, reach: object, tmp_path: Path) -> None:
    with built(tmp_path, import_finding=FINDINGS) as snapshot:
        assert ask(snapshot, name, scope(reach)).rows.empty
