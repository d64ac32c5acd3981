"""The list on the stage page: nobody moved, or who stands behind the number that was opened."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from pages.caseload import stage_words
from pages.shared import words
from pages.shared.ask import Ask
from pages.shared.parts import Column, begins_at, people_list, quiet
from queries.answer import Answer

NO_MOVEMENT = "No movement beyond the standard"
ALL_OPEN = "All open cases"
SHOW = "show"
"""The choice of the list, in the address too."""
LIST = "stage_list"


@dataclass(frozen=True)
class Opened:
    """What the list shows when a number is opened: its question, narrowed to its codes, its title, why it is empty."""

    question: str
    only: tuple[str, ...]
    title: str
    empty: str


def openable(stages: pd.DataFrame, day: str, as_of: str) -> dict[str, Opened]:
    """Everything that can be opened, by the words of the choice."""
    nobody = f"Nobody in what is recorded up to {as_of}."
    by_stage = {
        row.stage_label: Opened(
            "stage_cases", (str(row.stage),), str(row.stage_label), f"{row.stage_label}: nobody on {as_of}."
        )
        for row in stages.itertuples()
    }
    by_move = {
        said: Opened("stage_moved", (kind,), f"{said} after {day}", f"{said}: nobody after {day}, up to {as_of}.")
        for kind, said in stage_words.MOVES.items()
    }
    first = Opened("stage_no_movement", (), NO_MOVEMENT, f"{nobody} A case without a standard is not judged.")
    open_stages = tuple(stage for stage in stages["stage"] if stage != "aftercare")
    everyone = Opened("stage_cases", open_stages, ALL_OPEN, f"No case is open in what is recorded up to {as_of}.")
    return {NO_MOVEMENT: first, ALL_OPEN: everyone, **by_stage, **by_move}


def choice_and_list(ask: Ask, opened: dict[str, Opened]) -> Answer:
    """The choice of what to list, and the list; gives what is listed."""
    with st.container(key=LIST):
        begins_at(LIST)
        chosen = opened[st.selectbox("Who is listed", list(opened), key=SHOW, bind="query-params", width=360)]
        ask = ask.narrowed(replace(ask.scope, only=chosen.only))
        answer = ask(chosen.question)
        answer = replace(answer, rows=stage_words.noted(answer.rows))
        people_list(
            ask,
            answer,
            COLUMNS[chosen.question](ask),
            key=LIST,
            title=f"{chosen.title}: {words.people(len(answer.rows))}",
            empty=chosen.empty,
        )
        if answer.rows["is_co_worked"].any():
            quiet("Co-worked cases are listed here and counted for the team that leads them.")
    return answer


def _people(ask: Ask) -> list[Column]:
    return [
        Column("person_id", "Person", says=words.grouped, is_key=True, is_strong=True),
        Column("case_id", "Case", says=words.grouped, is_key=True, is_optional=True),
        Column("note", "To know first", says=str, is_strong=True),
    ]


def _whose(ask: Ask, *, with_worker: bool = True) -> list[Column]:
    """The team where there are several to tell apart; the worker only when asked for, and never in a file."""
    several = ask.scope.reach.all_cases or len(ask.scope.reach.teams) > 1
    team = Column("team_name", "Team", says=_team, is_short=True)
    worker = Column("lead_worker_id", "Worker", says=words.grouped, is_key=True, leaves=False, is_optional=True)
    return [*([team] if several else []), *([worker] if with_worker else [])]


def _team(name: object) -> str:
    return "not allocated" if words.is_missing(name) else str(name)


def _day(ask: Ask, name: str, label: str) -> Column:
    return Column(name, label, says=lambda value: words.day_near(value, ask.scope.data_date), is_short=True)


def _days(name: str, label: str) -> Column:
    return Column(name, label, says=stage_words.number_of, is_number=True)


def _no_movement(ask: Ask) -> list[Column]:
    return [
        *_people(ask),
        Column("stage_label", "Stage", is_short=True),
        Column("pathway_label", "Pathway", is_short=True),
        _day(ask, "moved_on", "No movement recorded since"),
        _days("days_unmoved", "Days"),
        _days("standard_days", "Standard"),
        _days("days_beyond", "Beyond"),
        *_whose(ask),
    ]


def _in_stage(ask: Ask) -> list[Column]:
    beyond = Column(
        "days_beyond", "Beyond", says=lambda days: "" if words.is_missing(days) else f"{days:,}", is_number=True
    )
    standard = Column(
        "standard_days",
        "Standard",
        says=lambda days: "none set" if words.is_missing(days) else f"{days:,}",
        is_number=True,
    )
    stage = Column("stage_label", "Stage", is_short=True)
    return [
        *_people(ask),
        *([] if len(ask.scope.only) == 1 else [stage]),
        Column("pathway_label", "Pathway", is_short=True),
        _day(ask, "entered_on", "In this stage since"),
        _days("days_in_stage", "Days"),
        _day(ask, "moved_on", "Last movement"),
        standard,
        beyond,
        *_whose(ask),
    ]


def _moved(ask: Ask) -> list[Column]:
    """An opening and an ending have no day of writing: it is not shown where it never is."""
    is_move = not set(ask.scope.only) <= {"opened", "taken_over", "ended", "handed_over"}
    return [
        *_people(ask),
        Column("what", "What"),
        _day(ask, "on_date", "On"),
        *([_day(ask, "recorded_on", "Written up")] if is_move or not ask.scope.only else []),
        *_whose(ask, with_worker=False),
    ]


COLUMNS = {"stage_no_movement": _no_movement, "stage_cases": _in_stage, "stage_moved": _moved}
