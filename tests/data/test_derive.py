"""Spells, stays, reach and the aftercare ladder that a build derives, held against the rules read slowly."""

from __future__ import annotations

import itertools
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import built

AGENCY = {
    "team": "team_id|name\nA|Team A\nB|Team B",
    "worker": "worker_id|team_id\nW1|A\nW2|B",
    "programme": "programme_id|name|team_id|aftercare_offered_from\nP|Family|A|2020-01-01\nN|None offered|A|-",
}


def derived(folder: Path, table: str, **tables: str) -> pd.DataFrame:
    with built(folder, **{**AGENCY, **tables}) as snapshot:
        return snapshot.cursor().execute(f"select * from store.{table} order by all").df()


def spells(folder: Path, cases: str, assignment: str = "case_id|role|from_on") -> list[tuple[object, ...]]:
    rows = derived(folder, "case_spell", person="person_id\nQ", cases=cases, assignment=assignment)
    rows = rows.sort_values("from_on")
    return [
        (str(row.from_on)[:10], str(row.to_on)[:10], None if pd.isna(row.team_id) else row.team_id)
        for row in rows.itertuples()
    ]


OPEN_CASE = "case_id|person_id|programme_id|opened_on\nC|Q|P|2026-01-01"


def test_a_case_is_not_allocated_until_somebody_leads_it(tmp_path: Path) -> None:
    assert spells(tmp_path, OPEN_CASE, "case_id|worker_id|role|from_on\nC|W1|lead|2026-01-09") == [
        ("2026-01-01", "2026-01-09", None),
        ("2026-01-09", "2199-12-31", "A"),
    ]


def test_a_case_that_moved_counts_for_each_team_in_its_time(tmp_path: Path) -> None:
    moved = "case_id|worker_id|role|from_on|to_on\nC|W1|lead|2026-01-01|2026-03-01\nC|W2|lead|2026-03-01|-"
    assert spells(tmp_path, OPEN_CASE, moved) == [
        ("2026-01-01", "2026-03-01", "A"),
        ("2026-03-01", "2199-12-31", "B"),
    ]


def test_of_two_leads_the_one_who_began_last_holds_the_case(tmp_path: Path) -> None:
    both = "case_id|worker_id|role|from_on|to_on\nC|W1|lead|2026-01-01|-\nC|W2|lead|2026-03-01|2026-04-01"
    assert [team for _, _, team in spells(tmp_path, OPEN_CASE, both)] == ["A", "B", "A"]


def test_after_closing_the_last_team_owns_a_case_unless_another_is_named(tmp_path: Path) -> None:
    lead = "case_id|worker_id|role|from_on\nC|W2|lead|2026-01-01"
    closed = "case_id|person_id|programme_id|opened_on|closed_on\nC|Q|P|2026-01-01|2026-05-01"
    assert spells(tmp_path / "1", closed, lead) == [("2026-01-01", "2199-12-31", "B")]
    named = "case_id|person_id|programme_id|opened_on|closed_on|responsible_team_id\nC|Q|P|2026-01-01|2026-05-01|A"
    assert spells(tmp_path / "2", named, lead)[-1] == ("2026-05-01", "2199-12-31", "A")


def test_a_closing_after_the_data_date_has_not_happened_yet(tmp_path: Path) -> None:
    closed = "case_id|person_id|programme_id|opened_on|closed_on\nC|Q|P|2026-01-01|2026-11-20"
    row = derived(tmp_path, "case_spell", person="person_id\nQ", cases=closed).iloc[0]
    assert str(row["closed_on"])[:10] == "2199-12-31"


def stays(folder: Path, events: str, cases: str = OPEN_CASE) -> list[tuple[str, str, str, str | None]]:
    rows = derived(folder, "stage_spell", person="person_id\nQ", cases=cases, stage_event=events).sort_values("seq")
    return [
        (row.stage, str(row.entered_on)[:10], str(row.left_on)[:10], None if pd.isna(row.left_to) else row.left_to)
        for row in rows.itertuples()
    ]


