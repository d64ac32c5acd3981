"""Who must not be called, or only in an agreed way, and whose records may not be here at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.sources.hmis_csv.export import HmisCsv
from tests.data.sources.hmis_csv.small_export import small_export, staged

TWO_CASES = """
    EnrollmentID | PersonalID | ProjectID | EntryDate
    e1           | 1          | p1        | 2026-01-05
    e2           | 1          | p1        | 2026-02-05
"""
PROVIDERS = "OrganizationID|OrganizationName|VictimServiceProvider\no1|Harbour|0\no2|Refuge|1"


@pytest.mark.parametrize(
    ("exit_date", "destination", "case_manager", "died_on"),
    [
        ("2026-03-01", "24", "", "2026-03-01"),
        ("2026-03-01", "410", "12", "2026-03-01"),
        ("2026-07-15", "24", "", "2026-06-30"),
        ("3/1/2026", "24", "", "2026-06-30"),
        ("2026-03-01", "410", "", None),
    ],
)
def test_a_death_is_a_death_also_where_its_day_cannot_be(
    tmp_path: Path, exit_date: str, destination: str, case_manager: str, died_on: str | None
) -> None:
    exits = f"ExitID|EnrollmentID|ExitDate|Destination|CMExitReason\nx1|e1|{exit_date}|{destination}|{case_manager}"
    assert staged(small_export(tmp_path, Exit=exits)).rows("person", "died_on") == [(died_on,)]


def test_a_death_counts_for_the_person_whichever_enrolment_says_it_and_open_ones_are_found(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Client="PersonalID\n1\n2",
            Enrollment=TWO_CASES,
            Exit="ExitID|EnrollmentID|PersonalID|ExitDate|Destination\nx1|e1|1|2026-03-01|24\nx9|e9|2|2026-03-01|24",
        )
    )
    assert told.rows("person", "person_id died_on") == [("1", "2026-03-01"), ("2", "2026-03-01")]
    assert told.places("hmis_open_after_death") == [("Enrollment.csv", 3)]


def test_fleeing_means_contact_only_in_a_safe_way_in_every_case_and_without_end(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Enrollment=TWO_CASES,
            HealthAndDV="""
                HealthAndDVID | EnrollmentID | InformationDate | CurrentlyFleeing
                h1            | e1           | 2026-04-01      | 1
                h2            | e1           | 2026-03-01      | 1
                h3            | e1           | 2026-05-01      | 0
            """,
        )
    )
    assert told.rows("case_flag", "case_id kind from_on") == [
        ("e1", "safe_contact_only", "2026-03-01"),
        ("e2", "safe_contact_only", "2026-03-01"),
    ]
    columns = [name for (name, *_) in told.con.execute("describe staged.case_flag").fetchall()]
    assert columns == ["case_id", "kind", "from_on", "source_file", "source_row"]


@pytest.mark.parametrize(
    ("day", "enrollment", "from_on"),
    [("2026-08-01", "e1", "2026-06-30"), ("", "e1", "2026-06-30"), ("2026-03-01", "e9", "2026-03-01")],
)
def test_fleeing_holds_also_where_its_day_or_its_enrolment_cannot_be(
    tmp_path: Path, day: str, enrollment: str, from_on: str
) -> None:
    told = staged(
        small_export(
            tmp_path,
            HealthAndDV="HealthAndDVID|EnrollmentID|PersonalID|InformationDate|CurrentlyFleeing\n"
            f"h1|{enrollment}|1|{day}|1",
        )
    )
    assert told.rows("case_flag", "case_id from_on") == [("e1", from_on)]


@pytest.mark.parametrize("answer", ["0", "8", "9", "99", ""])
def test_nothing_but_a_yes_is_kept_of_fleeing(tmp_path: Path, answer: str) -> None:
    told = staged(
        small_export(
            tmp_path,
            HealthAndDV=f"HealthAndDVID|EnrollmentID|PersonalID|InformationDate|CurrentlyFleeing\nh1|e1|1|2026-03-01|{answer}",
        )
    )
    assert told.rows("case_flag", "case_id") == []


def test_clients_of_a_victim_service_provider_block_the_import(tmp_path: Path) -> None:
    export = small_export(
        tmp_path, Organization=PROVIDERS, Project="ProjectID|OrganizationID|ProjectName\np1|o2|Refuge beds"
    )
    told = staged(export)
    assert told.is_blocked
    assert [one.message for one in told.findings.found if one.check_id == "hmis_victim_service"] == [
        "Cases with a victim service provider: 1. Its clients' records must not go into anybody else's store. If this "
        "store is that provider's own, say so with --own-victim-service; otherwise export without it."
    ]
    assert told.con.execute("select count(*) from duckdb_tables() where database_name = 'staged'").fetchone() == (0,)


def test_a_provider_may_read_its_own_clients(tmp_path: Path) -> None:
    export = small_export(
        tmp_path, Organization=PROVIDERS, Project="ProjectID|OrganizationID|ProjectName\np1|o2|Refuge beds"
    )
    told = staged(export, HmisCsv(own_victim_service=True))
    assert told.rows("programme", "name") == [("Refuge beds",)]
    assert told.count("hmis_victim_service_own") == 1


def test_a_provider_that_is_only_listed_does_not_block_but_is_left_out(tmp_path: Path) -> None:
    export = small_export(
        tmp_path,
        Organization=PROVIDERS,
        Project="ProjectID|OrganizationID|ProjectName\np1|o1|Harbour beds\np2|o2|Refuge beds",
    )
    told = staged(export)
    assert told.rows("programme", "name") == told.rows("team", "name") == [("Harbour beds",)]
    assert told.count("hmis_victim_service_left_out") == 1
