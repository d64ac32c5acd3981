"""An HMIS export from the files to the answers, as a person runs it, on a small export of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from data.store import Store
from queries.ask import ask, questions
from queries.scope import FULL_REACH, Scope
from tests.data.command_line.shell import data
from tests.data.sources.hmis_csv.small_export import PERSONAL, small_export

EXPORT = "ExportID|ExportDate|CSVVersion|ExportPeriodType|ExportDirective\nx1|2026-06-30|{year} v1|3|2"
CLIENTS = {
    2026: "PersonalID|Sex|DateUpdated\n1|0|01-02-26\n2|1|\n3|99|",
    2024: "PersonalID|Woman|Man|GenderNone|DateUpdated\n1|1|0||01-02-26\n2|0|1||\n3|||99|",
}
FILES = {
    "Enrollment": """
        EnrollmentID | PersonalID | ProjectID | EntryDate  | HouseholdID | EnrollmentCoC | UserID
        e1           | 1          | p1        | 2026-01-05 | h1          | ZZ-500        | u1
        e2           | 2          | p1        | 2026-01-05 | h1          | ZZ-500        | u2
        e3           | 3          | p2        | 2025-11-01 | h3          |               | u2
        e4           | 2          | p2        | 2026-05-01 | h4          | ZZ-500        | u2
    """,
    "Exit": """
        ExitID | EnrollmentID | PersonalID | ExitDate   | Destination | AftercareProvided | AftercareDate | Telephone
        x1     | e1           | 1          | 2026-04-01 | 410         | 1                 | 2026-04-20    | 1
        x2     | e2           | 2          | 2026-04-01 | 24          |                   |               |
        x3     | e3           | 3          | 2026-08-01 | 410         |                   |               |
    """,
    "Project": "ProjectID|OrganizationID|ProjectName\np1|o1|Harbour outreach\np2|o1|Harbour beds",
    "Assessment": "AssessmentID|EnrollmentID|AssessmentDate\na1|e1|2026-01-06",
    "Services": "ServicesID|EnrollmentID|DateProvided|RecordType\ns1|e1|2026-01-20|144\ns2|e3|2026-02-01|144",
    "CurrentLivingSituation": "CurrentLivingSitID|EnrollmentID|InformationDate\nc1|e4|2026-05-02",
    "Event": "EventID|EnrollmentID|EventDate|Event|ReferralResult|ResultDate\nv1|e1|2026-02-01|13|1|2026-02-10",
    "HealthAndDV": "HealthAndDVID|EnrollmentID|PersonalID|InformationDate|CurrentlyFleeing\nh1|e3|3|2025-11-02|1",
}
ONE_CASE = "one_case"
"""Questions about a case that was opened from a row are no list of people to turn to."""


def imported(source: Path, store: Path, *options: str) -> dict[str, Any]:
    """What the command said, once it has published."""
    ended = data("import", str(source), "--json", *options, store=store)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    told: dict[str, Any] = json.loads(ended.stdout)
    return told


def export_of(folder: Path, year: int = 2026, **files: str) -> Path:
    return small_export(
        folder, year=year, **{"Export": EXPORT.format(year=year), "Client": CLIENTS[year]} | FILES | files
    )


@pytest.fixture(scope="module", params=[2024, 2026])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, dict[str, Any]]:
    """The store after the import of either layout, and what the command said."""
    folder = tmp_path_factory.mktemp("hmis")
    told = imported(export_of(folder, request.param), folder / "store")
    return Store(folder / "store"), told


def answers(store: Store, name: str) -> list[dict[str, Any]]:
    with store.lease() as snapshot:
        day = snapshot.info.data_date
        rows = ask(snapshot, name, Scope(FULL_REACH, day, day, day)).rows
        return [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]


def test_both_layouts_give_the_same_caseload(whole: tuple[Store, dict[str, Any]]) -> None:
    store, told = whole
    assert (told["source_kind"], told["data_date"]) == ("hmis_csv", "2026-06-30")
    (today,) = answers(store, "caseload_today")
    assert {key: int(value) for key, value in today.items()} == {
        "people": 3, "households": 3, "cases": 4, "open_cases": 2, "closed_cases": 2, "overdue_follow_ups": 0,
        "people_waiting": 0, "referrals": 1, "barrier_asks": 0,
    }  # fmt: skip
    with store.lease() as snapshot, snapshot.cursor() as cursor:
        genders = "select gender, count(*) from store.person group by gender order by gender"
        assert cursor.execute(genders).fetchall() == [("man", 1), ("not_asked", 1), ("woman", 1)]


def test_the_report_counts_every_oddity_and_stops_for_none(whole: tuple[Store, dict[str, Any]]) -> None:
    _, told = whole
    assert told["blocked_by"] == []
    assert told["rows_left_out"] == {}
    expected = {
        "hmis_date_form": 1, "hmis_user_not_listed": 3, "hmis_place_blank": 1, "hmis_exit_not_yet": 1,
        "hmis_open_after_death": 1, "hmis_aftercare_blank": 2, "hmis_worker_is_last_editor": 1, "hmis_no_source": 1,
    }  # fmt: skip
    assert expected.items() <= told["found_by_check"].items()
    assert {"FirstName", "MiddleName", "LastName", "NameSuffix", "SSN", "DOB"} <= set(
        told["columns_never_read"]["Client.csv"]
    )


def test_nothing_of_names_numbers_and_addresses_is_in_the_store(whole: tuple[Store, dict[str, Any]]) -> None:
    store, _ = whole
    current = store.current()
    assert current is not None
    held = current.path.read_bytes()
    assert b"Harbour outreach" in held
    assert not [value for value in PERSONAL.values() if value.encode() in held]


def test_nobody_who_died_is_on_a_list_of_people_to_turn_to(whole: tuple[Store, dict[str, Any]]) -> None:
    """Person 2 died in one enrolment and has another that nobody closed."""
    store, _ = whole
    with store.lease() as snapshot, snapshot.cursor() as cursor:
        dead = {
            one for (one,) in cursor.execute("select person_id from store.person where died_on is not null").fetchall()
        }
    assert len(dead) == 1
    lists = [name for name, question in questions().items() if question.lists_people and not name.startswith(ONE_CASE)]
    assert {"stage_cases", "stage_no_movement"} <= set(lists)
    for name in lists:
        shown = [row for row in answers(store, name) if row.get("person_id") in dead and not row.get("has_died")]
        assert shown == [], f"{name} lists somebody who died without saying so"


def test_organisations_as_teams_and_ones_own_victim_service_are_options_of_the_command(tmp_path: Path) -> None:
    refuge = "OrganizationID|OrganizationName|VictimServiceProvider\no1|Harbour|1"
    source = export_of(tmp_path, Organization=refuge)
    blocked = data("import", str(source), "--json", store=tmp_path / "store")
    assert blocked.returncode == 2
    assert [one["check_id"] for one in json.loads(blocked.stdout)["blocked_by"]] == ["hmis_victim_service"]
    assert Store(tmp_path / "store").current() is None
    imported(source, tmp_path / "store", "--own-victim-service", "--hmis-team", "organization")
    assert [row["name"] for row in answers(Store(tmp_path / "store"), "teams")] == ["Harbour"]
