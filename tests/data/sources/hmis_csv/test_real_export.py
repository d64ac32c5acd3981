"""A real HMIS export at the command line, recounted from its files in plain Python; its rows are never in the project.

Skipped where the export is not beside the checkout. Every number is counted here from the files, or known from whoever
counted them before.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.store import Store
from queries.ask import ask, questions
from queries.scope import FULL_REACH, Scope
from tests.conftest import ROOT
from tests.data.command_line.shell import data

Row = dict[str, str]
OPENINGS = {str(kind) for kind in range(10, 19)}
ONE_CASE = "one_case"
"""Questions about a case that was opened from a row are no list of people to turn to."""


@dataclass(frozen=True)
class Real:
    """The export's files as Python reads them, and the store and report after its import."""

    files: dict[str, list[Row]]
    store: Path
    told: dict[str, Any]

    def __getitem__(self, name: str) -> list[Row]:
        return self.files[name]

    @property
    def exported_on(self) -> str:
        return self["Export"][0]["ExportDate"][:10]

    def by_id(self, name: str) -> dict[str, Row]:
        """Rows of a file by their enrolment."""
        return {row["EnrollmentID"]: row for row in self[name]}

    def count(self, query: str) -> int:
        """One number from the published snapshot."""
        current = Store(self.store).current()
        assert current is not None
        with duckdb.connect(str(current.path), read_only=True) as con:
            return int(con.execute(query).fetchall()[0][0])


@pytest.fixture(scope="module")
def real(hmis_export: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Real]:
    store = tmp_path_factory.mktemp("real") / "store"
    ended = data("import", str(hmis_export), "--json", store=store)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    files = {}
    with zipfile.ZipFile(hmis_export) as archive:
        for name in archive.namelist():
            text = io.TextIOWrapper(archive.open(name), encoding="utf-8-sig", newline="")
            files[Path(name).stem] = list(csv.DictReader(text))
    yield Real(files, store, json.loads(ended.stdout))


def asked(real: Real, question: str, *options: str) -> list[dict[str, Any]]:
    """What `python -m queries` answers."""
    command = [sys.executable, "-m", "queries", question, "--format", "json", "--store", str(real.store), *options]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    rows: list[dict[str, Any]] = json.loads(ended.stdout)["rows"]
    return rows


def test_people_households_cases_and_exits_are_those_of_the_files(real: Real) -> None:
    closed = [row for row in real["Exit"] if row["ExitDate"] <= real.exported_on]
    assert (len(real["Client"]), len(real["Enrollment"]), len(real["Exit"]), len(closed)) == (4146, 4771, 4295, 4291)
    (today,) = asked(real, "caseload_today")
    assert today == {
        "people": len({row["PersonalID"] for row in real["Enrollment"]}),
        "households": len({row["HouseholdID"] for row in real["Enrollment"]}),
        "cases": len(real["Enrollment"]),
        "open_cases": len(real["Enrollment"]) - len(closed),
        "closed_cases": len(closed),
        "overdue_follow_ups": 0,
        "people_waiting": 0,
        "referrals": sum(row["Event"] in OPENINGS for row in real["Event"]),
        "barrier_asks": 0,
    }
    assert (today["people"], today["open_cases"]) == (4146, 480)
    assert real.told["data_date"] == real.exported_on == "2023-09-08"


def test_any_day_before_counts_the_same_way(real: Real) -> None:
    exits = real.by_id("Exit")
    for day in ("2019-10-01", "2021-02-28", "2022-09-30"):
        entered = [row for row in real["Enrollment"] if row["EntryDate"] <= day]
        open_then = [row for row in entered if exits.get(row["EnrollmentID"], {"ExitDate": "9"})["ExitDate"] > day]
        (then,) = asked(real, "caseload_today", "--as-of", day)
        assert (then["cases"], then["open_cases"]) == (len(entered), len(open_then)), day
        assert then["people"] == len({row["PersonalID"] for row in entered})


def test_every_project_has_its_cases(real: Real) -> None:
    for project, cases in Counter(row["ProjectID"] for row in real["Enrollment"]).most_common(3):
        (of_team,) = asked(real, "caseload_today", "--team", project)
        assert of_team["cases"] == cases


