"""Sentences about what is overdue read aloud well: singular, plural, no change, nothing, not recorded."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import pandas as pd
import pytest

from pages.caseload import overdue_words as said
from queries.scope import Reach, Scope

MANAGER, SUPERVISOR = Reach("manager", all_cases=True), Reach("supervisor", teams=("A",))
KEPT = {"follow_ups": 9, "aftercare": 3, "handovers": 1, "offering": 1, "programmes": 2}


def leads_to(**choices: str) -> str:
    return "?" + "&".join(f"{name}={value}" for name, value in choices.items())


def scope(reach: Reach = MANAGER, as_of: date = date(2026, 11, 16), compare: date = date(2026, 11, 9)) -> Scope:
    return Scope(reach, date(2026, 11, 16), as_of, compare)


def part(**more: Any) -> dict[str, Any]:
    """A part of the summary: every number 0 and no share, but for these."""
    return defaultdict(int, {"on_time_share": None, "share_with_exempt": None, **more})


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        (
            {"overdue": 41, "people": 33, "overdue_change": 9, "aftercare_overdue": 12},
            "41 follow-ups are overdue for 33 people, 9 more than on 9 Nov. Of these, 12 are aftercare.",
        ),
        (
            {"overdue": 1, "people": 1, "overdue_change": 0, "aftercare_overdue": 1},
            "1 follow-up is overdue for 1 person, as many as on 9 Nov. It is aftercare.",
        ),
        (
            {"overdue": 1, "people": 1, "overdue_change": -2, "handovers_overdue": 1},
            "1 follow-up is overdue for 1 person, 2 fewer than on 9 Nov. It is a handover not yet confirmed.",
        ),
        (
            {"overdue": 1200, "people": 2, "overdue_change": 1, "binding_overdue": 1, "handovers_overdue": 2},
            "1,200 follow-ups are overdue for 2 people, 1 more than on 9 Nov. Of these, 1 is a statutory or court date "
            "and 2 are handovers not yet confirmed.",
        ),
        ({"overdue": 2, "people": 1}, "2 follow-ups are overdue for 1 person, as many as on 9 Nov."),
        ({"overdue": 0}, "Nothing is overdue in what is recorded up to 16 Nov."),
    ],
)
def test_the_headline(numbers: dict[str, int], sentence: str) -> None:
    assert said.headline(part(**numbers), KEPT, scope(), []) == sentence


def test_the_headline_never_says_all_is_well_where_nothing_is_recorded() -> None:
    kept = {**KEPT, "follow_ups": 0}
    assert said.headline(part(), kept, scope(), []) == said.NO_FOLLOW_UPS
    assert said.headline(part(), kept, scope(SUPERVISOR), []).startswith("No follow-ups are recorded in this view")
    assert said.headline(part(), kept, scope(), ["Team A"]).endswith("Chosen: Team A.")
    assert said.headline(part(), KEPT, scope(), ["Team A"]) == (
        "Nothing is overdue in what is recorded up to 16 Nov. Chosen: Team A."
    )


def test_without_another_day_nothing_is_compared() -> None:
    same = scope(compare=date(2026, 11, 16))
    assert said.headline(part(overdue=2, people=2), KEPT, same, []) == "2 follow-ups are overdue for 2 people."
    assert said.open_case_figures(part(overdue=2, people=2), said.comparing(same), leads_to)[0].change == "for 2 people"


def test_a_day_of_another_year_is_said_with_its_year() -> None:
    earlier = scope(as_of=date(2025, 11, 16), compare=date(2025, 11, 9))
    assert "than on 9 Nov 2025" in said.headline(part(overdue=2, people=2, overdue_change=1), KEPT, earlier, [])


def test_a_share_of_nothing_is_not_recorded_and_never_0_percent() -> None:
    assert said.on_time(part()).value == "not recorded"
    shown = said.on_time(part(due=40, on_time_share=0.0, share_with_exempt=0.0))
    assert (shown.value, shown.change) == ("0 %", "of 40 due in 4 weeks")
    shown = said.on_time(part(due=40, exempt=10, on_time_share=0.5, share_with_exempt=0.4))
    assert shown.change == "of 40 due in 4 weeks; 40 % with exempt ones"


def test_colours_are_said_only_of_what_is_there() -> None:
    than = said.comparing(scope())
    assert [one.meaning for one in said.open_case_figures(part(), than, leads_to)] == [
        "plain",
        "plain",
        "plain",
        "plain",
    ]
    busy = part(overdue=2, binding_overdue=1, due=4, on_time_share=0.5, aftercare_overdue=1)
    assert [one.meaning for one in said.open_case_figures(busy, than, leads_to)] == [
        "late",
        "serious",
        "plain",
        "plain",
    ]
    assert [one.meaning for one in said.aftercare_figures(busy, than, leads_to)] == ["late", "plain", "plain", "plain"]


@pytest.mark.parametrize(
    ("half", "nine", "sentence"),
    [
        (2, 9, "Notes here are usually written up within 2 days, nine in ten within 9 days."),
        (1, 1, "Notes here are usually written up within 1 day, nine in ten within 1 day."),
        (0, 3, "Notes here are usually written up on the same day, nine in ten within 3 days."),
        (0, 0, "Notes here are usually written up on the same day, nine in ten on the same day."),
        (pd.NA, pd.NA, "This source does not record when notes are written."),
    ],
)
def test_how_long_notes_take(half: object, nine: object, sentence: str) -> None:
    assert said.lag({"half_within": half, "nine_in_ten_within": nine}) == sentence


def test_who_is_left_out_of_a_list() -> None:
    apart = pd.DataFrame({"status": ["exempt"] * 3 + ["client_declined"] * 2})
    day = date(2026, 11, 16)
    assert said.left_out(apart, day) == (
        "Counted: due before 16 Nov, not done, its window not passed; 3 exempt for a time and 2 who asked not to be "
        "contacted left out."
    )
    assert said.left_out(apart.iloc[:0], day) == "Counted: due before 16 Nov, not done, its window not passed."
    assert said.not_to_be_called(part()) == []
    assert said.not_to_be_called(part(people_not_to_be_called=2)) == ["2 people must not be contacted, not listed."]
    assert said.not_to_be_called(part(people_not_to_be_called=2, of_them_counted=1, people_died_since=1)) == [
        "2 people must not be contacted, not listed; 1 of them is counted above, for something that needs no call.",
        "1 person has died since, not listed.",
    ]


def test_what_was_written_up_only_afterwards() -> None:
    day = date(2026, 11, 9)
    assert said.typed_later(part(), day) == ""
    assert said.typed_later(part(typed_later=1), day).startswith("1 follow-up done by 9 Nov was written up only")
    assert said.typed_later(part(typed_later=3), day).startswith("3 follow-ups done by 9 Nov were written up only")


def test_an_empty_list_says_which_choice_emptied_it() -> None:
    day = date(2026, 11, 16)
    assert said.nothing_here(said.WAITING, [], day) == "Nothing overdue in what is recorded up to 16 Nov."
    assert said.nothing_here(said.DUE_IN_7, ["Court date"], day) == (
        "Nothing due within 7 days for court date in what is recorded up to 16 Nov."
    )


def test_to_whom_aftercare_is_due() -> None:
    told = {"people": 10, "agreed": 6, "not_offered": 2, "said_no": 1, "not_recorded": 1}
    assert said.offer(told, KEPT) == (
        "Aftercare is due where it was offered and the person agreed: to 6 of 10 people whose case ended in this month "
        "or the twelve before it; 2 not offered, 1 said no and 1 answer not recorded."
    )
    none = {**KEPT, "offering": 0, "aftercare": 0}
    assert said.offer(told, none) == "No programme in this view offers aftercare."
    assert said.offer(told, {**none, "aftercare": 4}).startswith("Aftercare is due where")
    assert said.offer({**told, "people": 0}, KEPT).startswith("In this month and the twelve before it nobody's case")
