"""What a case is in an HMIS export: its opening, its closing and why, who works it and in which team."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.sources.hmis_csv.export import HmisCsv
from tests.data.sources.hmis_csv.small_export import small_export, staged

CASES = "case_id person_id programme_id opened_on closed_on close_reason"


def test_an_enrolment_is_a_case_and_an_exit_closes_it(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Enrollment="""
                EnrollmentID | PersonalID | ProjectID | EntryDate
                e1           | 1          | p1        | 2026-01-05
                e2           | 1          | p1        | 2026-02-05
            """,
            Exit="ExitID|EnrollmentID|ExitDate|Destination\nx1|e1|2026-02-01|410",
        )
    )
    assert told.rows("cases", CASES) == [
        ("e1", "1", "p1", "2026-01-05", "2026-02-01", "not_recorded"),
        ("e2", "1", "p1", "2026-02-05", None, None),
    ]
    assert told.rows("cases", "source_file source_row") == [("Enrollment.csv", 2), ("Enrollment.csv", 3)]


@pytest.mark.parametrize(
    ("destination", "completion", "case_manager", "reason"),
    [
        ("24", "", "", "died"),
        ("24", "1", "", "died"),
        ("410", "", "12", "died"),
        ("410", "1", "", "planned_ending"),
        ("410", "2", "", "declined"),
        ("410", "3", "", "ended_early"),
        ("410", "1", "9", "planned_ending"),
        ("435", "", "1", "planned_ending"),
        ("435", "", "8", "declined"),
        ("435", "", "9", "ended_early"),
        ("435", "", "4", "ended_early"),
        ("435", "", "3", "not_recorded"),
        ("435", "", "", "not_recorded"),
        ("17", "", "", "not_recorded"),
        ("30", "", "", "not_recorded"),
        ("8", "", "", "not_recorded"),
        ("9", "", "", "not_recorded"),
        ("99", "", "", "not_recorded"),
        ("", "", "", "not_recorded"),
    ],
)
def test_where_a_person_went_is_no_reason_and_a_planned_ending_is_never_made_up(
    tmp_path: Path, destination: str, completion: str, case_manager: str, reason: str
) -> None:
    exits = (
        "ExitID|EnrollmentID|ExitDate|Destination|ProjectCompletionStatus|CMExitReason\n"
        f"x1|e1|2026-02-01|{destination}|{completion}|{case_manager}"
    )
    assert staged(small_export(tmp_path, Exit=exits)).rows("cases", "close_reason") == [(reason,)]


def test_an_exit_after_the_data_date_has_not_happened(tmp_path: Path) -> None:
    told = staged(small_export(tmp_path, Exit="ExitID|EnrollmentID|ExitDate|Destination\nx1|e1|2026-07-01|410"))
    assert told.rows("cases", "closed_on close_reason") == [(None, None)]
    assert told.places("hmis_exit_not_yet") == [("Exit.csv", 2)]
    assert told.places("hmis_exit_after_period") == [("Exit.csv", 2)]


def test_an_exit_on_the_data_date_has_happened(tmp_path: Path) -> None:
    told = staged(small_export(tmp_path, Exit="ExitID|EnrollmentID|ExitDate|Destination\nx1|e1|2026-06-30|410"))
    assert told.rows("cases", "closed_on") == [("2026-06-30",)]
    assert told.count("hmis_exit_not_yet") == told.count("hmis_exit_after_period") == 0


def test_a_date_that_cannot_be_read_goes_on_as_written_to_be_reported(tmp_path: Path) -> None:
    told = staged(small_export(tmp_path, Exit="ExitID|EnrollmentID|ExitDate|Destination\nx1|e1|7/1/2026|410"))
    assert told.rows("cases", "closed_on") == [("7/1/2026",)]


def test_of_several_exits_the_last_row_counts_and_an_exit_of_nobody_is_left_out(tmp_path: Path) -> None:
    exits = """
        ExitID | EnrollmentID | ExitDate   | Destination
        x1     | e1           | 2026-03-01 | 410
        x2     | e1           | 2026-02-01 | 410
        x3     | e9           | 2026-02-01 | 410
    """
    told = staged(small_export(tmp_path, Exit=exits))
    assert told.rows("cases", "case_id closed_on") == [("e1", "2026-02-01")]
    assert told.places("hmis_exit_twice") == [("Exit.csv", 2)]
    assert told.places("hmis_exit_of_nobody") == [("Exit.csv", 4)]


def test_a_project_is_a_programme_and_a_team(tmp_path: Path) -> None:
    told = staged(small_export(tmp_path))
    assert told.rows("team", "team_id name") == [("p1", "Harbour outreach")]
    assert told.rows("programme", "programme_id name team_id") == [("p1", "Harbour outreach", "p1")]
    assert told.rows("assignment", "case_id worker_id team_id role from_on") == [
        ("e1", "u1", "p1", "lead", "2026-01-05")
    ]


def test_organisations_can_be_the_teams_instead(tmp_path: Path) -> None:
    export = small_export(
        tmp_path,
        Project="ProjectID|OrganizationID|ProjectName\np1|o1|Harbour outreach\np2|o1|Harbour beds",
        Organization="OrganizationID|OrganizationName|VictimServiceProvider\no1|Harbour|0\no2|Nobody's|0",
    )
    told = staged(export, HmisCsv(team_from="organization"))
    assert told.rows("team", "team_id name") == [("o1", "Harbour")]
    assert told.rows("programme", "programme_id team_id") == [("p1", "o1"), ("p2", "o1")]
    assert told.rows("assignment", "team_id") == [("o1",)]


def test_without_organisations_they_cannot_be_the_teams(tmp_path: Path) -> None:
    told = staged(small_export(tmp_path, without=("Organization",)), HmisCsv(team_from="organization"))
    assert told.is_blocked
    assert told.count("hmis_no_organisations") == 1


def test_no_programme_offers_aftercare_because_no_file_says_so(tmp_path: Path) -> None:
    columns = [
        name for (name, *_) in staged(small_export(tmp_path)).con.execute("describe staged.programme").fetchall()
    ]
    assert "aftercare_offered_from" not in columns


def test_every_user_on_a_case_is_a_worker_listed_or_not_and_may_be_the_last_editor(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Project="ProjectID|ProjectName\np1|One\np2|Two",
            Enrollment="""
                EnrollmentID | PersonalID | ProjectID | EntryDate  | UserID
                e1           | 1          | p1        | 2026-01-05 | u1
                e2           | 1          | p1        | 2026-01-05 | u2
                e3           | 1          | p2        | 2026-01-05 | u2
                e4           | 1          | p2        | 2026-01-05 |
            """,
            Services="ServicesID|EnrollmentID|DateProvided|RecordType|UserID\ns1|e1|2026-01-06|144|u3",
        )
    )
    assert told.rows("worker", "worker_id team_id source_file source_row") == [
        ("u1", "p1", "Enrollment.csv", 2),
        ("u2", None, "Enrollment.csv", 3),
        ("u3", None, "Services.csv", 2),
    ]
    assert told.places("hmis_user_not_listed") == [("Enrollment.csv", 3), ("Enrollment.csv", 4)]
    assert told.count("hmis_worker_is_last_editor") == 1
    assert ("e4", None, "p2") in told.rows("assignment", "case_id worker_id team_id")


def test_what_was_deleted_is_left_out_with_what_hangs_on_it(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Client="PersonalID|DateDeleted\n1|\n2|2026-02-01\n3|2026-02-01\n3|",
            Enrollment="""
                EnrollmentID | PersonalID | ProjectID | EntryDate  | DateDeleted
                e1           | 1          | p1        | 2026-01-05 |
                e2           | 1          | p1        | 2026-01-05 | 2026-02-01
                e3           | 2          | p1        | 2026-01-05 |
                e4           | 3          | p1        | 2026-01-05 |
            """,
            Exit="""
                ExitID | EnrollmentID | ExitDate   | Destination | DateDeleted
                x1     | e1           | 2026-03-01 | 410         | 2026-03-02
                x3     | e3           | 2026-03-01 | 410         |
            """,
            Services="""
                ServicesID | EnrollmentID | DateProvided | RecordType | DateDeleted
                s1         | e2           | 2026-01-10   | 144        |
                s2         | e1           | 2026-01-10   | 144        | 2026-01-11
                s3         | e1           | 2026-01-10   | 144        |
            """,
            Project="ProjectID|ProjectName|DateDeleted\np1|Still in use|2026-01-01\np2|Gone|2026-01-01",
        )
    )
    assert told.rows("cases", "case_id closed_on") == [("e1", None), ("e4", None)]
    assert told.rows("person", "person_id") == [("1",), ("3",)]
    assert told.rows("contact", "contact_id") == [("service s3",)]
    assert told.rows("programme", "programme_id") == [("p1",)]
    left_out = {one.source_file: one.count for one in told.findings.found if one.check_id == "hmis_deleted"}
    assert left_out == {"Client.csv": 2, "Enrollment.csv": 2, "Exit.csv": 2, "Services.csv": 2, "Project.csv": 1}
    assert told.count("hmis_exit_of_nobody") == 0
