"""Overdue follow-ups, drawn alone: two tabs, the numbers of its questions, lists that never lead to a careless call."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.store import Snapshot, Store
from pages.caseload import overdue_choices
from pages.caseload.overdue_choices import Choice, pick
from pages.caseload.overdue_columns import open_case_columns, with_words
from pages.documents.tables import as_csv
from pages.shared.parts import leaving
from queries.scope import Reach, Scope
from tests.pages.drawn import drawn, fake_ask, html, real_ask, words
from tests.queries.caseload.waiting import AGENCY, asked, people
from tests.world import TODAY, built

PAGE = "pages.caseload.overdue_follow_ups"
MANAGER, SUPERVISOR = Reach("manager", all_cases=True), Reach("supervisor", teams=("A",))
FOLLOW_UPS = """
    follow_up_id|case_id|person_id|kind|basis|due_by|done_on|outcome|recorded_on|exempt_from|exempt_until|exempt_reason|exempt_by
    1|CONE|QONE|contact|policy|2026-09-30|-|-|-|-|-|-|-
    2|CTWO|QTWO|contact|statutory|2026-11-12|-|-|-|-|-|-|-
    3|CTWO|QTWO|review|policy|2026-11-02|-|-|-|-|-|-|-
    4|CTHREE|QTHREE|review|policy|2026-11-10|-|-|-|-|-|-|-
    5|CFOUR|QFOUR|contact|policy|2026-11-10|-|-|-|2026-11-01|2026-12-01|in_hospital|WA
    6|CFIVE|QFIVE|contact|statutory|2026-11-05|2026-11-04|asked_not_to|2026-11-05|-|-|-|-
    7|CSIX|QSIX|contact|policy|2026-11-20|-|-|-|-|-|-|-
    8|CSIX|QSIX|contact|policy|2026-11-28|-|-|-|-|-|-|-
    9|CSEVEN|QSEVEN|contact|policy|2026-11-01|-|-|-|-|-|-|-
    10|CSIX|QSIX|contact|policy|2026-10-20|2026-10-20|reached|2026-11-12|-|-|-|-
    11|CNINE|QNINE|contact|policy|2026-11-06|-|-|-|-|-|-|-