def test_moving_forward_being_reassessed_and_corrected_are_told_apart(tmp_path: Path) -> None:
    events = """
        case_id|seq|stage|entered_on|kind
        C|1|assessment|2026-01-01|moved
        C|2|planning|2026-02-01|moved
        C|3|implementation|2026-02-10|moved
        C|4|assessment|2026-05-01|moved
        C|5|goal_setting|2026-05-02|corrected
    """
    assert stays(tmp_path, events) == [
        ("assessment", "2026-01-01", "2026-02-01", "advanced"),
        ("planning", "2026-02-01", "2026-02-10", "advanced"),
        ("implementation", "2026-02-10", "2026-05-01", "reassessed"),
        ("assessment", "2026-05-01", "2026-05-02", "corrected"),
        ("goal_setting", "2026-05-02", "2199-12-31", None),
    ]


def test_entering_the_same_stage_again_is_no_move(tmp_path: Path) -> None:
    events = "case_id|seq|stage|entered_on\nC|1|planning|2026-01-01\nC|2|planning|2026-02-01"
    assert stays(tmp_path, events) == [("planning", "2026-01-01", "2199-12-31", None)]


def test_a_stay_ends_with_the_case(tmp_path: Path) -> None:
    closed = "case_id|person_id|programme_id|opened_on|closed_on\nC|Q|N|2026-01-01|2026-05-01"
    events = "case_id|seq|stage|entered_on\nC|1|planning|2026-01-01\nC|2|implementation|2026-06-01"
    assert stays(tmp_path, events, closed) == [("planning", "2026-01-01", "2026-05-01", "ended")]


LADDER = ((7, 1, 30), (30, 15, 90), (90, 60, 180), (180, 150, 210))


@dataclass(frozen=True)
class Ended:
    """A closed case as the ladder's rules see it; contacts as days after closing."""

    reason: str
    offered: bool
    consent: str | None
    contacts: tuple[tuple[int, bool], ...]


def rungs_by_hand(ended: Ended) -> dict[int, int | None]:
    """rung → day it was answered (None = not), or nothing where no aftercare is due."""
    if not ended.offered or ended.consent != "yes":
        return {}
    if ended.reason not in ("goals_met", "planned_ending", "ended_early"):
        return {}
    due = {rung: None for rung, _, _ in LADDER if ended.reason != "ended_early" or rung == 7}
    answered: dict[int, int | None] = dict(due)
    for day, reached in sorted(ended.contacts, key=lambda one: one[0]):
        open_windows = [
            rung
            for rung, opens, passes in LADDER
            if rung in answered and answered[rung] is None and opens <= day < passes
        ]
        if reached and open_windows:
            nearest = min(open_windows, key=lambda rung: (abs(day - rung), rung))
            answered[nearest] = day
    return answered


ENDED = st.builds(
    Ended,
    reason=st.sampled_from(["goals_met", "planned_ending", "ended_early", "declined", "died", "transferred_in"]),
    offered=st.sampled_from([True, True, True, False]),
    consent=st.sampled_from(["yes", "yes", "yes", "no", None]),
    contacts=st.lists(st.tuples(st.integers(0, 215), st.booleans()), max_size=7, unique_by=lambda one: one[0]).map(
        tuple
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ENDED, min_size=1, max_size=12))
def test_the_aftercare_ladder_is_what_the_rules_say(all_ended: list[Ended]) -> None:
    closed = date(2026, 1, 15)
    cases, consent, contact = ["case_id|person_id|programme_id|opened_on|closed_on|close_reason"], [], []
    numbers = itertools.count(1)
    for number, ended in enumerate(all_ended):
        programme = "P" if ended.offered else "N"
        cases.append(f"C{number}|Q{number}|{programme}|2025-06-01|{closed}|{ended.reason}")
        if ended.consent:
            consent.append(f"Q{number}|contact_after_closing|{ended.consent}|2025-07-01")
        for day, reached in ended.contacts:
            on_date = closed + timedelta(days=day)
            contact.append(f"{next(numbers)}|C{number}|{on_date}|{'true' if reached else 'false'}")
    with tempfile.TemporaryDirectory() as folder:
        rows = derived(
            Path(folder),
            "follow_up",
            person="\n".join(["person_id", *(f"Q{number}" for number in range(len(all_ended)))]),
            cases="\n".join(cases),
            consent="\n".join(["person_id|kind|given|on_date", *consent]),
            contact="\n".join(["contact_id|case_id|on_date|reached", *contact]),
        )
    for number, ended in enumerate(all_ended):
        mine = rows[(rows["case_id"] == f"C{number}") & (rows["kind"] == "aftercare")]
        found = {
            int(row.rung): None if pd.isna(row.done_on) else (row.done_on.date() - closed).days
            for row in mine.itertuples()
        }
        assert found == rungs_by_hand(ended), ended


