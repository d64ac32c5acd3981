"""A whole import: all or nothing, what it says about itself, and what never reaches the store."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

import data.build
from data.build import only_import
from data.demo.make import make_demo
from data.findings import Findings
from data.import_checks import common_checks
from data.importing import all_checks
from data.sources.caseboard import CaseboardCsv
from data.sources.source import Opened, Staged
from data.store import StoreError
from tests.conftest import ROOT
from tests.data.imported import imported, keys, rows, store_of
from tests.data.sources.sources import folder_of, ids
from tests.data.validation.agency import AGENCY, agency

PEOPLE_AND_CASES = dict.fromkeys(name for name in AGENCY if name not in ("person", "cases", "snapshot"))
SMALLEST = {
    **PEOPLE_AND_CASES,
    "person": "person_id\nQ1\nQ2\n",
    "cases": "case_id,person_id,opened_on\nK1,Q1,2026-01-05\nK2,Q2,2026-02-05\n",
}


def test_every_table_of_a_sound_agency_arrives(tmp_path: Path) -> None:
    report = imported(tmp_path)
    assert report.findings.found == []
    assert {table: report.rows[table] for table in AGENCY if table != "snapshot"} == {
        table: text.count("\n") - 1 for table, text in AGENCY.items() if table != "snapshot"
    } | {"follow_up": 5}, "three rungs of aftercare are derived"
    assert report.snapshot == store_of(tmp_path).current()
    assert rows(tmp_path, "select data_date, source_kind, pseudonym_scheme, synthetic from snapshot") == [
        (date(2026, 11, 16), "caseboard", "random", False)
    ]


def test_rows_keep_what_hangs_on_them(tmp_path: Path) -> None:
    """Keys of people, cases and workers become pseudonyms, keys of records row numbers; both lead to the same rows."""
    imported(tmp_path)
    of = keys(tmp_path)
    assert rows(tmp_path, "select case_id, person_id, reopened_from from cases where reopened_from is not null") == [
        (of["case", "k2"], of["person", "q1"], of["case", "k1"])
    ]
    assert rows(tmp_path, "select n.domain from referral r join need n on n.need_id = r.need_id") == [("housing",)]
    assert rows(tmp_path, "select count(*) from referral_event e join referral r using (referral_id)") == [(1,)]
    assert rows(tmp_path, "select count(*) from session_participant join service_session using (session_id)") == [(2,)]
    assert rows(tmp_path, "select count(distinct ask_id), count(*) from barrier_report") == [(2, 3)]
    assert rows(tmp_path, "select distinct person_id from barrier_report") == [(of["person", "q1"],)]
    assert rows(tmp_path, "select exempt_by from follow_up where exempt_by is not null") == [(of["worker", "w2"],)]
    assert rows(tmp_path, "select count(*) from follow_up where person_id is null") == [(0,)]
    assert rows(tmp_path, "select count(distinct household_id) from person_household") == [(1,)]


def test_a_source_s_own_keys_never_reach_the_store(tmp_path: Path) -> None:
    named: dict[str, str | None] = {
        table: text.replace("Q1", "Person-Okonkwo-1970").replace("K1", "File-Zeta-77") for table, text in AGENCY.items()
    }
    imported(tmp_path, named)
    current = store_of(tmp_path).current()
    assert current is not None
    for table, column in rows(
        tmp_path, "select table_name, column_name from duckdb_columns() where data_type = 'VARCHAR' and not internal"
    ):
        held = {str(value).lower() for (value,) in rows(tmp_path, f"select {column} from {table}")}
        assert not {"person-okonkwo-1970", "file-zeta-77", "k2", "q2", "w1", "h1", "d1", "f1"} & held, (table, column)
    for path in store_of(tmp_path).folder.iterdir():
        content = path.read_bytes().lower()
        assert b"okonkwo" not in content
        assert b"zeta" not in content


def test_only_its_owner_may_read_the_look_up_and_nothing_is_left_in_the_store(tmp_path: Path) -> None:
    imported(tmp_path)
    folder = tmp_path / "store-keys"
    if os.name != "nt":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    current = store_of(tmp_path).current()
    assert current is not None
    assert {path.name for path in store_of(tmp_path).folder.iterdir()} == {
        ".import-lock",
        "current",
        f"{current.snapshot_id}.duckdb",
    }


def test_findings_are_kept_in_the_snapshot_and_add_up(tmp_path: Path) -> None:
    bad = "".join(f"Q1,share,yes,,{day}/01/2026\n" for day in range(1, 31))
    report = imported(tmp_path, {"consent": AGENCY["consent"] * 1 + bad + "Q1,share,yes,self,2026-01-05\n" * 200})
    assert report.left_out["consent"] == 30
    assert rows(
        tmp_path,
        "select check_id, severity, table_name, column_name, source_file, sum(finding_count), count(row_number), "
        "min(row_number) from import_finding group by all",
    ) == [("date_unreadable", "error", "consent", "on_date", "consent.csv", 30, 20, 3)]
    assert rows(tmp_path, "select finding_count from import_finding where row_number is null") == [(10,)]


def test_what_is_not_given_counts_as_not_recorded(tmp_path: Path) -> None:
    report = imported(tmp_path, SMALLEST)
    assert ids(report.findings) == ["tables_not_given"]
    assert report.rows["contact"] == 0
    assert report.rows["cases"] == 2


@pytest.mark.parametrize(
    "cases", [None, "case_id,person_id,opened_on\n", "", "case_id,person_id,opened_on\nK1,Q9,2026-01-05\n"]
)
def test_without_a_sound_case_nothing_is_published(cases: str | None, tmp_path: Path) -> None:
    report = imported(tmp_path, {**SMALLEST, "cases": cases})
    assert "no_cases" in ids(report.findings)
    assert report.snapshot is None
    assert store_of(tmp_path).current() is None


def test_files_that_nobody_asks_for_are_counted(tmp_path: Path) -> None:
    source = folder_of(
        tmp_path / "x", {**agency(SMALLEST), "Jo Smith.docx": b"\0", "dictionary.csv": "", "b.png": b"\0"}
    )
    report = imported(tmp_path, source=source)
    assert [one.message for one in report.findings.found if one.check_id == "files_never_opened"] == [
        "2 other files were never opened."
    ]
    assert "Smith" not in str(report)


@pytest.mark.parametrize(
    ("about", "asked", "day", "found"),
    [
        ("data_date,spec_version\n2026-11-16,1\n", None, date(2026, 11, 16), []),
        ("data_date\n2026-11-16\n", date(2026, 11, 2), date(2026, 11, 2), []),
        ("data_date\n16.11.2026\n", date(2026, 11, 2), date(2026, 11, 2), []),
        ("data_date\n2026-12-24\n", None, date(2026, 12, 24), ["data_date_ahead"]),
        ("data_date\n16.11.2026\n", None, None, ["data_date_unreadable"]),
        ("data_date\n1066-10-14\n", None, None, ["data_date_unreadable"]),
        (None, date(2199, 12, 31), None, ["data_date_unreadable"]),
        ("data_date,spec_version\n2026-11-16,2\n", None, None, ["spec_version_unknown"]),
        ("data_date\n", None, date(2026, 2, 5), ["data_date_inferred"]),
        (None, None, date(2026, 2, 5), ["data_date_inferred"]),
        ("Jo Smith,Okonkwo\n2026-11-16,2\n", None, date(2026, 2, 5), ["data_date_inferred"]),
    ],
)
def test_the_data_date_is_what_was_asked_for_or_what_the_source_says_or_the_latest_day(
    about: str | None, asked: date | None, day: date | None, found: list[str], tmp_path: Path
) -> None:
    report = imported(tmp_path, {**SMALLEST, "snapshot": about}, data_date=asked)
    assert (report.data_date, [one for one in ids(report.findings) if one != "tables_not_given"]) == (day, found)
    assert "Okonkwo" not in str(report)


def test_a_day_that_has_not_come_is_not_the_latest_one(tmp_path: Path) -> None:
    cases = "case_id,person_id,opened_on\nK1,Q1,2026-01-05\nK2,Q2,2027-02-05\n"
    report = imported(tmp_path, {**SMALLEST, "cases": cases, "snapshot": None})
    assert report.data_date == date(2026, 1, 5)
    assert "date_ahead" in ids(report.findings)


def test_without_any_day_there_is_no_data_date(tmp_path: Path) -> None:
    cases = "case_id,person_id,opened_on\nK1,Q1,soon\n"
    report = imported(tmp_path, {**SMALLEST, "cases": cases, "snapshot": None})
    assert "data_date_unknown" in ids(report.findings)
    assert report.snapshot is None


def test_a_table_of_which_most_would_be_left_out_blocks(tmp_path: Path) -> None:
    contacts = "contact_id,case_id,on_date\n" + "".join(
        f"{row},K1,{'2026-01-05' if row % 4 else '5.1.2026'}\n" for row in range(100)
    )
    report = imported(tmp_path, {"contact": contacts})
    blocked = [one for one in report.findings.found if one.severity == "blocks"]
    assert [(one.check_id, one.table) for one in blocked] == [("most_left_out", "contact")]
    assert blocked[0].message.startswith("25 of 100 rows")
    assert store_of(tmp_path).current() is None


def test_a_file_of_which_most_rows_do_not_fit_blocks(tmp_path: Path) -> None:
    contacts = "contact_id,case_id,on_date\n" + "1,K1,2026-01-05,x\n" * 30
    assert "most_left_out" in ids(imported(tmp_path, {"contact": contacts}).findings)


def test_a_contradiction_that_no_check_names_blocks_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checks = folder_of(tmp_path / "checks", {"cases_are_red.sql": "-- Never.\nselect c.case_id from cases c\n"})
    monkeypatch.setattr(data.build, "CHECKS", checks)
    report = imported(tmp_path)
    assert [(one.check_id, one.count) for one in report.findings.found] == [("rows_contradict", 3)]
    assert "cases_are_red" in report.findings.found[0].message
    assert store_of(tmp_path).current() is None


def test_a_blocked_import_leaves_the_old_snapshot_and_nothing_else(tmp_path: Path) -> None:
    before = imported(tmp_path).snapshot
    known = keys(tmp_path)
    report = imported(tmp_path, {"team": "team_id,name\nN,jo@example.org\nS,South\n", "person": "+Q9,,,,,"})
    assert report.findings.is_blocked
    assert store_of(tmp_path).current() == before
    assert keys(tmp_path) == known
    assert len([path for path in store_of(tmp_path).folder.iterdir() if path.name.startswith(".")]) == 1


def test_a_check_alone_publishes_nothing_and_draws_no_key_for_good(tmp_path: Path) -> None:
    report = imported(tmp_path, publish=False)
    assert (report.snapshot, report.rows["cases"], report.findings.is_blocked) == (None, 3, False)
    assert store_of(tmp_path).current() is None


def test_the_synthetic_agency_is_replaced_only_on_purpose(tmp_path: Path) -> None:
    demo = make_demo(store_of(tmp_path), cases=60)
    with pytest.raises(StoreError, match="--replace-demo"):
        imported(tmp_path)
    assert store_of(tmp_path).current() == demo
    assert imported(tmp_path, replace_demo=True).snapshot == store_of(tmp_path).current()


def test_a_second_import_at_once_is_refused(tmp_path: Path) -> None:
    with only_import(store_of(tmp_path)), pytest.raises(StoreError, match="Another import"):
        imported(tmp_path)


def test_a_store_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="cannot be written"):
        imported(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="there is no limit on the size of files there")
@pytest.mark.parametrize("most_bytes", [100_000, 900_000, 3_000_000])
def test_a_full_disk_is_said_in_words_and_the_old_snapshot_stays(most_bytes: int, tmp_path: Path) -> None:
    import resource

    before = imported(tmp_path).snapshot
    contacts = "contact_id,case_id,on_date,kind\n" + "".join(f"{row},K1,2026-01-05,visit\n" for row in range(200_000))
    source = folder_of(tmp_path / "big", agency({"contact": contacts}))
    told = subprocess.run(
        [sys.executable, "-m", "data", "import", str(source), "--store", str(tmp_path / "store")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes)),
    )
    assert told.returncode == 2, told.stderr
    assert "Traceback" not in told.stderr
    assert "nothing was published" in told.stderr
    assert store_of(tmp_path).current() == before
    assert imported(tmp_path).snapshot is not None


class Broken(CaseboardCsv):
    """A source with a mistake of ours in it."""

    def stage(
        self, con: duckdb.DuckDBPyConnection, opened: Opened, findings: Findings, data_date: date | None
    ) -> Staged:
        con.execute("select cast('Jo Okonkwo' as date)")
        raise AssertionError


def test_a_mistake_of_ours_is_said_without_a_value(tmp_path: Path) -> None:
    before = imported(tmp_path).snapshot
    with pytest.raises(StoreError, match=r"not made for \(ConversionException\)") as told:
        imported(tmp_path, sources=(Broken(),))
    assert "Okonkwo" not in str(told.value)
    assert store_of(tmp_path).current() == before


def test_every_check_is_tested_and_named_once() -> None:
    names = [one.check_id for one in all_checks()]
    assert len(set(names)) == len(names)
    tests = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.rglob("*.py"))
    assert [one.check_id for one in common_checks() if f'"{one.check_id}"' not in tests] == []
