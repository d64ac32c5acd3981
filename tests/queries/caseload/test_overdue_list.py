"""Who is waiting in open cases: one row a person, safety first, attempts never taken for contact."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.store import Store
from queries.scope import Reach
from tests.queries.caseload.waiting import asked, people, told, waiting
from tests.queries.probe import reader
from tests.world import TODAY

LATE = "1|C1|Q1|contact|policy|2026-11-10|-|-|-"


def test_safety_first_then_no_contact_yet_then_longest_waiting(tmp_path: Path) -> None:
    follow_up = """
        1|C1|Q1|contact|policy|2026-09-01|-|-|-
        2|C2|Q2|contact|policy|2026-11-10|-|-|-
        3|C3|Q3|contact|statutory|2026-11-14|-|-|-
        4|C4|Q4|review|policy|2026-11-12|-|-|-
        5|C5|Q5|contact|policy|2026-10-01|-|-|-
        6|C6|Q6|contact|court|2026-11-15|-|-|-
    """
    contact = """
        contact_id|case_id|on_date|reached
        1|C1|2026-08-01|true
        2|C3|2026-08-01|true
        3|C5|2026-08-01|true
        4|C4|2026-08-01|true
    """
    flags = "case_id|kind|from_on|to_on\nC4|crisis|2026-11-01|-\nC5|crisis|2026-02-01|2026-03-01"
    with waiting(tmp_path, follow_up, **people(*"123456"), contact=contact, case_flag=flags) as snapshot:
        rows = asked(snapshot, "overdue_list").rows
    # court, not reached yet; crisis by days; statutory by days; then nobody reached; then the longest waiting
    assert rows["person_id"].tolist() == ["Q6", "Q4", "Q3", "Q2", "Q1", "Q5"]
    assert rows["days_past_due"].tolist() == [1, 4, 2, 6, 76, 46]


def test_one_row_a_person_with_what_binds_by_law_and_the_rest_counted(tmp_path: Path) -> None:
    follow_up = """
        1|C1|Q1|contact|policy|2026-09-01|-|-|-
        2|C1|Q1|contact|statutory|2026-11-10|-|-|-
        3|C1|Q1|review|policy|2026-11-01|-|-|-
        4|C2|Q2|review|policy|2026-11-01|-|-|-
        5|C2|Q2|review|policy|2026-11-20|-|-|-
    """
    with waiting(tmp_path, follow_up, **people("1", "2")) as snapshot:
        rows = asked(snapshot, "overdue_list").rows
    assert told(rows, "person_id", "follow_up_id", "more") == [("Q1", 2, 2), ("Q2", 4, 0)]


def test_only_a_two_way_contact_with_the_person_is_contact_and_attempts_stand_apart(tmp_path: Path) -> None:
    contact = """
        contact_id|case_id|on_date|reached|with_whom
        1|C1|2026-08-01|true|client
        2|C1|2026-08-20|true|professional
        3|C1|2026-07-20|false|client
        4|C1|2026-09-01|false|client
        5|C1|2026-09-02|false|client
        6|C1|2026-09-02|false|client
        7|C1|2026-09-03|false|professional
        8|C1|2026-09-04|-|client
        9|C2|2026-09-04|false|client
        10|C1|2026-08-01|false|client
    """
    follow_up = f"{LATE}\n2|C2|Q2|contact|policy|2026-11-10|-|-|-\n3|C3|Q3|contact|policy|2026-11-10|-|-|-"
    with waiting(tmp_path, follow_up, **people("1", "2", "3"), contact=contact) as snapshot:
        rows = asked(snapshot, "overdue_list").rows.sort_values("person_id")
    assert told(rows, "person_id", "last_contact_on", "attempt_days") == [
        ("Q1", "2026-08-01", 2),
        ("Q2", None, 1),
        ("Q3", None, 0),
    ]


def test_a_done_follow_up_is_contact_where_the_source_keeps_no_other(tmp_path: Path) -> None:
    follow_up = f"""
        {LATE}
        2|C1|Q1|contact|policy|2026-10-01|2026-10-02|reached|-
        3|C1|Q1|contact|policy|2026-10-20|2026-10-21|not_reached|-
        4|C1|Q1|review|policy|2026-10-30|2026-10-30|reached|-
    """
    with waiting(tmp_path, follow_up, **people("1")) as snapshot:
        rows = asked(snapshot, "overdue_list").rows
    assert told(rows, "last_contact_on", "attempt_days") == [("2026-10-02", 1)]


def test_windows_that_passed_in_a_row_since_it_was_last_done_are_counted(tmp_path: Path) -> None:
    follow_up = """follow_up_id|case_id|person_id|kind|basis|due_by|done_on|lapses_on
        1|C1|Q1|contact|policy|2026-08-01|-|2026-08-20
        2|C1|Q1|contact|policy|2026-08-20|2026-08-21|2026-09-10
        3|C1|Q1|contact|policy|2026-09-10|-|2026-10-01
        4|C1|Q1|contact|policy|2026-10-01|-|2026-11-01
        5|C1|Q1|contact|policy|2026-11-01|-|2026-12-01
        6|C1|Q1|review|policy|2026-09-01|-|2026-10-01
    """
    with waiting(tmp_path, follow_up, **people("1")) as snapshot:
        rows = asked(snapshot, "overdue_list").rows
    assert told(rows, "follow_up_id", "passed_before", "more") == [(5, 2, 0)]


def test_nobody_who_must_not_be_contacted_or_has_died_is_listed(tmp_path: Path) -> None:
    follow_up = """
        1|C1|Q1|review|policy|2026-11-05|-|-|-
        2|C2|Q2|review|policy|2026-11-05|-|-|-
        3|C3|Q3|contact|policy|2026-11-05|-|-|-
        4|C4|Q4|contact|policy|2026-11-05|-|-|-
    """
    tables = people("1", "2", "3", "4") | {
        "person": "person_id|died_on\nQ1|-\nQ2|2026-11-12\nQ3|-\nQ4|-",
        "case_flag": "case_id|kind|from_on\nC1|no_contact|2026-11-13\nC3|safe_contact_only|2026-11-13",
    }
    with waiting(tmp_path, follow_up, **tables) as snapshot:
        now = asked(snapshot, "overdue_list").rows
        before = asked(snapshot, "overdue_list", as_of=date(2026, 11, 9)).rows
    for rows in (now, before):
        assert told(rows.sort_values("person_id"), "person_id", "contact_rule") == [
            ("Q3", "safe_contact_only"),
            ("Q4", None),
        ]


def test_one_number_is_opened_by_its_code(tmp_path: Path) -> None:
    follow_up = """
        1|C1|Q1|contact|policy|2026-11-10|-|-|-
        2|C1|Q1|review|statutory|2026-10-10|-|-|-
        3|C2|Q2|review|policy|2026-11-01|-|-|-
        4|C3|Q3|contact|agreed|2026-11-16|-|-|-
        5|C3|Q3|contact|agreed|2026-11-23|-|-|-
        6|C4|Q4|contact|court|2026-11-30|-|-|-
        7|C4|Q4|contact|court|2026-12-01|-|-|-
    """
    with waiting(tmp_path, follow_up, **people("1", "2", "3", "4")) as snapshot:

        def listed(*only: str) -> list[object]:
            return told(asked(snapshot, "overdue_list", only=only).rows, "follow_up_id", "more")

        assert listed() == [(2, 1), (3, 0)]
        assert listed("kind:contact") == [(1, 0)]
        assert listed("kind:review") == [(2, 0), (3, 0)]
        assert listed("basis:statutory") == [(2, 0)]
        assert listed("basis:binding") == [(2, 0)]
        assert listed("show:due-14", "basis:binding") == [(6, 0)]
        assert listed("waiting:1-7") == [(1, 0)]
        assert listed("kind:review", "waiting:15-28") == [(3, 0)]
        assert listed("kind:review", "basis:agreed") == []
        assert listed("show:due-7") == [(4, 1)]
        assert listed("show:due-14") == [(6, 0), (4, 1)]
        assert listed("show:due-14", "basis:court") == [(6, 0)]


def test_restricted_cases_are_counted_and_not_listed(tmp_path: Path) -> None:
    tables = people("1", "2")
    tables["cases"] += "\nC3|Q1|P|2026-01-01|-|-"
    lines = tables["cases"].splitlines()
    tables["cases"] = "\n".join([f"{lines[0]}|restricted", *(f"{line}|{'C1|' in line}" for line in lines[1:])])
    follow_up = f"{LATE}\n2|C2|Q2|contact|policy|2026-11-10|-|-|-"
    with waiting(tmp_path, follow_up, **tables) as snapshot:
        everybody = asked(snapshot, "overdue_list")
        named = asked(snapshot, "overdue_list", reach=Reach("named", all_cases=True, restricted_cases=("C1",)))
    assert (everybody.rows["person_id"].tolist(), everybody.hidden) == (["Q2"], {"restricted": 1})
    assert (sorted(named.rows["person_id"]), named.hidden) == (["Q1", "Q2"], {})


def test_shared_work_is_marked_and_another_teams_worker_is_not_named(tmp_path: Path) -> None:
    tables = people("1", "2", "3") | {
        "assignment": """
            case_id|worker_id|role|from_on|to_on
            C1|WA|lead|2026-01-01|-
            C1|WB|co_worker|2026-02-01|-
            C2|WA|lead|2026-01-01|-
            C2|WB|co_worker|2026-02-01|2026-03-01
            C3|WA|lead|2026-01-01|-
        """
    }
    follow_up = "\n".join(f"{n}|C{n}|Q{n}|contact|policy|2026-11-10|-|-|-" for n in (1, 2, 3))
    with waiting(tmp_path, follow_up, **tables) as snapshot:
        columns = ("person_id", "is_shared", "is_co_worked", "lead_worker_id", "team_name")
        own = told(asked(snapshot, "overdue_list", reach=reader("A")).rows, *columns)
        other = told(asked(snapshot, "overdue_list", reach=reader("B")).rows, *columns)
    assert own == [
        ("Q1", True, False, "WA", "Team A"),
        ("Q2", False, False, None, "Team A"),
        ("Q3", False, False, None, "Team A"),
    ]
    assert other == [("Q1", True, True, None, "Team A")]


def test_the_demo_lists_each_person_once_in_a_total_order(demo_store: Store) -> None:
    with demo_store.lease() as snapshot:
        for question in ("overdue_list", "aftercare_list"):
            for only in ((), ("show:due-14",)):
                first, again = (asked(snapshot, question, only=only).rows for _ in range(2))
                assert first["person_id"].is_unique
                assert len(first) > 10
                assert first["person_id"].tolist() == again["person_id"].tolist()
                binding = (first["is_binding"] | first["comes_first"]).tolist()
                assert binding == sorted(binding, reverse=True)
        due = asked(snapshot, "overdue_list", only=("show:due-7",)).rows
    assert due["days_past_due"].between(-7, 0).all()
    assert due["due_by"].dt.date.between(TODAY, date(2026, 11, 23)).all()
