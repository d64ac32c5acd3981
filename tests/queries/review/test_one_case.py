"""One case from every side: facts, stays, promises, contacts, flags, goals, needs, referrals, hands, other cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data.store import Snapshot
from queries.ask import ask
from queries.scope import Reach, Rules, Scope, StageStandard
from tests.queries.probe import MANAGER, reader
from tests.world import TODAY, built

TABLES = {
    "team": "team_id|name\nA|Team A\nB|Team B",
    "programme": "programme_id|name|team_id|pathway\nP|Family|A|short",
    "community": "community_id|name|kind\nC-ASH|Ashgrove|place\nS-DEAF|Deaf|disability",
    "worker": "worker_id|team_id\nWA|A\nWB|B",
    "provider": "provider_id|name\nPR|Food bank",
    "person": "person_id|age_band|language|interpreter_need\nQ|30-39|so|yes\nR|-|-|-",
    "person_community": "person_id|community_id|from_on|to_on\nQ|C-ASH|2020-01-01|-\nQ|S-DEAF|2020-01-01|-",
    "cases": """
        case_id | person_id | programme_id | opened_on  | closed_on  | close_reason | reopened_from | restricted
        K       | Q         | P            | 2026-06-01 | -          | -            | -             | -
        OLD     | Q         | P            | 2025-01-01 | 2025-06-01 | goals_met    | -             | -
        ELSE    | Q         | P            | 2026-07-01 | -          | -            | -             | -
        SECRET  | Q         | P            | 2026-08-01 | -          | -            | -             | true
        OTHER   | R         | P            | 2026-06-01 | -          | -            | -             | -
    """,
    "assignment": """
        case_id | worker_id | role      | from_on    | to_on
        K       | WB        | lead      | 2026-06-01 | 2026-07-01
        K       | WA        | lead      | 2026-07-01 | -
        K       | WB        | co_worker | 2026-08-01 | -
        OLD     | WA        | lead      | 2025-01-01 | -
        ELSE    | WB        | lead      | 2026-07-01 | -
        SECRET  | WA        | lead      | 2026-08-01 | -
        OTHER   | WA        | lead      | 2026-06-01 | -
    """,
    "stage_event": """
        case_id | seq | stage      | entered_on | recorded_on
        K       | 1   | assessment | 2026-06-01 | 2026-06-03
        K       | 2   | planning   | 2026-07-01 | 2026-07-01
        K       | 3   | assessment | 2026-10-01 | 2026-10-01
    """,
    "contact": """
        contact_id | case_id | kind | channel | on_date    | with_whom    | reached | recorded_on
        1          | K       | call | phone   | 2026-09-01 | client       | true    | 2026-09-08
        2          | K       | call | phone   | 2026-11-10 | client       | false   | 2026-11-10
        3          | OLD     | call | phone   | 2026-10-20 | client       | true    | 2026-10-20
        4          | OTHER   | call | phone   | 2026-11-01 | client       | true    | 2026-11-01
    """,
    "follow_up": """
        follow_up_id | case_id | person_id | kind    | basis  | due_by     | done_on    | outcome
        1            | K       | Q         | contact | policy | 2026-09-05 | 2026-09-01 | reached
        2            | K       | Q         | contact | policy | 2026-10-05 | -          | -
        3            | K       | Q         | review  | policy | 2026-11-06 | -          | -
        4            | K       | Q         | contact | policy | 2026-11-24 | -          | -
        5            | OTHER   | R         | contact | policy | 2026-11-24 | -          | -
        6            | OTHER   | R         | review  | policy | 2026-11-18 | -          | -
        7            | OTHER   | R         | plan    | policy | 2026-11-01 | 2026-11-05 | reached
        8            | OTHER   | R         | contact | policy | 2026-11-12 | -          | -
        9            | OTHER   | R         | court   | court  | 2026-10-12 | -          | -
    """,
    "case_flag": """
        case_id | kind       | from_on    | to_on      | review_by
        K       | court      | 2026-06-01 | 2026-07-01 | -
        K       | high_risk  | 2026-08-01 | -          | 2026-10-01
        ELSE    | no_contact | 2026-10-01 | -          | -
    """,
    "goal": """
        goal_id | case_id | level      | domain  | set_on     | co_written | status  | reviewed_on
        1       | K       | individual | housing | 2026-06-10 | true       | reached | 2026-09-01
        2       | K       | family     | work    | 2026-07-10 | -          | active  | -
    """,
    "need": "need_id|case_id|domain|identified_on|resolved_on\n1|K|food|2026-06-02|2026-08-01\n2|K|work|2026-06-05|-",
    "strength": "case_id|domain|noted_on|noted_by\nK|education|2026-06-03|client",
    "referral": """
        referral_id|case_id|domain|provider_id|identified_on|offered_on|agreed|search_on|search_outcome|sent_on|answered_on|decision|reason|first_service_on
        1|K|food|PR|2026-06-02|2026-06-03|yes|-|-|2026-06-04|2026-06-08|accepted|-|2026-06-20
        2|K|work|PR|2026-06-05|2026-06-06|no|-|-|-|-|-|-|-
        3|K|housing|-|2026-06-07|-|yes|2026-06-09|none_exists|-|-|-|-|-
        4|K|legal|PR|2026-06-10|-|yes|-|-|2026-06-11|2026-06-15|rejected|no_place|-
        5|K|health|PR|2026-06-12|-|yes|-|-|2026-06-13|-|-|-|-
    """,
    "consent": """
        person_id | kind                  | given | given_by | on_date
        Q         | contact_after_closing | yes   | self     | 2025-05-01
        Q         | contact_after_closing | no    | carer    | 2026-06-01
        Q         | share                 | yes   | self     | 2026-06-01
    """,
}
RULES = Rules("v", (StageStandard("assessment", "short", expected_days=30),))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with built(tmp_path_factory.mktemp("case"), **TABLES) as opened:
        yield opened


def scope(reach: Reach = MANAGER, case: str = "K", as_of: date = TODAY) -> Scope:
    return Scope(reach, TODAY, as_of, as_of, cases=(case,), rules=RULES)


def rows(snapshot: Snapshot, name: str, *columns: str, reach: Reach = MANAGER, case: str = "K") -> list[list[Any]]:
    """Columns of the answer, days as text, nothing as None."""
    found = ask(snapshot, name, scope(reach, case)).rows[list(columns)]
    return [[_plain(value) for value in row] for row in found.itertuples(index=False, name=None)]


def _plain(value: Any) -> Any:
    if value is None or pd.isna(value):
        return None
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else value


def test_the_facts_of_a_case_and_of_its_person_whose_last_contact_may_stand_on_another_case(snapshot: Snapshot) -> None:
    case = ask(snapshot, "one_case", scope()).one()
    told = {name: _plain(case[name]) for name in case.index}
    assert told | {
        "case_id": "K", "person_id": "Q", "team_name": "Team A", "lead_worker_id": "WA", "programme_name": "Family",
        "pathway_label": "Short", "opened_on": "2026-06-01", "closed_on": None, "is_open": True, "days_open": 168,
        "stage_label": "Assessment", "entered_on": "2026-10-01", "days_in_stage": 46, "standard_days": 30,
        "days_beyond": 16, "is_beyond": True, "overdue": 1, "longest_overdue_days": 10, "next_due_by": None,
        "last_contact_on": "2026-10-20", "days_since_contact": 27, "attempt_days": 1, "age_band_label": "30 to 39",
        "language": "so", "interpreter_need": "yes", "place_name": "Ashgrove", "is_grave": True,
    } == told  # fmt: skip
    assert "must not be contacted" in case["flag_words"]
    assert "high risk" in case["flag_words"]


def test_a_past_day_knows_nothing_of_later(snapshot: Snapshot) -> None:
    case = ask(snapshot, "one_case", scope(as_of=date(2026, 7, 15))).one()
    assert (case["stage_label"], case["days_in_stage"], case["overdue"]) == ("Planning", 14, 0)
    assert pd.isna(case["last_contact_on"])


def test_days_in_each_stage_the_newest_first(snapshot: Snapshot) -> None:
    assert rows(snapshot, "one_case_stages", "stage_label", "entered_on", "left_on", "days_there", "left_to_label") == [
        ["Assessment", "2026-10-01", None, 46, None],
        ["Planning", "2026-07-01", "2026-10-01", 92, "Reassessed"],
        ["Assessment", "2026-06-01", "2026-07-01", 30, "Moved forward"],
    ]


def test_promises_what_is_past_its_date_first_then_what_is_over_and_no_call_to_whom_it_endangers(
    snapshot: Snapshot,
) -> None:
    assert rows(snapshot, "one_case_follow_ups", "kind_label", "due_by", "status", "void_reason", "days_past_due") == [
        ["Review", "2026-11-06", "overdue", None, 10],
        ["Contact", "2026-11-24", "no_longer_applies", "not_safe", -8],
        ["Contact", "2026-10-05", "no_longer_applies", "not_safe", 42],
        ["Contact", "2026-09-05", "done_on_time", None, 72],
    ]


def test_what_comes_next_stands_before_what_is_over(snapshot: Snapshot) -> None:
    assert rows(snapshot, "one_case_follow_ups", "kind_label", "due_by", "status", case="OTHER") == [
        ["Court date", "2026-10-12", "overdue"],
        ["Contact", "2026-11-12", "overdue"],
        ["Review", "2026-11-18", "not_yet_due"],
        ["Contact", "2026-11-24", "not_yet_due"],
        ["Plan", "2026-11-01", "done_late"],
    ]
    case = ask(snapshot, "one_case", scope(case="OTHER")).one()
    found = (case["overdue"], case["longest_overdue_days"], _plain(case["next_due_by"]), case["is_grave"])
    assert found == (2, 35, "2026-11-18", False)


def test_contacts_and_attempts_of_this_case_without_whose_they_were(snapshot: Snapshot) -> None:
    assert rows(snapshot, "one_case_contacts", "on_date", "reached", "with_whom_label", "days_until_written") == [
        ["2026-11-10", False, "The person", 0],
        ["2026-09-01", True, "The person", 7],
    ]
    assert "worker_id" not in ask(snapshot, "one_case_contacts", scope()).rows


def test_flags_and_what_forbids_a_careless_call_on_another_teams_case(snapshot: Snapshot) -> None:
    flags = ["kind", "from_on", "to_on", "is_in_force", "is_review_overdue", "is_elsewhere"]
    expected = [
        ["no_contact", "2026-10-01", None, True, None, True],
        ["high_risk", "2026-08-01", None, True, True, False],
        ["court", "2026-06-01", "2026-07-01", False, None, False],
    ]
    for reach in (MANAGER, reader("A")):
        found = rows(snapshot, "one_case_flags", *flags, reach=reach)
        assert [[one or None if name == "is_review_overdue" else one for name, one in zip(flags, row, strict=True)]
                for row in found] == expected  # fmt: skip


def test_goals_needs_and_strengths_with_who_had_a_say(snapshot: Snapshot) -> None:
    assert rows(snapshot, "one_case_goals", "domain_label", "co_written", "status_label", "reviewed_on") == [
        ["Work", None, "Being worked on", None],
        ["Housing", True, "Reached", "2026-09-01"],
    ]
    assert rows(snapshot, "one_case_needs", "what", "domain_label", "noted_on", "resolved_on", "noted_by_label") == [
        ["need", "Work", "2026-06-05", None, None],
        ["need", "Food", "2026-06-02", "2026-08-01", None],
        ["strength", "Education", "2026-06-03", None, "The person"],
    ]


def test_a_referral_is_told_by_the_step_that_ends_it_or_the_last_one_recorded(snapshot: Snapshot) -> None:
    assert rows(snapshot, "one_case_referrals", "domain_label", "step", "step_on", "reason_label") == [
        ["Health", "sent", "2026-06-13", None],
        ["Legal", "service_said_no", "2026-06-15", "No place"],
        ["Housing", "none_exists", "2026-06-09", None],
        ["Work", "chose_not_to", "2026-06-06", None],
        ["Food", "connected", "2026-06-20", None],
    ]


def test_the_last_word_of_the_person_counts(snapshot: Snapshot) -> None:
    assert rows(snapshot, "one_case_consents", "kind_label", "given", "given_by_label", "is_last") == [
        ["Sharing with services", "yes", "The person", True],
        ["Contact after closing", "no", "A carer", True],
        ["Contact after closing", "yes", "The person", False],
    ]


def test_hands_are_named_to_their_own_team(snapshot: Snapshot) -> None:
    hands = ["role_label", "team_name", "worker_id", "from_on", "to_on"]
    assert rows(snapshot, "one_case_hands", *hands, reach=reader("A")) == [
        ["Co-worker", "Team B", None, "2026-08-01", None],
        ["Lead", "Team A", "WA", "2026-07-01", None],
        ["Lead", "Team B", None, "2026-06-01", "2026-07-01"],
    ]
    case = ask(snapshot, "one_case", scope(reader("B"))).one()
    assert pd.isna(case["lead_worker_id"])
    assert case["is_co_worked"]


def test_other_cases_of_the_person_are_those_within_reach(snapshot: Snapshot) -> None:
    named = reader("A", restricted_cases=("SECRET",))
    for reach, expected in (
        (MANAGER, ["ELSE", "OLD"]),
        (reader("A"), ["OLD"]),
        (reader("B"), ["ELSE"]),
        (named, ["SECRET", "OLD"]),
    ):
        assert [one for (one,) in rows(snapshot, "one_case_others", "case_id", reach=reach)] == expected


@pytest.mark.parametrize("name", ["one_case", "one_case_stages", "one_case_contacts", "one_case_others"])
@pytest.mark.parametrize(
    ("reach", "case"),
    [(MANAGER, "NOSUCH"), (MANAGER, "SECRET"), (reader("A"), "ELSE"), (reader("C"), "K"), (reader("B"), "OLD")],
)
def test_no_such_case_beyond_reach_and_restricted_are_one_answer(
    name: str, reach: Reach, case: str, snapshot: Snapshot
) -> None:
    answer = ask(snapshot, name, scope(reach, case))
    assert answer.rows.empty
    assert dict(answer.hidden) == {}


def test_without_a_case_every_case_in_view_is_told_and_none_has_others(snapshot: Snapshot) -> None:
    whole = Scope(reader("A"), TODAY, TODAY, TODAY, rules=RULES)
    assert list(ask(snapshot, "one_case", whole).rows["case_id"]) == ["K", "OLD", "OTHER"]
    assert ask(snapshot, "one_case_others", whole).rows.empty