"""
KEYS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE")


def world() -> dict[str, str]:
    """Q1 waits long, Q2 by law, Q3 must not be contacted, Q4 is exempt, Q5 asked not to be, Q6 is due soon,
    Q7 is restricted, Q8's case ended 40 days ago, Q9 is Team B's and co-worked by A."""
    tables = people(*KEYS, closed={"EIGHT": "2026-10-07"})
    heading, *lines = tables["cases"].splitlines()
    tables["cases"] = "\n".join([f"{heading}|restricted", *(f"{line}|{'CSEVEN|' in line}" for line in lines)])
    tables["assignment"] = tables["assignment"].replace("CNINE|WA|lead", "CNINE|WB|lead")
    tables["assignment"] += "\nCNINE|WA|co_worker|2026-02-01"
    return {
        **AGENCY,
        **tables,
        "follow_up": FOLLOW_UPS,
        "consent": "person_id|kind|given|on_date\nQEIGHT|contact_after_closing|yes|2026-02-01",
        "case_flag": "case_id|kind|from_on\nCTWO|safeguarding|2026-02-01\nCTHREE|no_contact|2026-11-01",
        "contact": "contact_id|case_id|on_date|reached|recorded_on\n1|CTWO|2026-10-01|true|2026-10-03\n"
        "2|CTWO|2026-10-11|false|2026-10-12\n3|CONE|2026-08-15|true|2026-08-15",
    }


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with built(tmp_path_factory.mktemp("waiting"), **world()) as published:
        yield published


def page(snapshot: Snapshot, reach: Reach = MANAGER, **address: str) -> AppTest:
    role = "manager" if reach.all_cases else "supervisor"
    return drawn(PAGE, real_ask(snapshot, reach, role=role), **address)


def listed(at: AppTest) -> list[str]:
    """Cases of the list, in its order."""
    return re.findall(r"case-journey\?case=(\w+)", html(at))


def test_the_page_answers_its_question_in_words_and_figures(snapshot: Snapshot) -> None:
    told = words(page(snapshot))
    assert (
        "7 follow-ups are overdue for 6 people, 2 more than on 9 Nov. Of these, 1 is a statutory or court date and "
        "1 is aftercare." in told
    )
    assert "6 overdue in open cases for 5 people, 2 more than on 9 Nov" in told
    assert "1 statutory or court date 1 more than on 9 Nov" in told
    assert "1 due in the next 7 days 2 in 14 days" in told


def test_the_list_stands_by_safety_and_leaves_out_whom_a_call_could_harm(snapshot: Snapshot) -> None:
    at = page(snapshot)
    told = words(at)
    assert listed(at) == ["CTWO", "CNINE", "CONE"]
    assert "Who is waiting: 3 people 1 restricted, not listed here." in told
    assert "Contact, statutory, and 1 more 4 days 12 Nov" in told
    assert "1 Oct 1 day safeguarding" in told
    assert "no contact recorded yet" in told
    assert "QTHR" not in told
    assert "1 person must not be contacted, not listed; 1 of them is counted above" in told


def test_exempt_people_and_those_who_asked_not_to_be_contacted_stand_apart_with_why(snapshot: Snapshot) -> None:
    at = page(snapshot)
    told = words(at)
    assert [one.label for one in at.expander] == ["Not chased: 1 exempt for a time and 1 who asked not to be contacted"]
    assert "In hospital, until 1 Dec" in told
    assert "Asked not to be contacted on 4 Nov" in told
    assert "the duty stands; they are listed here, not counted as overdue" in told
    assert "1 exempt for a time and 1 who asked not to be contacted left out." in told


def test_how_long_notes_take_stands_under_the_list(snapshot: Snapshot) -> None:
    assert "Notes here are usually written up within 1 day, nine in ten within 2 days." in words(page(snapshot))


def test_what_is_due_soon_can_be_opened(snapshot: Snapshot) -> None:
    at = page(snapshot, due="Due in 14 days")
    assert listed(at) == ["CSIX"]
    told = words(at)
    assert "Due in 14 days: 1 person" in told
    assert "Contact, our standard, and 1 more in 4 days 20 Nov" in told


@pytest.mark.parametrize(
    ("address", "cases"),
    [
        ({"kind": "Review"}, ["CTWO"]),
        ({"basis": "Statutory"}, ["CTWO"]),
        ({"waiting": "29 to 84 days"}, ["CONE"]),
        ({"waiting": "8 to 14 days"}, ["CNINE", "CTWO"]),
        ({"kind": "Review", "waiting": "29 to 84 days"}, []),
        ({"kind": "No such kind"}, ["CTWO", "CNINE", "CONE"]),
    ],
)
def test_every_number_of_the_charts_is_opened_by_the_address(
    snapshot: Snapshot, address: dict[str, str], cases: list[str]
) -> None:
    at = page(snapshot, **address)
    assert sorted(listed(at)) == sorted(cases)
    if not cases:
        assert "Nothing overdue for 29 to 84 days and review in what is recorded up to 16 Nov." in words(at)


def test_each_figure_that_has_a_list_leads_to_it_and_lets_other_choices_of_the_list_go(snapshot: Snapshot) -> None:
    at = page(snapshot, team="Team A", kind="Review")
    links = re.findall(r'cb-label"><a href="([^"]+)"', html(at))
    assert len(links) == 3
    assert all("team=Team+A" in link and "kind=" not in link and "to=waiting_list" in link for link in links)
    assert "basis=Statutory+or+court" in links[1]
    assert "due=Due+in+7+days" in links[2]
    assert listed(page(snapshot, basis="Statutory or court")) == ["CTWO"]
    after = re.findall(r'cb-label"><a href="([^"]+)"', html(page(snapshot, tab="Aftercare")))
    assert "window=Handovers" in after[1] and "tab=Aftercare" in after[1]


def test_a_choice_by_hand_and_one_in_the_chart_are_the_same_choice(snapshot: Snapshot) -> None:
    at = page(snapshot, by="Kind")
    at.selectbox(key="kind").set_value("Review").run()
    assert listed(at) == ["CTWO"]


def test_a_click_on_a_chart_chooses_what_is_under_the_pointer(monkeypatch: pytest.MonkeyPatch) -> None:
    choice = Choice("waiting", "Waiting", "Any waiting time", {"15 to 28 days": "15-28"})
    state: dict[str, object] = {"waiting": "Any waiting time"}
    monkeypatch.setattr(overdue_choices.st, "session_state", state)

    def click(*points: dict[str, object]) -> object:
        state["chart"] = SimpleNamespace(selection=SimpleNamespace(points=list(points)))
        pick("chart", choice)()
        return state["waiting"]

    assert click({"customdata": "15-28"}) == "15 to 28 days"
    assert choice.code == "15-28"
    assert click() == "15 to 28 days", "a click beside the bars changes nothing"
    assert click({"customdata": "gone"}) == "Any waiting time"
    assert choice.code is None


def test_a_supervisor_sees_shared_work_marked_and_no_breakdown_by_team(snapshot: Snapshot) -> None:
    at = page(snapshot, SUPERVISOR)
    told = words(at)
    assert "6 follow-ups are overdue for 5 people" in told
    assert listed(at) == ["CTWO", "CNINE", "CONE"]
    assert "Team B, co-worked" in told
    assert "1 person is co-worked with another team, which counts them." in told
    assert "Team" not in at.segmented_control(key="by").options


def test_labels_of_workers_are_shown_only_when_asked_for_and_never_leave(snapshot: Snapshot) -> None:
    answer = asked(snapshot, "overdue_list")
    assert "WB" in answer.rows["lead_worker_id"].tolist()
    at = page(snapshot)
    assert "WB" not in words(at)
    at.checkbox[0].check().run()
    assert "WB" in words(at)
    shown = replace(answer, rows=with_words(answer.rows, TODAY))
    columns = open_case_columns(real_ask(snapshot, MANAGER), shown.rows)
    file = as_csv(leaving(shown, columns, "Who is waiting")).decode("utf-8-sig")
    assert "WB" not in file
    assert "Lead worker" not in file
    assert "QTWO" in file and "1 restricted, not listed here." in file
    assert "Data of" in file or "data of 16 Nov 2026" in file


def test_the_tab_of_aftercare_counts_each_window_and_lists_who_waits(snapshot: Snapshot) -> None:
    at = page(snapshot, tab="Aftercare")
    told = words(at)
    assert "1 aftercare overdue for 1 person, as many as on 9 Nov" in told
    assert "to 1 of 1 person whose case ended in this month or the twelve before it" in told
    assert listed(at) == ["CEIGHT"]
    assert "30-day window; 1 earlier passed 10 days 6 Nov 7 Oct, goals met no contact recorded yet" in told
    assert "Who is waiting for aftercare: 1 person" in told
    assert "7 days 1 0 0 0 1 0 0 0 0 0 %" in told, "the table says what the chart shows"
    assert listed(page(snapshot, tab="Aftercare", window="7-day window")) == []
    assert listed(page(snapshot, tab="Aftercare", ended="Oct 2026")) == ["CEIGHT"]


def test_what_outlived_its_case_says_so() -> None:
    rows = pd.DataFrame([{**ROW, "closed_on": pd.Timestamp("2026-11-06")}, {**ROW, "closed_on": pd.NaT}])
    assert with_words(rows, TODAY)["what"].tolist() == [
        "Court date, ordered by a court; case closed 6 Nov",
        "Court date, ordered by a court",
    ]


ROW = {
    "kind": "court",
    "kind_label": "Court date",
    "basis": "court",
    "rung": None,
    "days_past_due": 3,
    "team_name": "A",
    "more": 0,
    "flag_words": None,
    "last_contact_on": None,
}


def test_looking_back_says_what_was_written_up_only_afterwards(snapshot: Snapshot) -> None:
    told = words(page(snapshot, as_of="2026-11-09"))
    assert "1 follow-up done by 9 Nov was written up only afterwards: on the day itself more looked overdue." in told
    assert "QTHR" not in told, "a flag known today keeps a name off last week's list too"


def numbers(follow_ups: int = 0, aftercare: int = 0, offering: int = 0) -> dict[str, pd.DataFrame]:
    """What the questions answer where nothing is overdue."""
    parts = [{"part": part, **dict.fromkeys(SUMMARY, 0), "on_time_share": None} for part in PARTS]
    lag = {"record": "all", "half_within": pd.NA, "nine_in_ten_within": pd.NA, "settled_until": None}
    weeks = [{"from_on": TODAY, "to_on": TODAY, "on_time": 0, "due": 0, "exempt": 0, "share": None}]
    kept = {"follow_ups": follow_ups, "aftercare": aftercare, "handovers": 0, "programmes": 1, "offering": offering}
    offer = {"people": 0, "agreed": 0, "not_offered": 0, "said_no": 0, "not_recorded": 0}
    empty = pd.DataFrame(columns=["part", "status", "is_binding", "person_id", "case_id", "is_shared", "is_co_worked"])
    windows = pd.DataFrame(columns=["breakdown", "code", "rung", "month_on", "team_name"])
    breakdown = pd.DataFrame(columns=["breakdown", "code", "label", "follow_ups", "serious", "others", "people"])
    frames = {"overdue_summary": parts, "recording_lag": [lag], "follow_up_weeks": weeks, "follow_up_kept": [kept]}
    given = {name: pd.DataFrame(rows) for name, rows in {**frames, "aftercare_offer": [offer]}.items()}
    lists = {"overdue_list": empty, "aftercare_list": empty, "follow_up_apart": empty}
    choices = {name: pd.DataFrame(columns=["team_id", "community_id", "name"]) for name in ("teams", "places")}
    return {**given, **lists, **choices, "aftercare_windows": windows, "overdue_breakdown": breakdown}


PARTS = ("all", "open_cases", "after_closing")
SUMMARY = (
    *("overdue", "people", "binding_overdue", "aftercare_overdue", "aftercare_people", "handovers_overdue"),
    *("due_in_7", "due_in_14", "due", "exempt", "typed_later", "people_not_to_be_called", "people_died_since"),
    *("overdue_change", "binding_overdue_change", "aftercare_overdue_change", "handovers_overdue_change"),
    *("of_them_counted", "share_with_exempt"),
)


def test_a_source_without_follow_ups_says_so_and_shows_no_number() -> None:
    at = drawn(PAGE, fake_ask(numbers()))
    told = words(at)
    assert "This source records no follow-ups; nothing can be said to be overdue." in told
    assert "0" not in told
    assert not at.tabs


def test_nothing_overdue_is_said_of_what_is_recorded_and_never_of_everything() -> None:
    told = words(drawn(PAGE, fake_ask(numbers(follow_ups=5))))
    assert "Nothing is overdue in what is recorded up to 16 Nov." in told
    assert "Nothing overdue in what is recorded up to 16 Nov." in told
    assert "not recorded on time nothing was due in 4 weeks" in told
    assert "This source does not record when notes are written." in told
    assert "0 %" not in told


def test_where_no_programme_offers_aftercare_the_tab_says_so_and_shows_no_zero() -> None:
    told = words(drawn(PAGE, fake_ask(numbers(follow_ups=5)), tab="Aftercare"))
    assert "No programme in this view offers aftercare." in told
    assert "aftercare overdue" not in told


@pytest.mark.parametrize("team", [None, "T-NORTH"])
@pytest.mark.parametrize("tab", ["Open cases", "Aftercare"])
def test_the_demo_is_drawn_for_each_reader(demo_store: Store, team: str | None, tab: str) -> None:
    reach = Reach("supervisor", teams=(team,)) if team else MANAGER
    with demo_store.lease() as snapshot:
        at = page(snapshot, reach, tab=tab)
        assert len(listed(at)) > 10
        scope = Scope(reach, snapshot.info.data_date, TODAY, date(2026, 11, 9))
        overdue = asked(snapshot, "overdue_summary", reach=scope.reach).rows.set_index("part").loc["all", "overdue"]
    assert f"{overdue} follow-ups are overdue" in words(at)
    assert len(at.get("plotly_chart")) == 2