def test_aftercare_is_due_on_the_days_of_the_ladder_and_passes_when_the_next_is_due(tmp_path: Path) -> None:
    rows = derived(
        tmp_path,
        "follow_up",
        person="person_id\nQ",
        cases="case_id|person_id|programme_id|opened_on|closed_on|close_reason\nC|Q|P|2025-06-01|2026-01-15|goals_met",
        consent="person_id|kind|given|on_date\nQ|contact_after_closing|yes|2025-07-01",
    )
    days = [
        tuple((day.date() - date(2026, 1, 15)).days for day in (row.due_from, row.due_by, row.lapses_on))
        for row in rows.itertuples()
    ]
    assert days == [(1, 7, 30), (15, 30, 90), (60, 90, 180), (150, 180, 210)]


def test_a_source_that_keeps_its_own_aftercare_is_not_doubled(tmp_path: Path) -> None:
    rows = derived(
        tmp_path,
        "follow_up",
        person="person_id\nQ",
        cases="case_id|person_id|programme_id|opened_on|closed_on|close_reason\nC|Q|P|2025-06-01|2026-01-15|goals_met",
        consent="person_id|kind|given|on_date\nQ|contact_after_closing|yes|2025-07-01",
        follow_up="follow_up_id|case_id|person_id|kind|basis|rung|due_by\n9|C|Q|aftercare|agreed|7|2026-01-22",
    )
    assert sorted(rows["rung"]) == [7, 30, 90, 180]
    assert len(set(rows["follow_up_id"])) == 4


def test_a_case_sent_to_another_agency_waits_for_their_word(tmp_path: Path) -> None:
    rows = derived(
        tmp_path,
        "follow_up",
        person="person_id\nQ",
        cases="case_id|person_id|programme_id|opened_on|closed_on|close_reason\n"
        "C|Q|P|2025-06-01|2026-01-15|transferred_out",
    )
    assert [(row.kind, str(row.due_by)[:10], row.survives_closure) for row in rows.itertuples()] == [
        ("handover", "2026-01-29", True)
    ]


def test_aftercare_knows_the_day_from_which_another_case_of_the_person_is_open(tmp_path: Path) -> None:
    rows = derived(
        tmp_path,
        "follow_up",
        person="person_id\nQ",
        cases="case_id|person_id|programme_id|opened_on|closed_on|close_reason\n"
        "C|Q|P|2025-06-01|2026-01-15|goals_met\nD|Q|P|2026-02-20|-|-",
        consent="person_id|kind|given|on_date\nQ|contact_after_closing|yes|2025-07-01",
    )
    assert {str(day)[:10] for day in rows["reopened_on"]} == {"2026-02-20"}


def reach(folder: Path, **tables: str) -> set[tuple[str, str]]:
    rows = derived(folder, "case_reach", person="person_id\nQ", **tables)
    return set(zip(rows["case_id"], rows["team_id"], strict=True))


def test_a_case_that_moved_is_seen_by_the_new_team_alone(tmp_path: Path) -> None:
    moved = "case_id|worker_id|role|from_on|to_on\nC|W1|lead|2026-01-01|2026-03-01\nC|W2|lead|2026-03-01|-"
    assert reach(tmp_path, cases=OPEN_CASE, assignment=moved) == {("C", "B")}


def test_a_closed_case_is_seen_by_the_responsible_team(tmp_path: Path) -> None:
    closed = "case_id|person_id|programme_id|opened_on|closed_on\nC|Q|P|2026-01-01|2026-05-01"
    lead = "case_id|worker_id|role|from_on\nC|W1|lead|2026-01-01"
    assert reach(tmp_path, cases=closed, assignment=lead) == {("C", "A")}


