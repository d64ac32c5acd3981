"""The sentences of the stage page read well for one, for many, for none and where nothing is recorded."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pages.caseload import stage_words

MONDAY, WEEK_BEFORE = date(2026, 11, 16), date(2026, 11, 9)
NOW = {
    "open_cases": 293, "open_people": 287, "open_cases_more": 4, "open_cases_then": 289, "judged_cases": 280,
    "beyond_people": 57, "stageless_cases": 2, "aftercare_people": 80,
}  # fmt: skip
UNMOVED = "no movement is recorded for longer than the standard for their stage."


def told(compare: date = WEEK_BEFORE, chosen: tuple[str, ...] = (), **changed: int) -> str:
    return stage_words.answer_in_words(
        {**NOW, **changed}, as_of=MONDAY, compare=compare, data_date=MONDAY, chosen=list(chosen)
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {},
            f"293 cases are open for 287 people, 4 cases more than on 9 Nov. For 57 of them {UNMOVED} "
            "Another 80 people are in aftercare.",
        ),
        (
            dict.fromkeys(("open_cases", "open_people", "beyond_people", "aftercare_people"), 1)
            | {"open_cases_more": -1, "stageless_cases": 0},
            f"1 case is open for 1 person, 1 case fewer than on 9 Nov. For this person {UNMOVED} "
            "Another person is in aftercare.",
        ),
        (
            {"open_cases": 1204, "open_cases_more": 0, "beyond_people": 287, "aftercare_people": 0},
            f"1,204 cases are open for 287 people, as many as on 9 Nov. For all of them {UNMOVED}",
        ),
        (
            {"beyond_people": 0, "aftercare_people": 0, "open_cases_more": -2},
            "293 cases are open for 287 people, 2 cases fewer than on 9 Nov. "
            "Where a standard is set, a movement is recorded within it for all of them.",
        ),
        (
            {"judged_cases": 0, "beyond_people": 0, "aftercare_people": 0},
            "293 cases are open for 287 people, 4 cases more than on 9 Nov. "
            "None of them has a standard for its stage and pathway, so none is judged.",
        ),
        (
            {"stageless_cases": 30, "aftercare_people": 0},
            f"293 cases are open for 287 people, 4 cases more than on 9 Nov. For 57 of them {UNMOVED} "
            "For 30 cases the stage is not recorded.",
        ),
        (
            {"stageless_cases": 29, "aftercare_people": 0},
            f"293 cases are open for 287 people, 4 cases more than on 9 Nov. For 57 of them {UNMOVED}",
        ),
        (
            {"stageless_cases": 293, "judged_cases": 0, "beyond_people": 0, "aftercare_people": 0},
            "293 cases are open for 287 people, 4 cases more than on 9 Nov. In which stage they are is not recorded.",
        ),
    ],
)
def test_the_answer_in_words(changed: dict[str, int], sentence: str) -> None:
    assert told(**changed) == sentence


def test_no_open_case_is_said_of_what_is_recorded_and_of_the_choice_that_caused_it() -> None:
    nobody = {"open_cases": 0, "open_people": 0, "aftercare_people": 0}
    assert told(**nobody) == "No case is open in what is recorded up to 16 Nov."
    assert told(chosen=("Team North", "Riverside"), **{**nobody, "aftercare_people": 2}) == (
        "No case is open in what is recorded up to 16 Nov. Chosen: Team North, Riverside. "
        "Another 2 people are in aftercare."
    )


def test_a_day_is_not_compared_with_itself() -> None:
    assert told(compare=MONDAY).startswith("293 cases are open for 287 people. For 57")


STANDARDS = pd.DataFrame(
    [
        ("planning", "Crisis", 7, None),
        ("planning", "Short", 21, None),
        ("planning", "Other", 21, None),
        ("planning", "Long-term", None, 90),
        ("assessment", "Short", 45, None),
    ],
    columns=["stage", "pathway_label", "expected_days", "review_every_days"],
)


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("planning", "Crisis 7; short, other 21; long-term a review every 90"),
        ("assessment", "Short 45"),
        ("evaluation", "no standard set"),
        ("not_recorded", "Stage not recorded"),
        ("aftercare", "Each contact has its own date: see Overdue follow-ups"),
    ],
)
def test_a_standard_in_words(stage: str, said: str) -> None:
    assert stage_words.standard_in_words(STANDARDS.to_dict("records"), stage) == said
    assert stage_words.standard_in_words([], "planning") == "no standard set"


def stage(**changed: object) -> dict[str, object]:
    row = {"stage": "planning", "stage_label": "Planning", "cases": 32, "cases_more": 1, "judged": 30, "beyond": 9}
    return {**row, "half_within": 28, "nine_in_ten_within": 96, **changed}


def test_a_bar_in_words() -> None:
    assert stage_words.stage_hover(stage(), "9 Nov").split("<br>") == [
        "Planning: 32 cases, 1 more than on 9 Nov",
        "half have been in it up to 28 days, nine in ten up to 96 days",
        "9 of 30 beyond the standard",
        "click to list them",
    ]
    alone = stage(cases=1, cases_more=0, judged=0, half_within=0, nine_in_ten_within=1)
    assert stage_words.stage_hover(alone, "9 Nov").split("<br>")[:2] == [
        "Planning: 1 case, as many as on 9 Nov",
        "half have been in it less than a day, nine in ten up to 1 day",
    ]
    unknown = stage(cases=pd.NA, judged=pd.NA, half_within=pd.NA)
    assert stage_words.stage_hover(unknown, "9 Nov") == "Planning: this source does not record it"


def test_beyond_is_said_of_those_that_have_a_standard() -> None:
    assert stage_words.beyond_of(stage()) == "9 of 30"
    assert stage_words.beyond_of(stage(judged=0, beyond=0)) == "none judged"
    assert stage_words.beyond_of(stage(stage="aftercare", judged=0)) == "not judged"
    assert stage_words.beyond_of(stage(judged=pd.NA)) == "not recorded"


def row(**changed: object) -> dict[str, object]:
    return {"flag_words": None, "is_co_worked": False, "has_died": False, "more_cases": 0, **changed}


@pytest.mark.parametrize(
    ("changed", "note"),
    [
        ({}, ""),
        ({"flag_words": "before the court, high risk"}, "Before the court, high risk"),
        ({"more_cases": 1}, "And 1 more case"),
        ({"more_cases": 2, "is_co_worked": True}, "And 2 more cases; co-worked"),
        ({"flag_words": "crisis", "has_died": True}, "Crisis; died, the case is still recorded"),
    ],
)
def test_what_must_be_known_first_stands_beside_a_person(changed: dict[str, object], note: str) -> None:
    assert stage_words.noted(pd.DataFrame([row(**changed)]))["note"].tolist() == [note]


def moves(**happened: int) -> pd.DataFrame:
    kinds = [(kind, None, None, happened.get(kind, 0)) for kind in stage_words.MOVES]
    reasons = [("ended", "goals_met", "Goals met", 1), ("ended", "ended_early", "Contact ended early", 2)]
    return pd.DataFrame(
        [*kinds, *(reasons if happened.get("ended") else [])], columns=["kind", "reason", "reason_label", "moves"]
    )


def sentence(found: pd.DataFrame) -> str:
    return "".join(said for said, _ in stage_words.moves_in_words(found))


def test_what_happened_is_one_sentence_and_each_number_has_its_list() -> None:
    found = moves(opened=4, advanced=1200, ended=3)
    assert (
        sentence(found) == "4 opened, 1,200 moved forward, 0 reassessed, 3 ended (goals met 1, contact ended early 2)."
    )
    lists = [choice for _, choice in stage_words.moves_in_words(found) if choice]
    assert lists == ["Opened", "Moved forward", "Reassessed", "Ended"]
    assert sentence(moves()) == "0 opened, 0 moved forward, 0 reassessed, 0 ended."
    assert "2 taken over from another team" in sentence(moves(taken_over=2))


def test_what_happened_accounts_for_the_open_cases() -> None:
    assert stage_words.accounted(NOW, moves(opened=6, ended=3, taken_over=1), "9 Nov") == (
        "289 open on 9 Nov, 6 opened, 1 taken over from another team, 3 ended: 293 open now."
    )
    assert stage_words.accounted(NOW, moves(), "9 Nov") == "289 open on 9 Nov: 293 open now."


def test_how_soon_moves_are_written_up() -> None:
    assert stage_words.written_up({"half_within": 0, "nine_in_ten_within": 9}) == (
        "Half of the moves here are written up on the same day, nine in ten within 9 days."
    )
    assert stage_words.written_up({"half_within": pd.NA}) == "How soon moves are written up is not recorded."
