"""Which exports are read at all: their files, their layout, their day, and that they are whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.findings import Findings
from data.sources.hmis_csv.doubts import DOUBTS
from data.sources.hmis_csv.export import HERE, HmisCsv
from data.sources.hmis_csv.layout import FILES
from data.sources.opened import Opened
from tests.data.sources.hmis_csv.small_export import HEADINGS, HEADINGS_2024, small_export, staged

EXPORT = "ExportID|ExportDate|ExportStartDate|ExportEndDate|CSVVersion|ExportPeriodType|ExportDirective\n"


def recognised(source: Path) -> bool:
    (source.parent / "scratch").mkdir(exist_ok=True)
    with Opened(source, source.parent / "scratch", Findings()) as opened:
        return HmisCsv().recognises(opened)


@pytest.mark.parametrize("missing", [(), ("Export",), ("Client",), ("Export", "Enrollment")])
def test_an_export_is_recognised_also_when_it_lacks_a_file(tmp_path: Path, missing: tuple[str, ...]) -> None:
    assert recognised(small_export(tmp_path, without=missing))


def test_other_files_of_the_same_names_are_not_an_export(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for name in ("Export.csv", "Enrollment.csv", "Client.csv"):
        (other / name).write_text("case_id,opened_on\n1,2026-01-01\n", encoding="utf-8")
    assert not recognised(other)


@pytest.mark.parametrize("missing", [("Export",), ("Client",), ("Enrollment",), ("Project",), ("Client", "Project")])
def test_without_a_needed_file_nothing_is_read_and_the_file_is_named(tmp_path: Path, missing: tuple[str, ...]) -> None:
    told = staged(small_export(tmp_path, without=missing))
    assert told.is_blocked
    (found,) = told.findings.found
    assert found.message.startswith(f"Not in the export: {' and '.join(f'{name}.csv' for name in missing)}.")


def test_every_other_file_may_be_missing_and_the_note_says_so(tmp_path: Path) -> None:
    optional = tuple(file.name.removesuffix(".csv") for file in FILES if not file.is_needed)
    assert len(optional) == 9
    told = staged(small_export(tmp_path, without=optional))
    assert told.rows("cases", "case_id closed_on close_reason") == [("e1", None, None)]
    assert told.count("hmis_file_not_given") == 9
    assert told.count("hmis_user_not_listed") == 0, "without User.csv nobody can be missing from it"


def test_a_file_without_its_key_heading_blocks_and_the_heading_is_named(tmp_path: Path) -> None:
    export = small_export(tmp_path)
    (export / "Services.csv").write_text("ServicesID,DateProvided,RecordType\n", encoding="utf-8")
    told = staged(export)
    assert told.is_blocked
    assert "EnrollmentID" in told.findings.found[-1].message


@pytest.mark.parametrize(
    ("row", "check_id"),
    [
        ("x1|2026-06-30||||3|2", "hmis_version_unknown"),
        ("x1|2026-06-30|||2022 v1.3|3|2", "hmis_version_unknown"),
        ("x1|2026-06-30|||FY2020|3|2", "hmis_version_unknown"),
        ("x1|30/06/2026|||2026 v1|3|2", "hmis_export_date"),
        ("x1|2026-06-30|||2026 v1|1|2", "hmis_changes_only"),
        ("x1|2026-06-30|||2026 v1|3|1", "hmis_changes_only"),
        ("x1|2026-06-30|||2026 v1|3|2\nx2|2026-06-30|||2026 v1|3|2", "hmis_export_rows"),
        ("", "hmis_export_rows"),
    ],
)
def test_an_export_of_another_layout_or_day_or_not_whole_is_blocked(tmp_path: Path, row: str, check_id: str) -> None:
    told = staged(small_export(tmp_path, Export=EXPORT + row))
    assert told.is_blocked
    assert told.findings.found[-1].check_id == check_id


@pytest.mark.parametrize("version", ["2026 v1", "2024 v1.3", "FY2024", "HMIS CSV 2026"])
def test_both_layouts_are_read_by_what_they_call_themselves(tmp_path: Path, version: str) -> None:
    told = staged(small_export(tmp_path, Export=f"{EXPORT}x1|2026-06-30 23:59:59|||{version}|3|2"))
    assert told.said is not None
    assert told.said.data_date == date(2026, 6, 30)
    assert "ExportDate" in told.said.data_date_from


def test_the_data_date_of_whoever_imports_counts_instead_of_the_export_date(tmp_path: Path) -> None:
    export = small_export(tmp_path, Exit="ExitID|EnrollmentID|ExitDate|Destination\nx1|e1|2026-06-01|410")
    (tmp_path / "scratch").mkdir()
    told = staged(export)
    findings = Findings()
    with Opened(export, tmp_path / "scratch", findings) as opened:
        told.con.execute("detach staged")
        told.con.execute("attach ':memory:' as staged")
        HmisCsv().stage(told.con, opened, findings, date(2026, 5, 31))
    assert told.con.execute("select closed_on from staged.cases").fetchall() == [(None,)]


def test_clients_last_changes_that_are_not_written_as_the_standard_says_are_found(tmp_path: Path) -> None:
    clients = "PersonalID|DateUpdated\n1|03-11-21\n2|2021-11-03 09:00:00\n3|2021-11-03\n4|\n5|11/3/2021"
    assert staged(small_export(tmp_path, Client=clients)).places("hmis_date_form") == [
        ("Client.csv", 2),
        ("Client.csv", 6),
    ]


def test_blanks_around_codes_and_keys_do_not_matter(tmp_path: Path) -> None:
    export = small_export(tmp_path)
    (export / "Exit.csv").write_text("ExitID,EnrollmentID,ExitDate,Destination\nx1, e1 ,2026-02-01 , 24 \n", "utf-8")
    assert staged(export).rows("cases", "closed_on close_reason") == [("2026-02-01", "died")]


def test_every_doubt_has_its_select_and_every_select_its_doubt() -> None:
    assert sorted(doubt.check.check_id for doubt in DOUBTS) == sorted(
        one.stem for one in (HERE / "doubts").glob("*.sql")
    )
    ids = [check.check_id for check in HmisCsv().checks]
    assert len(ids) == len(set(ids))


def test_what_is_read_is_in_the_standards_headings_of_a_layout() -> None:
    for file in FILES:
        name = file.name.removesuffix(".csv")
        known = {*HEADINGS[name].split(), *HEADINGS_2024[name].split()}
        assert set(file.wanted()) <= known, file.name
