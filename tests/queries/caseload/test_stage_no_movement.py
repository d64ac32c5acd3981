"""The list of people for whom no movement is recorded: who stands on it, in which order, marked how."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pandas as pd

from queries.answer import Answer
from queries.ask import ask
from queries.scope import FULL_REACH, Reach, Rules, Scope, StageStandard
from tests.queries.caseload.stage_oracle import AGENCY
from tests.world import TODAY, built

RULES = Rules(
    "test",
    (
        StageStandard("assessment", "short", expected_days=10),
        StageStandard("planning", "short", expected_days=20),
        StageStandard("planning", "long_term", review_every_days=30),
    ),
)
A_LEADS = "case_id|worker_id|role|from_on\n"


def listed(folder: Path, reach: Reach = FULL_REACH, as_of: date = TODAY, **base: str) -> Answer:
    scope = Scope(reach, data_date=TODAY, as_of=as_of, compare=date(2026, 5, 1), rules=RULES)
    with ExitStack() as stack:
        snapshot = stack.enter_context(built(folder, **{**AGENCY, **base}))
        return ask(snapshot, "stage_no_movement", scope)


def entered(**since: str) -> str:
    """Stage events: each case entered a stage on a day, given as `stage day`."""
    rows = [f"{case}|1|{stage_day.replace(' ', '|')}" for case, stage_day in since.items()]
    return "\n".join(["case_id|seq|stage|entered_on", *rows])


def test_longest_beyond_its_standard_stands_first_and_within_it_nobody_stands(tmp_path: Path) -> None:
    rows = listed(
        tmp_path,
        person="person_id\nP1\nP2\nP3",
        cases="case_id|person_id|pathway|opened_on\nC1|P1|short|2026-01-01\nC2|P2|short|2026-01-01\nC3|P3|short|2026-01-01",
        stage_event=entered(C1="assessment 2026-11-01", C2="planning 2026-10-01", C3="planning 2026-11-01"),
    ).rows
    told = [
        (row.case_id, row.stage_label, row.days_unmoved, row.standard_days, row.days_beyond)
        for row in rows.itertuples()
    ]
    assert told == [("C2", "Planning", 46, 20, 26), ("C1", "Assessment", 15, 10, 5)]
    assert str(rows["moved_on"].iloc[0])[:10] == "2026-10-01"


def test_safety_comes_before_length_and_is_said_in_words(tmp_path: Path) -> None:
    rows = listed(
        tmp_path,
        person="person_id\nP1\nP2\nP3\nP4",
        cases="""
            case_id|person_id|pathway|opened_on
            C1|P1|short|2026-01-01
            C2|P2|short|2026-01-01
            C3|P3|short|2026-01-01
            C4|P4|short|2026-01-01
        """,
        stage_event=entered(
            C1="planning 2026-02-01", C2="planning 2026-10-20", C3="planning 2026-03-01", C4="planning 2026-10-01"
        ),
        case_flag="""
            case_id|kind|from_on|to_on
            C2|safeguarding|2026-02-01|-
            C2|court|2026-03-01|-
            C3|accessible_format|2026-02-01|-
            C3|crisis|2026-02-01|2026-03-01
            C4|high_risk|2026-02-01|-
            C4|no_contact|2026-02-01|-
        """,
    ).rows
    assert [
        (row.case_id, row.flag_words) for row in rows[["case_id", "flag_words"]].itertuples() if row.case_id != "C1"
    ] == [
        ("C4", "must not be contacted, high risk"),
        ("C2", "before the court, safeguarding"),
        ("C3", "needs an accessible format"),
    ]
    assert list(rows["comes_first"]) == [True, True, False, False]
    assert pd.isna(rows.set_index("case_id").loc["C1", "flag_words"])


def test_a_flag_on_another_case_of_the_person_counts_too(tmp_path: Path) -> None:
    rows = listed(
        tmp_path,
        person="person_id\nP1",
        cases="case_id|person_id|pathway|opened_on\nC1|P1|short|2026-01-01\nC2|P1|other|2026-01-01",
        stage_event=entered(C1="planning 2026-02-01", C2="planning 2026-02-01"),
        case_flag="case_id|kind|from_on\nC2|court|2026-02-01",
    ).rows
    assert list(rows["flag_words"]) == ["before the court"]


def test_one_row_a_person_with_the_case_furthest_beyond(tmp_path: Path) -> None:
    rows = listed(
        tmp_path,
        person="person_id\nP1",
        cases="case_id|person_id|pathway|opened_on\nC1|P1|short|2026-01-01\nC2|P1|short|2026-01-01\nC3|P1|short|2026-01-01",
        stage_event=entered(C1="assessment 2026-10-22", C2="planning 2026-10-01", C3="planning 2026-11-15"),
    ).rows
    assert [(row.case_id, row.more_cases) for row in rows.itertuples()] == [("C2", 1)]


def test_people_who_died_never_stand_on_it(tmp_path: Path) -> None:
    """Whatever day is looked at: a list printed for last month is read today."""
    base = {
        "person": "person_id|died_on\nP1|2026-11-10\nP2|-",
        "cases": "case_id|person_id|pathway|opened_on\nC1|P1|short|2026-01-01\nC2|P2|short|2026-01-01",
        "stage_event": entered(C1="planning 2026-02-01", C2="planning 2026-02-01"),
    }
    for as_of in (TODAY, date(2026, 10, 1)):
        assert list(listed(tmp_path / str(as_of), as_of=as_of, **base).rows["person_id"]) == ["P2"]


def test_long_term_work_shows_its_last_review_as_the_last_movement(tmp_path: Path) -> None:
    rows = listed(
        tmp_path,
        person="person_id\nP1",
        cases="case_id|person_id|pathway|opened_on\nC1|P1|long_term|2026-01-01",
        stage_event=entered(C1="planning 2026-02-01"),
        follow_up="follow_up_id|case_id|person_id|kind|basis|due_by|done_on\n1|C1|P1|review|policy|2026-10-01|2026-10-07",
    ).rows
    row = rows.iloc[0]
    assert (str(row["moved_on"])[:10], row["days_unmoved"], row["days_beyond"]) == ("2026-10-07", 40, 10)
    assert bool(row["is_by_review"]) is True


THREE = {
    "person": "person_id\nP1\nP2\nP3",
    "cases": """
        case_id|person_id|programme_id|pathway|opened_on|restricted
        C1|P1|P|short|2026-01-01|false
        C2|P2|P|short|2026-01-01|false
        C3|P3|P|short|2026-01-01|true
    """,
    "stage_event": entered(C1="planning 2026-02-01", C2="planning 2026-03-01", C3="planning 2026-04-01"),
    "assignment": A_LEADS
    + "C1|A1|lead|2026-01-01\nC2|B1|lead|2026-01-01\nC2|A2|co_worker|2026-01-01\nC3|A1|lead|2026-01-01",
}


def test_restricted_cases_are_left_out_and_counted(tmp_path: Path) -> None:
    everyone = listed(tmp_path / "1", **THREE)
    assert (set(everyone.rows["case_id"]), everyone.hidden) == ({"C1", "C2"}, {"restricted": 1})
    named = Reach("named", teams=("A",), restricted_cases=("C3",))
    of_named = listed(tmp_path / "2", named, **THREE)
    assert (set(of_named.rows["case_id"]), of_named.hidden) == ({"C1", "C2", "C3"}, {})


def test_a_supervisor_sees_co_worked_cases_marked_and_no_worker_of_another_team(tmp_path: Path) -> None:
    rows = listed(tmp_path, Reach("supervisor", teams=("A",)), **THREE).rows
    told = [(row.case_id, row.is_co_worked, row.team_name) for row in rows.itertuples()]
    assert told == [("C1", False, "Team A"), ("C2", True, "Team B")]
    assert rows.loc[0, "lead_worker_id"] == "A1"
    assert pd.isna(rows.loc[1, "lead_worker_id"])


def test_nobody_is_an_empty_list_with_its_columns(tmp_path: Path) -> None:
    rows = listed(tmp_path, person="person_id\nP1", cases="case_id|person_id|opened_on\nC1|P1|2026-01-01").rows
    assert rows.empty
    assert {"person_id", "case_id", "days_beyond", "flag_words"} <= set(rows.columns)
