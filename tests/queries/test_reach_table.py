"""Who may see a case and whose it was: each line of the table "Reach and attribution", as a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from data.store import Snapshot
from queries.scope import NOT_ALLOCATED, Reach
from tests.queries.probe import MANAGER, probed, reader, scope_of
from tests.world import TODAY, built

A, B, C = reader("A"), reader("B"), reader("C")
FEBRUARY, APRIL = date(2026, 2, 14), date(2026, 4, 14)
AGENCY = {
    "team": "team_id|name\nA|Team A\nB|Team B\nC|Team C",
    "programme": "programme_id|name|team_id|aftercare_offered_from\nP|Family|A|2020-01-01",
    "worker": "worker_id|team_id\nWA|A\nWB|B",
    "person": "person_id\nQ",
    "consent": "person_id|kind|given|on_date\nQ|contact_after_closing|yes|2026-01-02",
}
CASES = "case_id|person_id|programme_id|opened_on|closed_on|close_reason|reopened_from|restricted\n"
OPEN = CASES + "K|Q|P|2026-01-05|-|-|-|-"
LEADS = "case_id|worker_id|role|from_on|to_on\n"
MOVED = LEADS + "K|WA|lead|2026-01-05|2026-03-01\nK|WB|lead|2026-03-01|-"
Make = Callable[..., Snapshot]


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Make]:
    """Makes a snapshot of an agency of three teams with the given cases."""
    with ExitStack() as opened:
        yield lambda **tables: opened.enter_context(built(tmp_path, **(AGENCY | tables)))


def seen(snapshot: Snapshot, reach: Reach, as_of: date = TODAY, select: str = "select c.case_id from cases c") -> list:
    """What a list shows this reader, sorted."""
    rows = probed(snapshot, select, scope_of(reach, TODAY, as_of), listing=True)
    return sorted(rows.itertuples(index=False, name=None)) if len(rows.columns) > 1 else sorted(rows.iloc[:, 0])


def counted(snapshot: Snapshot, reach: Reach, as_of: date = TODAY) -> dict[str, int]:
    """Team → cases that a total counts for it, for this reader."""
    select = f"select coalesce(c.team_id, '{NOT_ALLOCATED}') as team, count(*) as n from cases c group by c.team_id"
    rows = probed(snapshot, select, scope_of(reach, TODAY, as_of), listing=False)
    return dict(zip(rows["team"], rows["n"], strict=True))


def test_open_team_a_all_along_a_may_see_it_and_it_counts_for_a(agency: Make) -> None:
    world = agency(cases=OPEN, assignment=LEADS + "K|WA|lead|2026-01-05|-")
    assert [seen(world, reach) for reach in (A, B, C, MANAGER)] == [["K"], [], [], ["K"]]
    assert [counted(world, reach) for reach in (A, B, MANAGER)] == [{"A": 1}, {}, {"A": 1}]


def test_moved_from_a_to_b_looking_at_february_b_may_see_it_and_it_counts_for_a(agency: Make) -> None:
    world = agency(cases=OPEN, assignment=MOVED)
    assert [seen(world, reach, FEBRUARY) for reach in (A, B)] == [[], ["K"]]
    assert counted(world, MANAGER, FEBRUARY) == {"A": 1}
    assert [counted(world, reach, FEBRUARY) for reach in (A, B)] == [{}, {}]


def test_moved_from_a_to_b_the_stay_keeps_its_first_day_and_days_do_not_restart(agency: Make) -> None:
    events = "case_id|seq|stage|entered_on\nK|1|planning|2026-01-20"
    world = agency(cases=OPEN, assignment=MOVED, stage_event=events)
    select = "select cast(s.entered_on as varchar) as day from stage_spell s"
    for day in (FEBRUARY, APRIL):
        assert seen(world, B, day, select) == ["2026-01-20"]


def test_moved_from_a_to_b_looking_at_april_b_may_see_it_and_it_counts_for_b(agency: Make) -> None:
    world = agency(cases=OPEN, assignment=MOVED)
    assert [seen(world, reach, APRIL) for reach in (A, B)] == [[], ["K"]]
    assert [counted(world, reach, APRIL) for reach in (A, B, MANAGER)] == [{}, {"B": 1}, {"B": 1}]


def test_a_case_that_moved_is_not_called_co_worked_when_looking_back(agency: Make) -> None:
    world = agency(cases=OPEN, assignment=MOVED)
    assert seen(world, B, FEBRUARY, "select c.is_co_worked from cases c") == [False]


def test_closed_while_with_a_aftercare_due_later_a_may_see_it_and_it_counts_for_a(agency: Make) -> None:
    world = agency(
        cases=CASES + "K|Q|P|2026-01-05|2026-10-01|goals_met|-|-", assignment=LEADS + "K|WA|lead|2026-01-05|-"
    )
    select = "select f.rung from follow_up f where f.kind = 'aftercare'"
    assert [seen(world, reach, TODAY, select) for reach in (A, B)] == [[7, 30, 90, 180], []]
    assert [counted(world, reach) for reach in (A, B, MANAGER)] == [{"A": 1}, {}, {"A": 1}]


def test_closed_with_a_reopened_with_b_b_may_see_the_new_case_and_a_no_longer(agency: Make) -> None:
    world = agency(
        cases=CASES + "K|Q|P|2026-01-05|2026-02-01|goals_met|-|-\nL|Q|P|2026-03-01|-|-|K|-",
        assignment=LEADS + "K|WA|lead|2026-01-05|-\nL|WB|lead|2026-03-01|-",
    )
    assert seen(world, A) == []
    assert "L" in seen(world, B)
    assert counted(world, MANAGER) == {"A": 1, "B": 1}, "the old case counts for A, the new one for B"
    assert counted(world, B) == {"B": 1}


def test_co_worked_by_a_and_b_both_may_see_it_the_lead_counts_and_the_other_sees_it_marked(agency: Make) -> None:
    both = LEADS + "K|WA|lead|2026-01-05|-\nK|WB|co_worker|2026-02-01|-"
    world = agency(cases=OPEN, assignment=both)
    select = "select c.case_id, c.is_co_worked from cases c"
    assert [seen(world, reach, TODAY, select) for reach in (A, B, C)] == [[("K", False)], [("K", True)], []]
    assert [counted(world, reach) for reach in (A, B, MANAGER)] == [{"A": 1}, {}, {"A": 1}]


def test_not_allocated_managers_and_the_programmes_team_may_see_it_and_it_counts_as_not_allocated(agency: Make) -> None:
    world = agency(cases=OPEN)
    assert [seen(world, reach) for reach in (A, B, MANAGER)] == [["K"], [], ["K"]]
    assert [counted(world, reach) for reach in (A, B, MANAGER)] == [{NOT_ALLOCATED: 1}, {}, {NOT_ALLOCATED: 1}]


def test_restricted_named_accounts_may_see_it_whatever_the_team_and_it_counts_as_usual(agency: Make) -> None:
    world = agency(cases=CASES + "K|Q|P|2026-01-05|-|-|-|true", assignment=LEADS + "K|WA|lead|2026-01-05|-")
    named = [reader(*teams, restricted_cases=("K",)) for teams in (("A",), ("B",), ())]
    assert [seen(world, reach) for reach in named] == [["K"], ["K"], ["K"]]
    assert [seen(world, reach) for reach in (A, B, MANAGER)] == [[], [], []], "never listed to others"
    assert [counted(world, reach) for reach in (A, B, MANAGER)] == [{"A": 1}, {}, {"A": 1}]
    assert counted(world, named[1]) == {}, "being named shows a case; it does not make it one's own team's"


def test_being_named_for_a_case_that_is_no_longer_restricted_shows_nothing_more(agency: Make) -> None:
    world = agency(cases=OPEN, assignment=LEADS + "K|WA|lead|2026-01-05|-")
    assert seen(world, reader("B", restricted_cases=("K",))) == []


def test_a_past_as_of_date_never_widens_reach(agency: Make) -> None:
    world = agency(cases=OPEN, assignment=MOVED)
    for day in (date(2026, 1, 5), FEBRUARY, date(2026, 2, 28)):
        assert seen(world, A, day) == [], "A held it then; today it is not A's to see"


def test_a_deputy_sees_the_teams_that_are_theirs_to_see(agency: Make) -> None:
    leads = LEADS + "K|WA|lead|2026-01-05|-\nL|WB|lead|2026-01-05|-"
    world = agency(cases=OPEN + "\nL|R|P|2026-01-05|-|-|-|-", assignment=leads, person=AGENCY["person"] + "\nR")
    assert [seen(world, reach) for reach in (A, reader("A", "B"))] == [["K"], ["K", "L"]]


def test_a_case_reopened_where_nobody_was_given_it_and_no_team_runs_the_programme_is_for_managers(agency: Make) -> None:
    world = agency(
        programme="programme_id|name\nN|Nobody's",
        cases="case_id|person_id|programme_id|opened_on|closed_on|close_reason|reopened_from\n"
        "K|Q|N|2026-01-05|2026-02-01|goals_met|-\nL|Q|N|2026-03-01|-|-|K",
        assignment=LEADS + "K|WA|lead|2026-01-05|-",
    )
    assert [seen(world, reach) for reach in (A, B, MANAGER)] == [[], [], ["K", "L"]]


def test_how_people_describe_themselves_is_for_totals_and_never_tells_a_list_apart(agency: Make) -> None:
    world = agency(
        cases=OPEN,
        community="community_id|name|kind\nC-ASH|Ashgrove|place\nS-DEAF|Deaf|disability",
        person_community="person_id|community_id|from_on\nQ|C-ASH|2020-01-01\nQ|S-DEAF|2020-01-01",
    )
    whole, deaf = scope_of(MANAGER, TODAY), scope_of(MANAGER, TODAY, communities=("S-DEAF",))
    select = "select m.community_id from person_community m"
    assert sorted(probed(world, select, whole, listing=False)["community_id"]) == ["C-ASH", "S-DEAF"]
    assert sorted(probed(world, select, whole, listing=True)["community_id"]) == ["C-ASH"]
    assert len(probed(world, "select c.case_id from cases c", deaf, listing=False)) == 1
    assert len(probed(world, "select c.case_id from cases c", deaf, listing=True)) == 0


def test_a_request_is_seen_by_the_programmes_team_and_its_case_only_by_whoever_may_see_the_case(agency: Make) -> None:
    world = agency(
        cases=OPEN,
        assignment=MOVED,
        request="request_id|received_on|programme_id|case_id\n1|2026-01-02|P|K\n2|2026-01-03|-|-",
    )
    select = "select r.request_id, coalesce(r.case_id, '-') as case_key from request r"
    assert [seen(world, reach, TODAY, select) for reach in (A, B, C, MANAGER)] == [
        [(1, "-")], [], [], [(1, "K"), (2, "-")]
    ]  # fmt: skip


def test_a_handover_that_is_only_planned_changes_nothing_yet(agency: Make) -> None:
    planned = LEADS + "K|WA|lead|2026-01-05|2026-12-01\nK|WB|lead|2026-12-01|-\nL|WB|lead|2026-12-01|-"
    world = agency(
        cases=CASES + "K|Q|P|2026-01-05|-|-|-|-\nL|Q|P|2026-01-05|-|-|-|-\nM|Q|P|2026-12-01|-|-|K|-", assignment=planned
    )
    assert [seen(world, reach) for reach in (A, B, MANAGER)] == [["K", "L"], [], ["K", "L"]]
