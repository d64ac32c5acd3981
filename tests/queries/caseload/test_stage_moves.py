"""What happened to cases between two days, and that it accounts for every case that is open."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, given, settings

from queries.ask import ask
from queries.scope import FULL_REACH, Reach, Scope
from tests.queries.caseload.stage_oracle import AGENCY, LOOKS, WORLDS, Case, Look, built_from, moves
from tests.world import TODAY, built

WEEK = Scope(FULL_REACH, data_date=TODAY, as_of=TODAY, compare=date(2026, 11, 9))


def moved(folder: Path, scope: Scope = WEEK, **base: str) -> pd.DataFrame:
    with built(folder, **{**AGENCY, "person": "person_id\nQ\nR", **base}) as snapshot:
        return ask(snapshot, "stage_moves", scope).rows


def totals(rows: pd.DataFrame) -> dict[str, int]:
    found = rows[rows["reason"].isna()].set_index("kind")["moves"]
    return {str(kind): int(number) for kind, number in found.items() if number}


def test_forward_reassessed_and_ended_are_told_apart_and_a_correction_is_none(tmp_path: Path) -> None:
    rows = moved(
        tmp_path,
        cases="""
            case_id|person_id|opened_on|closed_on|close_reason
            C|Q|2026-10-01|-|-
            D|R|2026-10-01|2026-11-16|goals_met
            E|R|2026-10-01|2026-11-10|-
        """,
        stage_event="""
            case_id|seq|stage|entered_on|kind
            C|1|assessment|2026-10-01|moved
            C|2|planning|2026-11-09|moved
            C|3|implementation|2026-11-10|moved
            C|4|planning|2026-11-12|moved
            C|5|goal_setting|2026-11-13|corrected
            D|1|assessment|2026-10-01|moved
        """,
    )
    assert totals(rows) == {"advanced": 1, "reassessed": 1, "ended": 2}
    reasons = rows[rows["reason"].notna()]
    assert list(zip(reasons["reason_label"], reasons["moves"], strict=True)) == [
        ("Goals met", 1),
        ("Reason not recorded", 1),
    ]


def test_every_kind_is_there_also_when_nothing_happened(tmp_path: Path) -> None:
    rows = moved(tmp_path, cases="case_id|person_id|opened_on\nC|Q|2026-10-01")
    assert list(rows["kind"]) == ["opened", "taken_over", "advanced", "reassessed", "ended", "handed_over"]
    assert set(rows["moves"]) == {0}


def test_a_case_that_opened_and_ended_on_one_day_did_both(tmp_path: Path) -> None:
    rows = moved(
        tmp_path,
        cases="case_id|person_id|programme_id|opened_on|closed_on|close_reason\nC|Q|P|2026-11-11|2026-11-11|other",
    )
    assert totals(rows) == {"opened": 1, "ended": 1}


HANDED = {
    "cases": "case_id|person_id|programme_id|opened_on\nC|Q|P|2026-10-01",
    "assignment": "case_id|worker_id|role|from_on|to_on\nC|A1|lead|2026-10-01|2026-11-12\nC|B1|lead|2026-11-12|-",
}


def test_a_case_that_changes_teams_leaves_one_and_comes_to_the_other(tmp_path: Path) -> None:
    for number, (teams, expected) in enumerate(((("A",), {"handed_over": 1}), (("B",), {"taken_over": 1}), ((), {}))):
        scope = Scope(FULL_REACH, TODAY, TODAY, date(2026, 11, 9), teams=teams)
        assert totals(moved(tmp_path / str(number), scope, **HANDED)) == expected


def test_the_team_that_gave_a_case_away_counts_nothing_of_it_the_other_takes_it_over(tmp_path: Path) -> None:
    for team, expected in (("A", {}), ("B", {"taken_over": 1})):
        scope = Scope(Reach("reader", teams=(team,)), TODAY, TODAY, date(2026, 11, 9))
        assert totals(moved(tmp_path / team, scope, **HANDED)) == expected


def test_another_worker_of_the_team_is_no_change_of_team(tmp_path: Path) -> None:
    worker = HANDED["assignment"].replace("B1", "A2")
    scope = Scope(FULL_REACH, TODAY, TODAY, date(2026, 11, 9), teams=("A",))
    assert totals(moved(tmp_path, scope, cases=HANDED["cases"], assignment=worker)) == {}


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(WORLDS, LOOKS)
def test_moves_are_what_the_days_say_and_account_for_every_open_case(world: tuple[Case, ...], at: list[Look]) -> None:
    with built_from(world) as snapshot:
        for look in at:
            rows = ask(snapshot, "stage_moves", look.scope()).rows
            overview = ask(snapshot, "stage_overview", look.scope()).one()
            found = Counter(totals(rows))
            assert found == moves(world, look), look
            came, went = found["opened"] + found["taken_over"], found["ended"] + found["handed_over"]
            assert overview["open_cases_then"] + came - went == overview["open_cases"]
            assert rows[rows["reason"].notna()]["moves"].sum() == found["ended"]
