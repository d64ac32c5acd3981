"""Who the people of an HMIS export are: gender, households, where they belong, and what is never read of them."""

from __future__ import annotations

from pathlib import Path

from tests.data.sources.hmis_csv.small_export import PERSONAL, small_export, staged


def test_names_numbers_and_birth_dates_are_said_to_be_never_read_and_are_nowhere(tmp_path: Path) -> None:
    told = staged(small_export(tmp_path))
    never = {
        one.source_file: set(one.message.split(": ")[1].rstrip(".").split(", "))
        for one in told.findings.found
        if one.check_id == "column_never_read"
    }
    assert {"FirstName", "MiddleName", "LastName", "NameSuffix", "SSN", "DOB"} <= never["Client.csv"]
    assert "UserLastName" in never["User.csv"]
    assert "ZIP" in never["ProjectCoC.csv"]
    tables = told.con.execute("select table_name from duckdb_tables() where database_name = 'staged'").fetchall()
    everything = [str(row) for (table,) in tables for row in told.con.execute(f"from staged.{table}").fetchall()]
    assert len(everything) > 5
    assert not [value for value in PERSONAL.values() if any(value in row for row in everything)]


def test_age_is_not_recorded_because_the_birth_date_is_never_read(tmp_path: Path) -> None:
    told = staged(small_export(tmp_path))
    columns = [name for (name, *_) in told.con.execute("describe staged.person").fetchall()]
    assert "age_band" not in columns
    assert told.count("hmis_no_source") == 1


def test_sex_is_shown_as_gender_and_8_9_and_99_are_answers(tmp_path: Path) -> None:
    told = staged(small_export(tmp_path, Client="PersonalID|Sex\n1|0\n2|1\n3|8\n4|9\n5|99\n6|\n7|5"))
    assert told.rows("person", "person_id gender") == [
        ("1", "woman"), ("2", "man"), ("3", "does_not_know"), ("4", "would_not_say"), ("5", "not_asked"), ("6", None),
        ("7", None),
    ]  # fmt: skip
    assert told.count("hmis_gender_is_sex") == 2
    assert told.places("hmis_code_unknown") == [("Client.csv", 8)]


def test_fy2024_has_a_column_for_each_gender_and_several_may_be_chosen(tmp_path: Path) -> None:
    clients = """
        PersonalID | Woman | Man | NonBinary | CulturallySpecific | Transgender | Questioning | GenderNone
        a          | 1     | 0   | 0         | 0                  | 0           | 0           |
        b          | 0     | 1   | 0         | 0                  | 1           | 0           |
        c          | 0     | 0   | 1         | 0                  | 0           | 0           |
        d          | 1     | 0   | 1         | 0                  | 0           | 0           |
        e          | 0     | 0   | 0         | 1                  | 0           | 0           |
        f          | 0     | 0   | 0         | 0                  | 1           | 0           |
        g          | 0     | 0   | 0         | 0                  | 0           | 1           |
        h          | 0     | 0   | 0         | 0                  | 0           | 0           | 8
        i          | 0     | 0   | 0         | 0                  | 0           | 0           | 9
        j          | 0     | 0   | 0         | 0                  | 0           | 0           | 99
        k          |       |     |           |                    |             |             |
    """
    told = staged(small_export(tmp_path, year=2024, Client=clients))
    assert told.rows("person", "person_id gender") == [
        ("a", "woman"), ("b", "man"), ("c", "non_binary"), ("d", "other"), ("e", "other"), ("f", "other"),
        ("g", "other"), ("h", "does_not_know"), ("i", "would_not_say"), ("j", "not_asked"), ("k", None),
    ]  # fmt: skip
    assert told.count("hmis_gender_is_sex") == 0


def test_a_household_is_who_entered_together_from_entry_to_exit(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Client="PersonalID\n1\n2\n3",
            Enrollment="""
                EnrollmentID | PersonalID | ProjectID | EntryDate  | HouseholdID
                e1           | 1          | p1        | 2026-01-05 | h1
                e2           | 2          | p1        | 2026-01-05 | h1
                e3           | 3          | p1        | 2026-02-01 |
            """,
            Exit="ExitID|EnrollmentID|ExitDate|Destination\nx2|e2|2026-03-01|410",
        )
    )
    assert told.rows("person_household", "person_id household_id from_on to_on") == [
        ("1", "h1", "2026-01-05", None),
        ("2", "h1", "2026-01-05", "2026-03-01"),
    ]


def test_a_case_is_counted_where_it_says_else_where_its_project_works_if_that_is_one_place(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Client="PersonalID\n1\n2\n3\n4",
            Project="ProjectID|ProjectName\np1|One place\np2|Two places\np3|No place",
            ProjectCoC="ProjectCoCID|ProjectID|CoCCode\na|p1|ZZ-500\nb|p2|ZZ-500\nc|p2|ZZ-501",
            Enrollment="""
                EnrollmentID | PersonalID | ProjectID | EntryDate  | EnrollmentCoC
                e1           | 1          | p1        | 2026-01-05 | ZZ-502
                e2           | 2          | p1        | 2026-01-05 |
                e3           | 3          | p2        | 2026-01-05 |
                e4           | 4          | p3        | 2026-01-05 |
            """,
        )
    )
    assert told.rows("person_community", "person_id community_id") == [("1", "ZZ-502"), ("2", "ZZ-500")]
    assert told.rows("community", "community_id name kind") == [
        ("ZZ-500", "ZZ-500", "place"),
        ("ZZ-502", "ZZ-502", "place"),
    ]
    assert told.places("hmis_place_blank") == [("Enrollment.csv", 3), ("Enrollment.csv", 4), ("Enrollment.csv", 5)]


def test_somebody_belongs_where_they_last_entered_also_after_their_case_closed(tmp_path: Path) -> None:
    told = staged(
        small_export(
            tmp_path,
            Enrollment="""
                EnrollmentID | PersonalID | ProjectID | EntryDate  | EnrollmentCoC
                e1           | 1          | p1        | 2024-01-05 | ZZ-500
                e2           | 1          | p1        | 2024-06-05 | ZZ-500
                e3           | 1          | p1        | 2025-01-05 | ZZ-501
                e4           | 1          | p1        | 2026-01-05 | ZZ-500
            """,
            Exit="ExitID|EnrollmentID|ExitDate|Destination\nx4|e4|2026-02-01|410",
        )
    )
    assert told.rows("person_community", "from_on to_on community_id") == [
        ("2024-01-05", "2025-01-05", "ZZ-500"),
        ("2025-01-05", "2026-01-05", "ZZ-501"),
        ("2026-01-05", None, "ZZ-500"),
    ]
