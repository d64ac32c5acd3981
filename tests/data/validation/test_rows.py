"""Every check that looks at rows: one row that it finds, added to an agency in which nothing else is wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from data.findings import Finding
from tests.data.validation.agency import AGENCY, found

ROWS: tuple[tuple[str, str, str, str], ...] = (
    ("value_missing", "person", "person_id", ",30-39,,,,"),
    ("value_missing", "cases", "opened_on", "K-none,Q1,P, ,,,,"),
    ("value_missing", "contact", "on_date", "9,K1,,,,NULL,,,"),
    ("date_unreadable", "cases", "opened_on", "K-slash,Q1,P,05/01/2026,,,,"),
    ("date_unreadable", "cases", "opened_on", "K-time,Q1,P,2026-01-05 13:30:00,,,,"),
    ("date_unreadable", "consent", "on_date", "Q1,share,yes,,2026-1-5"),
    ("date_impossible", "cases", "closed_on", "K-feb,Q1,P,2026-01-05,2026-02-30,,,"),
    ("date_too_early", "person", "died_on", "Q-old,,,,,1899-12-31"),
    ("date_too_late", "assignment", "to_on", "K3,W1,N,co_worker,2026-01-06,9999-12-31"),
    ("date_ahead", "contact", "on_date", "10,K3,,call,,2026-11-17,,,"),
    ("date_ahead", "cases", "closed_on", "K-ahead,Q1,P,2026-01-05,2026-12-01,goals_met,,"),
    ("number_unreadable", "worker", "fte", 'W-half,N,,"0,5",,'),
    ("number_not_whole", "case_rating", "score", "K1,travel,two,2026-01-05"),
    ("number_beyond", "case_rating", "score", "K1,travel,4,2026-01-05"),
    ("number_beyond", "client_feedback", "heard", "K3,2026-06-01,self,0,4,,3"),
    ("number_beyond", "goal", "attainment", "G-3,K3,,,2026-02-05,,,,,3,"),
    ("truth_unreadable", "contact", "reached", "11,K3,,call,,2026-03-01,,perhaps,"),
    ("code_unknown", "cases", "close_reason", "K-code,Q1,P,2026-01-05,2026-02-05,moved_away,,"),
    ("code_unknown", "need", "domain", "D-code,K1,clothes,2026-01-06,"),
    ("text_too_long", "team", "name", f"LONG,{'a b ' * 60}"),
    ("text_malformed", "person", "language", "Q-lang,,,English,,"),
    ("text_malformed", "provider", "services", "V-words,Trust,C1,housing;food,5,business"),
    ("text_malformed", "service_session", "partner_disciplines", "S-words,W1,,2026-03-01,60,Nurse Jo Smith,"),
    ("text_malformed", "follow_up", "rung", "9,K3,,aftercare,agreed,14,,2026-06-08,,,,,,,,,"),
    ("control_character", "team", "name", "BELL,Team\a"),
    ("key_twice", "team", "team_id", "N,Team North again"),
    ("key_twice", "person", "person_id", "q1,30-39,,,,"),
    ("key_twice", "contact", "contact_id", "1,K3,,call,,2026-03-01,,,"),
    ("key_twice", "barrier_report", "ask_id", "A1,K1,,2026-01-06,,ins_cost,,client"),
    ("key_twice", "follow_up", "case_id", "16,K1,,aftercare,agreed,7,,2026-06-08,,,,,,,,,2026-07-01"),
    ("key_twice", "session_participant", "session_id", "S1,K1"),
    ("row_orphaned", "cases", "person_id", "K-lone,Q-nobody,P,2026-01-05,,,,"),
    ("row_orphaned", "contact", "case_id", "12,K-lone,,call,,2026-03-01,,,"),
    ("row_orphaned", "follow_up", "person_id", "10,K3,Q-nobody,contact,policy,,,2026-06-08,,,,,,,,,"),
    ("row_orphaned", "referral_event", "referral_id", "F-gone,requested,2026-01-10,worker"),
    ("reference_unknown", "contact", "worker_id", "13,K3,W-gone,call,,2026-03-01,,,"),
    ("reference_unknown", "referral", "need_id", "F-need,K3,D-gone,,,,2026-02-06,,,,,,"),
    ("reference_unknown", "community", "parent_id", "C-child,Lower Brook,place,C-gone,"),
    ("end_before_start", "cases", "closed_on", "K-back,Q1,P,2026-03-05,2026-02-05,other,,"),
    ("end_before_start", "follow_up", "due_by", "11,K3,,contact,policy,,2026-06-09,2026-06-08,,,,,,,,,"),
    ("result_before_referral", "referral", "answered_on", "F-early,K3,,,,,2026-02-06,2026-02-10,2026-02-09,,,,"),
    ("recorded_before", "contact", "recorded_on", "14,K3,,call,,2026-03-02,,,2026-03-01"),
    ("reason_without_closing", "cases", "closed_on", "K-why,Q1,P,2026-03-05,,goals_met,,"),
    ("outcome_without_day", "follow_up", "done_on", "12,K3,,contact,policy,,,2026-06-08,,reached,,,,,,,"),
    (
        "exemption_not_counted",
        "follow_up",
        "exempt_reason",
        "13,K3,,court,court,,,2026-06-08,,,2026-06-01,2026-06-30,away,W1,,,",
    ),
    ("rung_without_aftercare", "follow_up", "rung", "14,K3,,contact,policy,30,,2026-06-08,,,,,,,,,"),
    ("stage_twice", "stage_event", "case_id", "K1,2,evaluation,2026-03-01,,"),
    ("stages_disordered", "stage_event", "seq", "K1,3,evaluation,2026-02-04,,"),
    ("after_case_end", "stage_event", "entered_on", "K1,4,evaluation,2026-06-02,,"),
    ("after_case_end", "need", "identified_on", "D-late,K1,food,2026-06-02,"),
    ("before_case_start", "stage_event", "entered_on", "K3,1,assessment,2026-01-31,,"),
    ("reopened_later", "cases", "reopened_from", "K-again,Q1,P,2026-01-05,,,K1,"),
    (
        "aftercare_contradicted",
        "follow_up",
        "due_by",
        "15,K1,,aftercare,agreed,30,,2026-06-01,,,,,,,,,2026-07-01",
    ),
    ("barrier_beside_none", "barrier_report", "answer", "A1,K1,,2026-01-06,,none,,client"),
)
"""(check, table, column, row): each is found by its check alone."""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """The agency with every one of these rows."""
    added: dict[str, str] = {}
    for _, table, _, row in ROWS:
        added[table] = added.get(table, "+") + row + "\n"
    changes = {table: rows.removesuffix("\n") for table, rows in added.items()}
    return found(tmp_path_factory.mktemp("all"), changes)


def places() -> list[tuple[str, str, str, int]]:
    """(check, table, column, number of the row) in the order of ROWS."""
    last = Counter({table: text.count("\n") for table, text in AGENCY.items()})
    numbered = []
    for check, table, column, _ in ROWS:
        last[table] += 1
        numbered.append((check, table, column, last[table]))
    return numbered


def test_nothing_is_found_where_nothing_is_wrong(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize("place", places(), ids=lambda place: f"{place[0]}-{place[1]}-{place[2]}")
def test_the_row_is_found_by_its_check(place: tuple[str, str, str, int], everything: list[Finding]) -> None:
    check, table, column, row = place
    hits = [one for one in everything if (one.table, one.row_number) == (table, row)]
    assert [(one.check_id, one.column, one.source_file, one.count) for one in hits] == [
        (check, column, f"{table}.csv", 1)
    ]


def test_no_other_row_is_found_and_no_value_is_told(everything: list[Finding]) -> None:
    assert sorted((one.check_id, one.table, one.column, one.row_number) for one in everything) == sorted(places())
    for value in ("moved_away", "perhaps", "Smith", "Q-nobody", "English", "1899", "05/01"):
        assert value not in str(everything)
