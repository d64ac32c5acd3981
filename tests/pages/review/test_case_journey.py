"""One case on a page: where it stands in words, every list, and the same words for what is not there and not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data.demo.make import make_demo
from data.store import Snapshot, Store
from pages.review import case_rows, case_words
from queries.ask import ask
from queries.scope import Reach
from tests.pages.drawn import Noted, drawn, html, real_ask, words
from tests.queries.probe import MANAGER, reader
from tests.queries.review.test_one_case import TABLES
from tests.world import built

PAGE = "pages.review.case_journey"
NOT_HERE = "There is no such case within your teams, or it is restricted."


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with built(tmp_path_factory.mktemp("case"), **TABLES) as opened:
        yield opened


def told(snapshot: Snapshot, reach: Reach = MANAGER, noted: Noted | None = None, **address: str) -> str:
    return words(drawn(PAGE, real_ask(snapshot, reach, noted=noted), **address))


def test_without_a_case_the_page_says_how_to_open_one(snapshot: Snapshot) -> None:
    noted: Noted = []
    assert "Every line of a list ends in a link that opens its case." in told(snapshot, noted=noted)
    assert noted == []


def test_a_case_is_told_from_what_must_be_known_first_to_its_other_cases(snapshot: Snapshot) -> None:
    said = told(snapshot, case="K")
    in_order = [
        "Before anything else: must not be contacted",
        "Open since 1 Jun 2026, 168 days. In assessment for 46 days.",
        "1 overdue follow-up",
        "days since last contact 20 Oct 2026; tried on 1 day since",
        "Team A",
        "Review 10 days past its date 6 Nov 2026 Policy",
        "Contact no longer applies: not safe to contact",
        "Planning 1 Jul 2026 reassessed 92",
        "10 Nov 2026 tried, not reached",
        "Must not be contacted 1 Oct 2026 in force, on another case of this person",
        "High risk 1 Aug 2026 in force, should have been looked at again by 1 Oct 2026",
        "Housing Individual written together reached, looked at 1 Sep 2026",
        "Food need 2 Jun 2026 1 Aug 2026",
        "Education strength, noted by the person 3 Jun 2026",
        "Legal Food bank service said no: no place 15 Jun 2026",
        "Contact after closing no 1 Jun 2026 A carer now",
        "Lead Team A WA 1 Jul 2026 now",
        "Other cases of this person",
        "ELSE",
    ]
    for one in in_order:
        assert one in said, f"{one} is missing, or not where it should be"
        said = said.split(one, 1)[1]


@pytest.mark.parametrize("typed", ["K", "k", " K "])
def test_a_key_may_be_typed_as_it_is_read(typed: str, snapshot: Snapshot) -> None:
    assert "Open since" in told(snapshot, case=typed)


@pytest.mark.parametrize(
    ("reach", "case"), [(MANAGER, "NOSUCH"), (MANAGER, "SECRET"), (reader("A"), "ELSE"), (reader("B"), "OLD")]
)
def test_no_such_case_beyond_reach_and_restricted_look_alike_and_leave_nothing_in_the_log(
    reach: Reach, case: str, snapshot: Snapshot
) -> None:
    noted: Noted = []
    page, none = (html(drawn(PAGE, real_ask(snapshot, reach, noted=noted), case=one)) for one in (case, "NEITHERTHIS"))
    assert NOT_HERE in page
    assert page == none
    assert noted == []


def test_opening_a_case_is_in_the_log_once_and_again_when_another_is_opened(snapshot: Snapshot) -> None:
    noted: Noted = []
    at = drawn(PAGE, real_ask(snapshot, MANAGER, noted=noted), case="K")
    at.run()
    assert noted == [("opened_case", "K")]
    at.text_input[0].set_value("other").run()
    assert noted == [("opened_case", "K"), ("opened_case", "OTHER")]


def test_a_past_day_is_looked_at_and_said(snapshot: Snapshot) -> None:
    said = told(snapshot, case="K", as_of="2026-07-15")
    assert "Looking back at 15 Jul 2026" in said
    assert "In planning for 14 days." in said
    assert "Or it had not been opened on the day looked at." in told(snapshot, case="K", as_of="2026-05-01")


def test_another_teams_worker_is_not_named_and_a_shared_case_is_called_so(snapshot: Snapshot) -> None:
    said = told(snapshot, reader("B"), case="K")
    assert "Team A, worked together with yours" in said
    assert "Lead Team A of another team, not shown" in said
    assert "WA" not in said.split()


def test_somebody_named_sees_the_restricted_case_and_that_it_is_one(snapshot: Snapshot) -> None:
    said = told(snapshot, reader("A", restricted_cases=("SECRET",)), case="SECRET")
    assert "Restricted yes; you are named for it" in said


def test_lists_that_are_empty_say_that_nothing_is_recorded(snapshot: Snapshot) -> None:
    said = told(snapshot, case="ELSE")
    assert "no follow-ups recorded" in said
    assert "0 overdue" not in said
    for nothing in ("No stages are recorded.", "No goals are recorded.", "No referrals are recorded."):
        assert nothing in said


def test_every_kind_of_case_of_the_synthetic_agency_can_be_opened(tmp_path: Path) -> None:
    store = Store(tmp_path)
    make_demo(store, cases=60)
    with store.lease() as demo:
        scope = real_ask(demo, MANAGER).scope
        cases = ask(demo, "one_case", scope).rows.drop_duplicates(["stage", "close_reason_label", "is_grave"])
        assert len(cases) > 8
        for key in cases["case_id"]:
            assert "What is counted?" in told(demo, case=key)


CASE = {
    "is_open": True, "is_reopening": False, "opened_on": date(2026, 6, 1), "days_open": 168, "stage": "assessment",
    "stage_label": "Assessment", "entered_on": date(2026, 10, 1), "days_in_stage": 46, "standard_days": None,
    "is_by_review": False, "is_beyond": False, "days_beyond": None, "days_unmoved": 46, "closed_on": None,
    "close_reason_label": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, "Open since 1 Jun 2026, 168 days. In assessment for 46 days."),
        ({"standard_days": 50}, "Open since 1 Jun 2026, 168 days. In assessment for 46 days. Expected: 50 days."),
        (
            {"standard_days": 45, "is_beyond": True, "days_beyond": 1},
            "Open since 1 Jun 2026, 168 days. In assessment for 46 days. "
            "No movement recorded for 1 day longer than the 45 days expected.",
        ),
        (
            {"standard_days": 30, "is_by_review": True, "is_beyond": True, "days_unmoved": 46},
            "Open since 1 Jun 2026, 168 days. In assessment for 46 days. "
            "No review of the plan recorded for 46 days; one is expected every 30 days.",
        ),
        ({"entered_on": pd.NaT}, "Open since 1 Jun 2026, 168 days. No stage is recorded."),
        (
            {"is_reopening": True},
            "Open since 1 Jun 2026, 168 days, after an earlier case was closed. In assessment for 46 days.",
        ),
        (
            {"is_open": False, "closed_on": date(2026, 9, 4), "close_reason_label": "Planned ending", "days_open": 1,
             "stage": "aftercare", "days_in_stage": 73},
            "Closed on 4 Sep 2026 (planned ending) after 1 day. In aftercare since, 73 days.",
        ),
        (
            {"is_open": False, "closed_on": date(2026, 9, 4), "stage": None, "days_open": 95},
            "Closed on 4 Sep 2026 after 95 days.",
        ),
    ],
)  # fmt: skip
def test_where_a_case_stands_is_said_in_a_sentence(changed: dict[str, object], sentence: str) -> None:
    assert case_words.standing({**CASE, **changed}) == sentence


def test_a_person_whom_nobody_reached_yet_is_said_to_be_that_and_attempts_are_no_contact() -> None:
    case = {**CASE, "overdue": 0, "longest_overdue_days": None, "next_due_by": None, "last_contact_on": None}
    told = case_words.figures({**case, "attempt_days": 2})
    assert [" ".join(one[:3]) for one in told] == [
        "46 days in assessment no standard",
        "0 overdue follow-ups ",
        "no contact recorded yet tried on 2 days",
    ]


FOLLOW_UP = {
    "days_past_due": 12, "done_on": date(2026, 11, 1), "exempt_until": date(2026, 12, 1), "void_reason": "died",
    "exempt_reason_label": "In hospital",
}  # fmt: skip


@pytest.mark.parametrize(
    ("status", "changed", "sentence"),
    [
        ("overdue", {}, "12 days past its date"),
        ("not_yet_due", {"days_past_due": -1}, "due in 1 day"),
        ("not_yet_due", {"days_past_due": 0}, "due that day"),
        ("done_on_time", {}, "done on 1 Nov 2026, on time"),
        ("done_late", {}, "done on 1 Nov 2026, late"),
        ("exempt", {}, "exempt until 1 Dec 2026: in hospital"),
        ("no_longer_applies", {}, "no longer applies: died"),
        ("client_declined", {}, "asked not to be contacted"),
        ("lapsed", {}, "window passed"),
    ],
)
def test_each_status_of_a_promise_has_its_words(status: str, changed: dict[str, object], sentence: str) -> None:
    assert case_rows.follow_up({**FOLLOW_UP, **changed, "status": status}) == sentence


def test_every_step_of_a_referral_has_its_words() -> None:
    for step, said in case_rows.STEPS.items():
        row = {"step": step, "reason_label": None}
        assert case_rows.referral(row) == said
    assert case_rows.referral({"step": "service_said_no", "reason_label": "Not eligible"}).endswith("no: not eligible")