def test_a_case_reopened_elsewhere_is_seen_there_and_no_longer_where_it_closed(tmp_path: Path) -> None:
    cases = (
        "case_id|person_id|programme_id|opened_on|closed_on|reopened_from\n"
        "C|Q|P|2026-01-01|2026-05-01|-\nD|Q|P|2026-06-01|-|C"
    )
    leads = "case_id|worker_id|role|from_on\nC|W1|lead|2026-01-01\nD|W2|lead|2026-06-01"
    assert reach(tmp_path, cases=cases, assignment=leads) == {("C", "B"), ("D", "B")}


def test_a_co_worked_case_is_seen_by_both_teams(tmp_path: Path) -> None:
    both = "case_id|worker_id|role|from_on\nC|W1|lead|2026-01-01\nC|W2|co_worker|2026-02-01"
    assert reach(tmp_path, cases=OPEN_CASE, assignment=both) == {("C", "A"), ("C", "B")}


def test_a_case_that_nobody_was_given_is_seen_by_the_team_of_its_programme(tmp_path: Path) -> None:
    assert reach(tmp_path, cases=OPEN_CASE) == {("C", "A")}


def test_one_call_answers_one_ladder_when_two_cases_of_a_person_closed_on_one_day(tmp_path: Path) -> None:
    rows = derived(
        tmp_path,
        "follow_up",
        person="person_id\nQ",
        cases="case_id|person_id|programme_id|opened_on|closed_on|close_reason\n"
        "C|Q|P|2025-06-01|2026-01-15|goals_met\nD|Q|P|2025-07-01|2026-01-15|goals_met",
        consent="person_id|kind|given|on_date\nQ|contact_after_closing|yes|2025-07-01",
        contact="contact_id|case_id|on_date|reached\n1|C|2026-01-20|true",
    )
    first = rows[rows["rung"] == 7].sort_values("case_id")
    assert [str(day)[:10] for day in first["done_on"]] == ["2026-01-20", "2026-01-20"]
    ended = {row.case_id: str(row.reopened_on)[:10] for row in rows.itertuples()}
    assert ended == {"C": "2026-01-15", "D": "NaT"}


def test_a_case_without_aftercare_ends_nobody_elses_ladder_when_it_closed_on_the_same_day(tmp_path: Path) -> None:
    rows = derived(
        tmp_path,
        "follow_up",
        person="person_id\nQ",
        cases="case_id|person_id|programme_id|opened_on|closed_on|close_reason\n"
        "C|Q|P|2025-06-01|2026-01-15|goals_met\nD|Q|N|2025-07-01|2026-01-15|goals_met",
        consent="person_id|kind|given|on_date\nQ|contact_after_closing|yes|2025-07-01",
    )
    assert set(rows["case_id"]) == {"C"}
    assert rows["reopened_on"].isna().all()


def test_whom_a_closing_calls_dead_has_died(tmp_path: Path) -> None:
    people = derived(
        tmp_path,
        "person",
        person="person_id|died_on\nQ|-\nR|2026-02-01",
        cases="case_id|person_id|programme_id|opened_on|closed_on|close_reason\n"
        "C|Q|P|2025-06-01|2026-01-15|died\nD|R|P|2025-06-01|2026-02-09|died\nE|Q|P|2025-06-01|-|-",
    )
    assert {row.person_id: str(row.died_on)[:10] for row in people.itertuples()} == {
        "Q": "2026-01-15",
        "R": "2026-02-01",
    }


def test_aftercare_promised_to_two_people_of_a_case_is_one_stay_of_it(tmp_path: Path) -> None:
    stays = derived(
        tmp_path,
        "stage_spell",
        person="person_id\nQ\nR",
        cases="case_id|person_id|programme_id|opened_on|closed_on|close_reason\nC|Q|P|2025-06-01|2026-01-15|goals_met",
        follow_up="follow_up_id|case_id|person_id|kind|basis|rung|due_by|lapses_on\n"
        "1|C|Q|aftercare|agreed|7|2026-01-22|2026-02-14\n2|C|R|aftercare|agreed|30|2026-02-14|2026-04-15",
    )
    assert [(row.stage, row.person_id, str(row.left_on)[:10]) for row in stays.itertuples()] == [
        ("aftercare", "Q", "2026-04-15")
    ]