def test_every_known_oddity_is_found_as_often_as_it_is_there_and_none_stops_the_import(real: Real) -> None:
    entries, exits = real.by_id("Enrollment"), real.by_id("Exit")
    users = {row["UserID"] for row in real["User"]}
    period_end = real["Export"][0]["ExportEndDate"]
    results = [row for row in real["Event"] if row["ReferralResult"]]

    def after_exit(name: str, day: str) -> int:
        return sum(
            row[day] > exits[row["EnrollmentID"]]["ExitDate"] for row in real[name] if row["EnrollmentID"] in exits
        )

    expected = {
        "hmis_date_form": sum(row["DateUpdated"][2:3] == "-" for row in real["Client"]),
        "hmis_user_not_listed": sum(row["UserID"] not in users for row in real["Enrollment"]),
        "hmis_place_blank": sum(not row["EnrollmentCoC"] for row in real["Enrollment"]),
        "hmis_exit_after_period": sum(row["ExitDate"] > period_end for row in real["Exit"]),
        "hmis_exit_not_yet": sum(row["ExitDate"] > real.exported_on for row in real["Exit"]),
        "hmis_event_after_exit": after_exit("Event", "EventDate"),
        "hmis_result_before_referral": sum(
            row["ResultDate"] < row["EventDate"] for row in results if row["ResultDate"]
        ),
        "hmis_result_without_date": sum(not row["ResultDate"] for row in results),
        "hmis_opening_without_result": sum(
            row["Event"] in OPENINGS and not row["ReferralResult"] for row in real["Event"]
        ),
        "hmis_aftercare_blank": sum(not row["AftercareProvided"] + row["AftercareDate"] for row in real["Exit"]),
        "hmis_after_exit": after_exit("Services", "DateProvided"),
        "hmis_before_entry": sum(
            row["InformationDate"] < entries[row["EnrollmentID"]]["EntryDate"] for row in real["CurrentLivingSituation"]
        ),
        "hmis_work_not_yet": sum(row["DateProvided"] > real.exported_on for row in real["Services"]),
    }
    known = {
        "hmis_date_form": 4146, "hmis_user_not_listed": 4607, "hmis_place_blank": 4, "hmis_exit_after_period": 5,
        "hmis_exit_not_yet": 4, "hmis_event_after_exit": 3, "hmis_result_before_referral": 2,
        "hmis_aftercare_blank": 4295,
    }  # fmt: skip
    assert known.items() <= expected.items()
    found = real.told["found_by_check"]
    assert {check: found.get(check) for check in expected} == expected
    assert real.told["blocked_by"] == []
    assert real.told["rows_left_out"] == {}
    in_store = Counter[str]()
    for row in asked(real, "import_findings"):
        in_store[row["check_id"]] += row["row_count"]
    assert {check: in_store[check] for check in expected} == expected


def test_names_numbers_and_birth_dates_are_said_to_be_never_read_and_are_not_in_the_store(real: Real) -> None:
    never = set(real.told["columns_never_read"]["Client.csv"])
    secret = {"FirstName", "MiddleName", "LastName", "NameSuffix", "SSN", "DOB"}
    assert secret <= never
    assert real.count("select count(age_band) from person") == 0
    current = Store(real.store).current()
    assert current is not None
    held = current.path.read_bytes()
    names = {row[column] for row in real["Client"][:200] for column in ("FirstName", "LastName", "SSN") if row[column]}
    contacts = {row[column] for row in real["User"] for column in ("UserPhone", "UserEmail")}
    assert len(names) > 2
    assert not [one for one in names | contacts if one.encode() in held]
    long_keys = {row["HouseholdID"] for row in real["Enrollment"][:500]}
    assert not [one for one in long_keys if one.encode() in held]


def test_no_aftercare_is_made_up(real: Real) -> None:
    assert all(row["AftercareProvided"] == row["AftercareDate"] == "" for row in real["Exit"])
    assert real.count("select count(*) from follow_up") == 0
    assert real.count("select count(*) from stage_spell where stage = 'aftercare'") == 0


