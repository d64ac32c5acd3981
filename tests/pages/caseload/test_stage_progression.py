"""The stage page: its answer in words, its numbers as they were counted, and every number with its list."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.store import Snapshot, Store
from pages.caseload.stage_lists import COLUMNS
from pages.caseload.stage_words import noted
from pages.shared.parts import leaving
from queries.ask import ask as ask_snapshot
from queries.scope import FULL_REACH, Reach
from tests.pages.drawn import drawn, html, real_ask, words
from tests.queries.caseload.stage_oracle import AGENCY
from tests.world import built

PAGE = "pages.caseload.stage_progression"
MANAGER, SUPERVISOR = Reach("manager", all_cases=True), Reach("supervisor", teams=("A",))
WORLD = {
    **AGENCY,
    "programme": "programme_id|name|team_id|aftercare_offered_from\nP|Family|A|2020-01-01",
    "person": "person_id|died_on\nPERSON01|-\nPERSON02|-\nPERSON03|-\nPERSON04|2026-10-01\nPERSON05|-\nPERSON06|-",
    "cases": """
        case_id|person_id|programme_id|pathway|opened_on|closed_on|close_reason|restricted
        CASE0001|PERSON01|P|short|2026-01-01|-|-|false
        CASE0002|PERSON02|P|short|2026-11-10|-|-|false
        CASE0003|PERSON03|P|short|2026-01-01|2026-11-12|goals_met|false
        CASE0004|PERSON04|P|short|2026-01-01|-|-|false
        CASE0005|PERSON05|P|short|2026-01-01|-|-|true
        CASE0006|PERSON06|P|short|2026-01-01|-|-|false
    """,
    "stage_event": """
        case_id|seq|stage|entered_on|recorded_on
        CASE0001|1|assessment|2026-01-01|2026-01-01
        CASE0001|2|implementation|2026-05-01|2026-05-03
        CASE0002|1|assessment|2026-11-10|2026-11-10
        CASE0004|1|implementation|2026-01-02|2026-01-02
        CASE0005|1|implementation|2026-01-02|2026-01-02
        CASE0006|1|assessment|2026-01-02|2026-01-02
        CASE0006|2|implementation|2026-11-11|2026-11-11
    """,
    "assignment": """
        case_id|worker_id|role|from_on
        CASE0001|A1|lead|2026-01-01
        CASE0002|A2|lead|2026-11-10
        CASE0003|A1|lead|2026-01-01
        CASE0004|A1|lead|2026-01-01
        CASE0005|A1|lead|2026-01-01
        CASE0006|B1|lead|2026-01-01
        CASE0006|A2|co_worker|2026-01-01
    """,
    "consent": "person_id|kind|given|on_date\nPERSON03|contact_after_closing|yes|2026-02-01",
    "case_flag": "case_id|kind|from_on\nCASE0001|safeguarding|2026-02-01",
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with built(tmp_path_factory.mktemp("stages"), **WORLD) as published:
        yield published


def page(snapshot: Snapshot, reach: Reach = MANAGER, **address: str) -> AppTest:
    role = "manager" if reach.all_cases else "supervisor"
    return drawn(PAGE, real_ask(snapshot, reach, role=role), **address)


def listed(at: AppTest) -> list[str]:
    """Cases of the list, in its order."""
    return re.findall(r"case-journey\?case=(\w+)", html(at))


def test_the_page_answers_its_question_in_words(snapshot: Snapshot) -> None:
    told = words(page(snapshot))
    assert (
        "5 cases are open for 5 people, as many as on 9 Nov. For 2 of them no movement is recorded for longer than the "
        "standard for their stage. Another person is in aftercare." in told
    )
    assert "5 open cases as many as on 9 Nov" in told
    assert "2 people with no movement beyond the standard" in told
    assert "1 moved forward since 9 Nov 0 reassessed" in told
    assert "1 ended since 9 Nov goals met 1" in told
    assert "5 open on 9 Nov, 1 opened, 1 ended: 5 open now." in told
    assert "1 opened , 1 moved forward , 0 reassessed , 1 ended (goals met 1)." in told


def test_the_list_has_whoever_did_not_move_but_nobody_who_died_and_says_that_one_is_restricted(
    snapshot: Snapshot,
) -> None:
    at = page(snapshot)
    told = words(at)
    assert listed(at) == ["CASE0001"]
    assert "No movement beyond the standard: 1 person 1 restricted, not listed here." in told
    assert "PERS ON01 Safeguarding Implementation Short 1 May 199 120 79 Team A" in told


def test_a_stage_that_the_source_never_records_says_so(snapshot: Snapshot) -> None:
    told = words(page(snapshot, compare="2026-11-12"))
    assert "Planning not recorded not recorded not recorded not recorded Crisis 7" in told
    assert "Stage not recorded" not in told


@pytest.mark.parametrize(
    ("choice", "cases", "title"),
    [
        ("Assessment", ["CASE0002"], "Assessment: 1 person"),
        ("Implementation", ["CASE0001", "CASE0004", "CASE0006"], "Implementation: 3 people"),
        ("All open cases", ["CASE0001", "CASE0004", "CASE0002", "CASE0006"], "All open cases: 4 people"),
        ("Follow-up and aftercare", ["CASE0003"], "Follow-up and aftercare: 1 person"),
        ("Opened", ["CASE0002"], "Opened after 9 Nov: 1 person"),
        ("Moved forward", ["CASE0006"], "Moved forward after 9 Nov: 1 person"),
        ("Ended", ["CASE0003"], "Ended after 9 Nov: 1 person"),
        ("Reassessed", [], "Reassessed: nobody after 9 Nov, up to 16 Nov."),
        ("Planning", [], "Planning: nobody on 16 Nov."),
    ],
)
def test_every_number_opens_its_list_by_its_address(
    snapshot: Snapshot, choice: str, cases: list[str], title: str
) -> None:
    at = page(snapshot, show=choice)
    assert listed(at) == cases
    assert title in words(at)


def test_each_name_in_the_table_and_each_move_is_a_link_that_keeps_the_other_choices(snapshot: Snapshot) -> None:
    told = html(page(snapshot, team="Team A", compare="2026-11-02"))
    links = re.findall(r'href="(\?[^"]+)"', told)
    assert len(links) == 8 + 4 + 4
    assert all("team=Team+A" in link and "compare=2026-11-02" in link and "to=stage_list" in link for link in links)
    assert any("show=Goal+setting" in link for link in links)


def test_the_choice_above_the_list_changes_the_list_alone(snapshot: Snapshot) -> None:
    at = page(snapshot)
    at.selectbox(key="show").set_value("Assessment").run()
    assert not at.exception
    assert listed(at) == ["CASE0002"]
    assert "5 cases are open" in words(at)


def test_a_move_says_from_where_to_where_and_when_it_was_written_up_an_ending_says_why(snapshot: Snapshot) -> None:
    moved, ended = (words(page(snapshot, show=choice)) for choice in ("Moved forward", "Ended"))
    assert "PERS ON06 Assessment → Implementation 11 Nov 11 Nov Team B open" in moved
    assert "PERS ON03 Goals met 12 Nov Team A open" in ended
    assert "Written up" not in ended


def test_a_worker_stands_in_the_list_only_when_asked_for_and_never_in_a_file(snapshot: Snapshot) -> None:
    at = page(snapshot)
    assert "A1" not in words(at)
    at.checkbox(key="stage_list_with_lead_worker_id").check().run()
    assert "A1" in words(at)
    ask = real_ask(snapshot, MANAGER)
    for question, columns in COLUMNS.items():
        answer = ask(question)
        taken = leaving(replace(answer, rows=noted(answer.rows)), columns(ask), "T")
        assert "Worker" not in taken.headings
        assert taken.rows
        assert not {"A1", "A2", "B1"} & {cell for row in taken.rows for cell in row}


def test_a_supervisor_of_one_team_needs_no_team_beside_a_case_and_sees_co_worked_ones_marked(
    snapshot: Snapshot,
) -> None:
    at = page(snapshot, SUPERVISOR, show="Implementation")
    told = words(at)
    assert listed(at) == ["CASE0001", "CASE0004", "CASE0006"]
    assert "Team A" not in told
    assert "Co-worked" in told
    assert "Co-worked cases are listed here and counted for the team that leads them." in told
    assert "4 cases are open for 4 people" in told


def test_a_past_day_rules_every_number(snapshot: Snapshot) -> None:
    told = words(page(snapshot, as_of="2026-05-10", compare="2026-05-01"))
    assert "5 cases are open for 5 people, as many as on 1 May." in told
    assert "Looking back at 10 May 2026" in told
    assert "Data of 16 Nov 2026." in told


def test_nothing_to_show_is_said_of_what_is_recorded_with_the_choice_that_caused_it(snapshot: Snapshot) -> None:
    at = page(snapshot, team="Not allocated")
    told = words(at)
    assert "No case is open in what is recorded up to 16 Nov. Chosen: Not allocated." in told
    assert "Nobody in what is recorded up to 16 Nov. A case without a standard is not judged." in told
    assert listed(at) == []


def test_where_nothing_can_be_judged_there_is_no_nought_that_sounds_like_all_is_well(tmp_path: Path) -> None:
    without = {"cases": WORLD["cases"].replace("|short|", "|-|"), "programme": WORLD["programme"]}
    with built(tmp_path, **{**WORLD, **without}) as unjudged:
        told = words(page(unjudged))
    assert "none judged for movement no standard fits their stage and pathway" in told
    assert "0 people" not in told.split("Who is listed")[0].split("No movement beyond the standard")[0]
    assert "Implementation 4 199 days 318 days none judged" in told


def test_a_store_without_any_case_is_no_error(tmp_path: Path) -> None:
    with built(tmp_path, team="team_id|name\nA|Team A") as empty:
        told = words(page(empty))
    assert "No case is open in what is recorded up to 16 Nov." in told
    assert "How soon moves are written up is not recorded." in told


def test_charts_say_in_words_what_they_show(snapshot: Snapshot) -> None:
    told = [chart.proto.alt for chart in page(snapshot).get("plotly_chart")]
    assert told[0].startswith("Assessment: 1, no change. Goal setting: not recorded.")
    assert told[1].startswith(
        "Cases by stage in each week from 18 May to 16 Nov. At the end: Stage not recorded 0, Assessment 1, "
    )


def test_the_demo_is_shown_with_the_numbers_that_were_counted(demo_store: Store) -> None:
    with demo_store.lease() as demo:
        ask = real_ask(demo, FULL_REACH)
        at = drawn(PAGE, ask)
        overview = ask_snapshot(demo, "stage_overview", ask.scope).one()
        told = words(at)
    assert f"{overview['open_cases']:,} cases are open for {overview['open_people']:,} people" in told
    assert f"For {overview['beyond_people']} of them" in told
    assert len(listed(at)) == 25
    assert "Synthetic data: nobody in it is real." in told
    stages = ask_figures(at)
    assert sum(stages) == overview["open_cases"]


def ask_figures(at: AppTest) -> list[int]:
    """Cases of the small table, but for those in aftercare."""
    table = html(at).split("Days so far and standards by stage", 1)[1].split("</table>", 1)[0]
    rows = pd.Series(re.findall(r'>([^<]+)</a></td><td class="cb-number" data-label="Cases">([\d,]+)', table))
    return [int(cases.replace(",", "")) for name, cases in rows if name != "Follow-up and aftercare"]