def test_who_died_is_known_and_on_no_list(real: Real) -> None:
    entries = real.by_id("Enrollment")
    died = {entries[row["EnrollmentID"]]["PersonalID"] for row in real["Exit"] if row["Destination"] == "24"}
    assert len(died) == 9
    assert real.count("select count(*) from person where died_on is not null") == len(died)
    with Store(real.store).lease() as snapshot, snapshot.cursor() as cursor:
        dead = {
            one for (one,) in cursor.execute("select person_id from store.person where died_on is not null").fetchall()
        }
        day = snapshot.info.data_date
        for name in [
            name for name, question in questions().items() if question.lists_people and not name.startswith(ONE_CASE)
        ]:
            listed = set(ask(snapshot, name, Scope(FULL_REACH, day, day, day)).rows.get("person_id", []))
            assert not dead & listed, name


def test_why_cases_closed_is_what_the_files_say_and_no_more(real: Real) -> None:
    def reason(row: Row) -> str:
        if row["Destination"] == "24":
            return "died"
        completed = {"1": "planned_ending", "2": "declined", "3": "ended_early"}
        return completed.get(row["ProjectCompletionStatus"], "not_recorded")

    assert not any(row["CMExitReason"] for row in real["Exit"])
    expected = Counter(reason(row) for row in real["Exit"] if row["ExitDate"] <= real.exported_on)
    for one, cases in expected.items():
        assert real.count(f"select count(*) from cases where close_reason = '{one}'") == cases, one
    assert real.count("select count(*) from cases where close_reason = 'goals_met'") == 0


def test_referrals_are_the_events_by_kind_and_result(real: Real) -> None:
    def kind(event: str) -> str:
        return {"2": "service", "8": "not_eligible", "9": "no_place"}.get(
            event, "opening" if event in OPENINGS else "shown_apart"
        )

    decision = {"1": "accepted", "2": "declined", "3": "rejected", "": "none"}
    expected = Counter((kind(row["Event"]), decision[row["ReferralResult"]]) for row in real["Event"])
    for (what, result), referrals in expected.items():
        query = f"select count(*) from referral where kind = '{what}' and coalesce(decision, 'none') = '{result}'"
        assert real.count(query) == referrals, (what, result)
    assert real.count("select count(*) from referral") == len(real["Event"]) == 168
    assert real.count("select count(first_service_on) from referral") == 0


def test_a_stage_stands_only_where_a_record_shows_it(real: Real) -> None:
    shown = {row["EnrollmentID"] for name in ("Assessment", "CurrentLivingSituation") for row in real[name]}
    shown |= {row["EnrollmentID"] for row in real["Event"] if row["Event"] == "2"}
    exits = real.by_id("Exit")
    for row in real["Services"]:
        last = min(exits.get(row["EnrollmentID"], {"ExitDate": "9"})["ExitDate"], real.exported_on)
        if row["DateProvided"] <= last:
            shown.add(row["EnrollmentID"])
    assert real.count("select count(distinct case_id) from stage_event") == len(shown)
    assert real.count("select count(*) from stage_event where stage not in ('assessment', 'implementation')") == 0
    assert real.count("select count(*) from stage_event where stage = 'assessment'") == len(real["Assessment"])


def test_contacts_are_meetings_and_services_to_people(real: Real) -> None:
    services = [row for row in real["Services"] if row["RecordType"] in {"141", "142", "143", "144", "300"}]
    assert real.count("select count(*) from contact where reached") == len(real["CurrentLivingSituation"]) == 336
    assert real.count("select count(*) from contact where kind = 'service' and reached is null") == len(services)
    assert real.count("select count(*) from contact") == 336 + len(services)


def test_whoever_flees_is_flagged_in_every_case(real: Real) -> None:
    people = {row["PersonalID"] for row in real["HealthAndDV"] if row["CurrentlyFleeing"] == "1"}
    cases = sum(row["PersonalID"] in people for row in real["Enrollment"])
    assert people
    assert real.count("select count(*) from case_flag where kind = 'safe_contact_only'") == cases
    assert real.count("select count(*) from case_flag where kind <> 'safe_contact_only'") == 0
